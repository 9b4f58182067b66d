"""An organisation to try it with: projects of three architectures and three releases, and what people do to them."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.releases import Releases, commit, git

ARCHITECTURES = ("fastapi", "django", "fastapi", "hybrid", "django")
VERSIONS = ("1.0.0", "1.1.0", "1.0.0", "1.2.0", "1.1.0", "1.0.0", "1.1.0")
OURS = "\nOurs.\n"

CONFLICT, DIRTY, EDITED, MONO = 17, 13, 3, 40
"""Every so manieth is in conflict, has something that is not committed, is edited, or shares a repository."""


@dataclass(frozen=True)
class Plan:
    """What one project is like."""

    number: int

    @property
    def architecture(self) -> str:
        """Which of the three it is."""
        return ARCHITECTURES[self.number % len(ARCHITECTURES)]

    @property
    def version(self) -> str:
        """Which release it was made with."""
        return VERSIONS[self.number % len(VERSIONS)]

    @property
    def is_broken(self) -> bool:
        """Whether git can read nothing of it."""
        return self.number == 1

    @property
    def is_without_git(self) -> bool:
        """Whether it is in no repository."""
        return self.number == 2

    @property
    def is_in_conflict(self) -> bool:
        """Whether its owner has written where later releases do: below what ends the README of 1.0.0 alone."""
        return self.number % CONFLICT == 5 and self.version == VERSIONS[0]

    @property
    def name(self) -> str:
        """Where it is in the organisation's folder: some are in a group, some in one repository."""
        if self.number % MONO == MONO - 1:
            return f"mono/services/project-{self.number}"
        return f"group-{self.number % 4}/project-{self.number}"

    @property
    def expected(self) -> str:
        """What must become of it in an update."""
        if self.is_broken or self.is_without_git:
            return "failed"
        if self.version == VERSIONS[3]:
            return "current"
        return "conflicts" if self.is_in_conflict else "updated"

    @property
    def answers(self) -> dict[str, object]:
        """Small, and with a name of its own."""
        small = {"database": "sqlite", "ci": "none", "deploy": "none"}
        return {**small, "project_name": f"Project {self.number}", "package_name": f"project_{self.number}"}


def make_organisation(released: Releases, folder: Path, size: int) -> list[Plan]:
    """Make all of it, and return what each project is."""
    plans = [Plan(number) for number in range(size)]
    for plan in plans:
        make(released, plan, folder / plan.name)
    if (folder / "mono").exists():
        commit(folder / "mono", "Start")
    return plans


def make(released: Releases, plan: Plan, project: Path) -> None:
    """Make one project."""
    rendered = released.rendered(plan.version, plan.architecture, plan.answers)
    project.parent.mkdir(parents=True, exist_ok=True)
    rendered.rename(project)
    rendered.parent.rmdir()
    if plan.is_in_conflict:
        append(project / "README.md")
    if plan.number % EDITED == 0:
        append(project / "AGENTS.md")
        (project / "ours.py").write_text("OURS = 1\n", encoding="utf-8")
    if plan.is_without_git or plan.name.startswith("mono/"):
        return
    commit(project, "Start")
    if plan.number % DIRTY == 0:
        append(project / "README.md")
    if plan.is_broken:
        shutil.rmtree(project / ".git" / "refs")


def append(file: Path) -> None:
    """Write something at the end of a file."""
    with file.open("a", encoding="utf-8") as text:
        text.write(OURS)


def checkouts(folder: Path) -> Iterator[Path]:
    """The repositories that git can read."""
    yield from sorted(path.parent for path in folder.glob("*/*/.git") if (path / "refs").exists())
    yield from (path.parent for path in folder.glob("mono/.git"))


def seen_by_owners(folder: Path) -> list[tuple[str, str]]:
    """What no owner may find changed: what is checked out, and what is not committed."""
    return [(git(each, "rev-parse", "HEAD"), git(each, "status", "--porcelain")) for each in checkouts(folder)]
