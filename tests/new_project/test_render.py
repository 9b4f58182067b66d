"""What the command line renders is what Copier renders."""

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.new_project.conftest import ROOT, Shell

PLAIN = ["--yes", "--no-git", "--no-install"]

ANSWERS: list[dict[str, object]] = [
    {"async_needs": "heavy", "project_name": "Café-less Phone.Book"[8:], "ci": "none"},
    {"architecture": "django", "api_style": "ninja", "database": "sqlite", "description": "Häufige Anrufe: 100 % #1"},
    {"admin_needs": "heavy", "existing_django": True, "async_needs": "heavy", "author_email": "a@example.com"},
]


@pytest.mark.parametrize("answers", ANSWERS, ids=["fastapi", "django", "hybrid"])
def test_copier_gives_the_same_byte_for_byte(
    shell: Shell,
    checkout: Path,
    contents: Callable[[Path], dict[str, tuple[bytes, bool]]],
    answers: dict[str, object],
    request: pytest.FixtureRequest,
) -> None:
    shell.environment["PYTHONPATH"] = str(checkout / "generator")
    flags = [word for key, value in answers.items() for word in (f"--{key.replace('_', '-')}", str(value))]
    ours = shell.run("ours", *PLAIN, *flags)
    assert ours.returncode == 0, ours.stderr
    (shell.folder / "answers.yml").write_text(yaml.safe_dump(answers))
    copier = [
        sys.executable,
        "-m",
        "copier",
        "copy",
        "--defaults",
        "--data-file",
        "answers.yml",
        str(checkout),
        "theirs",
    ]
    theirs = shell.execute(*copier)
    assert theirs.returncode == 0, theirs.stderr
    made = contents(shell.folder / "ours")
    assert made == contents(shell.folder / "theirs")
    assert yaml.safe_load(made[".copier-answers.yml"][0])["architecture"] == request.node.callspec.id


def test_the_answers_file_names_the_version_and_where_it_came_from(shell: Shell) -> None:
    assert shell.run("demo", *PLAIN, "--project-name", "Phone Book").returncode == 0
    text = (shell.folder / "demo" / ".copier-answers.yml").read_text()
    answers = yaml.safe_load(text)
    assert answers["_src_path"] == "https://github.com/new-project-cli/new-project.git"
    assert answers["_commit"] == (ROOT / "generator" / "version.txt").read_text().strip()
    assert answers["project_name"] == "Phone Book"
    assert answers["existing_django"] is False
    assert "api_style" not in answers  # not asked where there is no Django
    assert not {"weights", "needs", "postgres", "standalone"} & set(answers)
    keys = [line.split(":")[0] for line in text.splitlines()[1:]]
    assert keys == sorted(keys)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


def test_copier_says_nothing(shell: Shell, checkout: Path) -> None:
    (checkout / "untracked").write_text("a dirty working tree")
    shell.environment["PYTHONPATH"] = str(checkout / "generator")
    result = shell.run("demo", *PLAIN)
    (checkout / "untracked").unlink()
    assert "arning" not in result.stderr
    assert [line.split(" … ")[0] for line in result.stderr.splitlines()] == ["Rendering …", "Rendering"]


def test_a_checkout_without_links_is_refused(shell: Shell, checkout: Path, tmp_path: Path) -> None:
    without = tmp_path / "without-links"
    clone = shell.execute("git", "-c", "core.symlinks=false", "clone", "-q", str(checkout), str(without))
    assert clone.returncode == 0, clone.stderr
    shell.environment["PYTHONPATH"] = str(without / "generator")
    result = shell.run("demo", *PLAIN, "--architecture", "hybrid")
    assert result.returncode == 1
    assert "Files instead of links are in template_django and template_hybrid" in result.stderr
    assert list(shell.folder.iterdir()) == []
    mend = re.search("Mend it with: (.*)", result.stderr)
    assert mend
    mended = shell.execute("/bin/sh", "-c", mend[1])
    assert mended.returncode == 0, mended.stderr
    assert shell.run("demo", *PLAIN, "--architecture", "hybrid").returncode == 0


def test_a_template_that_cannot_be_rendered_leaves_nothing(shell: Shell, checkout: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    assert shell.execute("git", "clone", "-q", str(checkout), str(broken)).returncode == 0
    (broken / "template_fastapi" / "zzz.jinja").write_text("{{ misspelt }}")
    shell.environment["PYTHONPATH"] = str(broken / "generator")
    result = shell.run("new/demo", *PLAIN, "--architecture", "fastapi")
    assert result.returncode == 1
    assert "Error: The template cannot be rendered: UndefinedError: 'misspelt' is undefined" in result.stderr
    assert list(shell.folder.iterdir()) == []


def test_only_one_module_imports_copier() -> None:
    package = ROOT / "generator" / "new_project"
    importers = [path.name for path in package.rglob("*.py") if "import copier" in path.read_text()]
    assert importers == ["render.py"]
