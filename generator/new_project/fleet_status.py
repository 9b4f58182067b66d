"""How the projects of a fleet are: which version, what was changed, and what their doctor finds."""

from contextlib import nullcontext
from dataclasses import dataclass, field, fields
from functools import partial
from typing import Any

from new_project.errors import Problem
from new_project.fleet_health import Health, health_of
from new_project.fleet_members import Member, find_members
from new_project.fleet_pool import in_processes, jobs_from
from new_project.git import git
from new_project.history import versions
from new_project.output import out
from new_project.progress import step
from new_project.project import load_project
from new_project.repository import check_git
from new_project.versions import version_key


@dataclass(frozen=True)
class Status:
    """How one project is."""

    name: str
    path: str
    architecture: str = ""
    version: str = ""
    latest: str = ""
    outdated: bool = False
    branch: str = ""
    """What is checked out; empty where that is no branch, or there is no repository."""
    dirty: int | None = None
    """How many files are not committed; None where there is no repository."""
    message: str = ""
    """Why it cannot be read; empty where it can."""
    code: str = ""
    health: Health = field(default_factory=Health)

    def as_json_dict(self) -> dict[str, Any]:
        """Return it as programs read it."""
        own = [each.name for each in fields(self) if each.name not in {"name", "health"}]
        return {"project": self.name, **{name: getattr(self, name) for name in own}, **self.health.as_json_dict()}


def status(source: str, jobs: str) -> bool:
    """Say how all projects of a folder or a file are; true where none is outdated."""
    number = jobs_from(jobs)
    check_git()
    latest = versions()[-1]
    found: dict[Member, Status] = {}
    with nullcontext() if out.as_json else step("Looking at each project") as current:
        members = find_members(source)
        for member, result in in_processes(partial(status_of, latest=latest), members, number):
            found[member] = result or died(member)
            if current and current.live:
                current.note(f"{len(found)} of {len(members)}")
    rows = [found[member] for member in members]
    show(source, rows, latest)
    return not any(row.outdated for row in rows)


def show(source: str, rows: list[Status], latest: str) -> None:
    """Say it, to a program or to a person."""
    from new_project.fleet_status_text import sentence, summary, table

    described = [row.as_json_dict() for row in rows]
    out.document({"source": source, "latest": latest, **summary(rows), "projects": described})
    out.show(table(rows), "", sentence(rows, latest))


def status_of(member: Member, latest: str) -> Status:
    """How one project is; what cannot be read is told, not raised."""
    try:
        return examined(member, latest)
    except Problem as problem:
        said, code = str(problem), problem.code
    except Exception as error:  # one project must not end the others
        said, code = f"{type(error).__name__}: {error}", "internal"
    return Status(member.name, str(member.path), message=said, code=code)


def examined(member: Member, latest: str) -> Status:
    """How a project is that can be read."""
    if member.problem:
        return Status(member.name, str(member.path), message=member.problem, code=member.code)
    project = load_project(member.path)
    branch, dirty = checked_out(member) if member.checkout else ("", None)
    outdated = version_key(project.version) < version_key(latest)
    return Status(
        name=member.name,
        path=str(member.path),
        architecture=project.architecture,
        version=project.version,
        latest=latest,
        outdated=outdated,
        branch=branch,
        dirty=dirty,
        health=health_of(member.path, outdated=outdated),
    )


def checked_out(member: Member) -> tuple[str, int]:
    """The branch that is checked out, and how many of the project's files are not committed."""
    told = git(member.path, "status", "--porcelain=v2", "--branch", "--", ".")
    if told.returncode:
        raise Problem(f"git cannot read {member.path}: {told.stderr.strip()}", code="git-failed")
    lines = told.stdout.splitlines()
    head = next((line.removeprefix("# branch.head ") for line in lines if line.startswith("# branch.head ")), "")
    return "" if head == "(detached)" else head, sum(not line.startswith("#") for line in lines)


def died(member: Member) -> Status:
    """What is said of a project at which the process ended that looked at it."""
    return Status(
        member.name,
        str(member.path),
        message="The process that looked at it has ended. Is there memory enough? Fewer --jobs need less.",
        code="internal",
    )
