"""This repository's own documents: their links resolve, and what they say of dependencies is what is depended on."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.conftest import ROOT
from tests.documents import LINK, TARGET
from tests.matrix import Row

DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


def test_links_resolve() -> None:
    for document in DOCUMENTS:
        for target in LINK.findall(document.read_text(encoding="utf-8")):
            assert "://" in target or (document.parent / target).exists(), f"{document.name}: {target}"


def test_the_two_commands_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"^make (\w+)", readme, flags=re.MULTILINE) == ["demo", "test"]
    assert {"demo", "test"} <= set(TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8")))


def requirements(folder: Path) -> Iterator[str]:
    """The distributions that a project names, normalised, but for those that are its own folders."""
    for path in folder.rglob("pyproject.toml"):
        if ".venv" not in path.parts:
            settings = tomllib.loads(path.read_text(encoding="utf-8"))
            groups = settings.get("dependency-groups", {}).values()
            own = settings.get("tool", {}).get("uv", {}).get("sources", {})
            for named in (settings["project"].get("dependencies", []), *groups):
                yield from (
                    re.split(r"[\[<>=~ ]", requirement)[0].lower()
                    for requirement in named
                    if isinstance(requirement, str) and requirement not in own
                )


def test_every_dependency_has_its_reason(sample: Mapping[Row, Path]) -> None:
    reasons = (ROOT / "docs" / "decisions" / "0001-dependencies.md").read_text(encoding="utf-8").lower()
    named = {name for folder in sample.values() for name in requirements(folder)} | set(
        requirements(ROOT / "generator")
    )
    named |= {re.split(r"[\[<>=~ ]", each)[0] for each in own_requirements()}
    assert sorted(name for name in named if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", reasons)) == []


def own_requirements() -> list[str]:
    """What this repository itself depends on."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [*settings["project"]["dependencies"], *settings["dependency-groups"]["dev"]]
