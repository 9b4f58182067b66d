"""What the owner of a project changed in it: in every kind of file, each found again by its mark wherever it went."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.release_history import OLD
from tests.releases import commit

PLACES: Mapping[str, Mapping[str, str]] = {
    "fastapi": {"api": "", "api_code": "call_center/"},
    "django": {"web": "", "web_code": "call_center/"},
    "hybrid": {"api": "api/", "api_code": "api/call_center_api/", "web": "web/", "web_code": "web/call_center/"},
}
"""Where the two services are, and their packages, in a project of each architecture."""


@dataclass(frozen=True)
class Edit:
    """Something that an owner did."""

    path: str
    """Of the file at that time; what is renamed or moved later takes it along."""
    mark: str = ""
    """A text that can be found again; none where a file was deleted, or its mode changed."""
    near: bool = False
    """Whether a release changes the same lines, so that somebody must decide."""


def architecture_of(project: Path) -> str:
    """Which of the three a project is."""
    if (project / "gateway").is_dir():
        return "hybrid"
    return "django" if (project / "manage.py").is_file() else "fastapi"


def with_edits(project: Path, *, near: bool = False) -> list[Edit]:
    """Edit a project as its owner would, and commit it if it is a repository.

    With `near`, also where a release changes the same: what 1.2.0 has changed already is left alone.
    """
    edits = list(far_edits(project))
    if near:
        edits += near_edits(project)
    if (project / ".git").exists():
        commit(project, "Ours")
    return edits


PYTHON = '\n\nOURS = "MARK"\n'
APPENDED = (
    ("docs/decisions/0001-architecture.md docs/moving-a-route.md|docs/guides/moving-a-route.md", "\nMARK\n"),
    ("pyproject.toml {api}pyproject.toml {web}pyproject.toml", '\n[tool.ours]\nmark = "MARK"\n'),
    ("compose.yaml", '\nx-ours: "MARK"\n'),
    (".pre-commit-config.yaml .github/workflows/ci.yml .gitlab-ci.yml", "# MARK\n"),
    (".env.example .gitignore gateway/routes.toml", "# MARK\n"),
    ("Makefile", "\n.PHONY: ours\nours: ## MARK\n\t@true\n"),
    ("Dockerfile {api}Dockerfile {web}Dockerfile gateway/Dockerfile", 'LABEL ours="MARK"\n'),
    ("{web_code}backoffice/templates/backoffice/dashboard.html", "<!-- MARK -->\n"),
    ("{api_code}pagination.py|{api_code}paging.py|{api_code}pages.py", PYTHON),
    ("{api_code}calls/router.py {web_code}calls/queries.py", PYTHON),
    ("{web_code}calls/services.py|{web_code}calls/actions.py", PYTHON),
    ("{web_code}backoffice/transfer/limits.py|{web_code}backoffice/exchange/limits.py", PYTHON),
    ("{api}tests/http/test_drain.py|{api}tests/web/test_drain.py", PYTHON),
    ("gateway/tests/test_shift.py|gateway/checks/test_shift.py", PYTHON),
)
"""Files, by all names that releases give them, the newest first; and what comes after their end."""

CHANGED_NEAR = """
    README.md pyproject.toml compose.yaml Makefile .env.example .github/workflows/ci.yml {api_code}calls/router.py
    {web_code}calls/queries.py {web_code}backoffice/templates/backoffice/dashboard.html gateway/routes.toml
"""
RENAMED_FOLDERS = "{api}tests/web gateway/checks {web_code}backoffice/exchange"


def far_edits(project: Path) -> Iterator[Edit]:
    """Edits beside which nothing changes."""
    for names, ending in APPENDED:
        for newest, name in existing(project, names):
            append(project / name, ending.replace("MARK", mark_of(newest)))
            yield Edit(name, mark_of(newest))
    replace(project / "README.md", "## ", f"{mark_of('README.md')}\n\n## ")
    yield Edit("README.md", mark_of("README.md"))
    if (json := project / "renovate.json").exists():
        replace(json, "{\n", f'{{\n  "description": "{mark_of(json.name)}",\n')
        yield Edit(json.name, mark_of(json.name))
    yield new(project, "ours.py", '"""MARK"""\n')
    yield new(project, "docs/ours.md", "# Ours\n\nMARK\n")
    yield new(project, "ours/notes with spaces, ü.txt", "MARK\n")
    (project / "AGENTS.md").unlink()
    yield Edit("AGENTS.md")
    (project / "docs" / "onboarding.md").rename(project / "docs" / "first-day.md")
    append(project / "docs" / "first-day.md", f"\n{mark_of('docs/first-day.md')}\n")
    yield Edit("docs/first-day.md", mark_of("docs/first-day.md"))
    (project / "compose.yaml").chmod(0o755)
    yield Edit("compose.yaml")


def near_edits(project: Path) -> Iterator[Edit]:
    """Edits of what a release changes, deletes, or brings: nobody can say which is meant."""
    for _, name in existing(project, CHANGED_NEAR):
        if OLD in (project / name).read_text(encoding="utf-8"):
            replace(project / name, OLD, f"ours instead: {name}")
            yield Edit(name, f"ours instead: {name}", near=True)
    if (deleted := project / "CONTRIBUTING.md").exists():
        append(deleted, f"\n{mark_of(deleted.name)}\n")
        yield Edit(deleted.name, mark_of(deleted.name), near=True)
    if not (project / "docs" / "glossary.md").exists():
        yield new(project, "docs/glossary.md", "# Our glossary\n\nMARK\n", near=True)
        (project / "docs" / "conduct.md").unlink()
        yield Edit("docs/conduct.md", near=True)
    for _, folder in existing(project, RENAMED_FOLDERS):
        yield new(project, f"{folder}/ours.py", '"""MARK"""\n', near=True)


def existing(project: Path, names: str) -> Iterator[tuple[str, str]]:
    """Those of the files that a project has: the newest name of each, and its own."""
    places = defaultdict(lambda: "nowhere/", PLACES[architecture_of(project)])
    found: dict[str, str] = {}
    for each in names.split():
        called = [name.format_map(places) for name in each.split("|")]
        for name in called:
            if (project / name).exists():
                found[called[0]] = name
    yield from found.items()


def mark_of(name: str) -> str:
    """What is written into a file, and into no other."""
    return f"ours: {name}"


def append(file: Path, ending: str) -> None:
    """Write something after the end of a file."""
    with file.open("a", encoding="utf-8", newline="") as opened:
        opened.write(ending)


def replace(file: Path, was: str, now: str) -> None:
    """Say something else where a text comes first."""
    content = file.read_bytes()
    assert was.encode() in content
    file.write_bytes(content.replace(was.encode(), now.encode(), 1))


def new(project: Path, name: str, text: str, *, near: bool = False) -> Edit:
    """Write a file of one's own."""
    (project / name).parent.mkdir(parents=True, exist_ok=True)
    with (project / name).open("x", encoding="utf-8") as file:
        file.write(text.replace("MARK", mark_of(name)))
    return Edit(name, mark_of(name), near)
