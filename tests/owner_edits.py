"""What the owner of a project changed in it: in every kind of file, each found again by its mark wherever it went."""

from collections.abc import Callable, Iterator, Mapping
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


def far_edits(project: Path) -> Iterator[Edit]:
    """Edits beside which nothing changes."""
    places = PLACES[architecture_of(project)]
    for names, ending in APPENDED:
        for name in existing(project, names, places):
            yield append(project, name, ending)
    for name in existing(project, ("renovate.json",), places):
        yield insert(project, name, '{\n  "description": "MARK",\n')
    yield new(project, "ours.py", '"""MARK"""\n')
    yield new(project, "docs/ours.md", "# Ours\n\nMARK\n")
    yield new(project, "ours/notes with spaces, ü.txt", "MARK\n")
    (project / "AGENTS.md").unlink()
    yield Edit("AGENTS.md")
    (project / "docs" / "onboarding.md").rename(project / "docs" / "first-day.md")
    yield append(project, "docs/first-day.md", "\nMARK\n")
    (project / "compose.yaml").chmod(0o755)
    yield Edit("compose.yaml")


PYTHON = '\n\nOURS = "MARK"\n'
APPENDED = (
    (("README.md", "docs/decisions/0001-architecture.md"), "\nMARK\n"),
    (("pyproject.toml", "{api}pyproject.toml", "{web}pyproject.toml"), '\n[tool.ours]\nmark = "MARK"\n'),
    (("compose.yaml",), '\nx-ours: "MARK"\n'),
    ((".pre-commit-config.yaml", ".github/workflows/ci.yml", ".gitlab-ci.yml"), "# MARK\n"),
    ((".env.example", ".gitignore", "gateway/routes.toml"), "# MARK\n"),
    (("Makefile",), "\n.PHONY: ours\nours: ## MARK\n\t@true\n"),
    (("Dockerfile", "{api}Dockerfile", "{web}Dockerfile", "gateway/Dockerfile"), 'LABEL ours="MARK"\n'),
    (("{web_code}backoffice/templates/backoffice/dashboard.html",), "<!-- MARK -->\n"),
    (("{api_code}pagination.py", "{api_code}paging.py", "{api_code}pages.py"), PYTHON),
    (("{api_code}calls/router.py", "{web_code}calls/queries.py"), PYTHON),
    (("{web_code}calls/services.py", "{web_code}calls/actions.py"), PYTHON),
    (("{web_code}backoffice/transfer/limits.py", "{web_code}backoffice/exchange/limits.py"), PYTHON),
    (("{api}tests/http/test_drain.py", "{api}tests/web/test_drain.py"), PYTHON),
    (("gateway/tests/test_shift.py", "gateway/checks/test_shift.py"), PYTHON),
    (("docs/moving-a-route.md", "docs/guides/moving-a-route.md"), "\nMARK\n"),
)
"""Files as some release calls them, and what comes after their end."""


def near_edits(project: Path) -> Iterator[Edit]:
    """Edits of what a release changes, deletes, or brings: nobody can say which is meant."""
    places = PLACES[architecture_of(project)]
    for name in existing(project, CHANGED_NEAR, places):
        if OLD in (project / name).read_text(encoding="utf-8"):
            yield rewrite(project, name, OLD, "MARK")
    if (project / "CONTRIBUTING.md").exists():
        yield rewrite(project, "CONTRIBUTING.md", "Write a test.", "MARK", near=True)
    if not (project / "docs" / "glossary.md").exists():
        yield new(project, "docs/glossary.md", "# Our glossary\n\nMARK\n", near=True)
        (project / "docs" / "conduct.md").unlink()
        yield Edit("docs/conduct.md", near=True)
    for folder in ("{api}tests/web/", "gateway/checks/", "{web_code}backoffice/exchange/"):
        for found in existing(project, (folder,), places):
            yield new(project, f"{found}ours.py", '"""MARK"""\n', near=True)


CHANGED_NEAR = (
    "README.md",
    "pyproject.toml",
    "compose.yaml",
    "Makefile",
    ".env.example",
    ".github/workflows/ci.yml",
    "{api_code}calls/router.py",
    "{web_code}calls/queries.py",
    "{web_code}backoffice/templates/backoffice/dashboard.html",
    "gateway/routes.toml",
)


def existing(project: Path, names: tuple[str, ...], places: Mapping[str, str]) -> list[str]:
    """Those of the files that a project has, each once."""
    known = [name for name in names if all(f"{{{key}}}" not in name or key in places for key in ALL_PLACES)]
    return list(dict.fromkeys(name for each in known if (project / (name := each.format(**places))).exists()))


ALL_PLACES = ("api", "api_code", "web", "web_code")


def mark_of(name: str) -> str:
    """What is written into a file, and into no other."""
    return f"ours: {name}"


def append(project: Path, name: str, ending: str) -> Edit:
    """Write something after the end of a file."""
    return change(project, name, lambda text: text + ending)


def insert(project: Path, name: str, beginning: str) -> Edit:
    """Write something instead of the first line of a file."""
    return change(project, name, lambda text: beginning + text.split("\n", 1)[1])


def rewrite(project: Path, name: str, was: str, now: str, *, near: bool = True) -> Edit:
    """Say something else, which another edit of the same file does not look like."""
    mark = f"ours instead: {name}"
    file = project / name
    file.write_bytes(file.read_bytes().replace(was.encode(), now.replace("MARK", mark).encode(), 1))
    return Edit(name, mark, near)


def change(project: Path, name: str, of: Callable[[str], str]) -> Edit:
    """Change the text of a file, in which the mark then stands."""
    file = project / name
    file.write_bytes(of(file.read_bytes().decode()).replace("MARK", mark_of(name)).encode())
    return Edit(name, mark_of(name))


def new(project: Path, name: str, text: str, *, near: bool = False) -> Edit:
    """Write a file of one's own."""
    (project / name).parent.mkdir(parents=True, exist_ok=True)
    with (project / name).open("x", encoding="utf-8") as file:
        file.write(text.replace("MARK", mark_of(name)))
    return Edit(name, mark_of(name), near)
