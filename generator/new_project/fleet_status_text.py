"""How the projects of a fleet are, for people: a table, and what to type."""

from typing import TYPE_CHECKING

from new_project.findings import counted
from new_project.fleet_status import Status

if TYPE_CHECKING:
    from rich.console import RenderableType


def summary(rows: list[Status]) -> dict[str, int]:
    """How many there are, and of how many something must be known."""
    return {
        "total": len(rows),
        "outdated": sum(row.outdated for row in rows),
        "dirty": sum(bool(row.dirty) for row in rows),
        "drifted": sum(bool(row.health.drift) for row in rows),
        "ill": sum(bool(row.health.counts["problem"]) for row in rows),
        "unreadable": sum(bool(row.code) for row in rows),
    }


def sentence(rows: list[Status], latest: str) -> str:
    """The same for people, and what to type."""
    parts = ", ".join(f"{number} {what}" for what, number in summary(rows).items() if what != "total" and number)
    advice = " Update them: new-project fleet update." if any(row.outdated for row in rows) else ""
    advice += " What is found in one: new-project doctor PATH." if any(row.health.findings for row in rows) else ""
    projects = counted(len(rows), "project")
    return f"{projects}; the newest version is {latest}. {parts.capitalize() or 'All is well'}.{advice}"


def table(rows: list[Status]) -> "RenderableType":
    """A line for each project."""
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2))
    grid.add_row(*(Text(title, "bold") for title in ("Project", "", "Version", "Branch", "")))
    for row in rows:
        style = "bold" if row.code else ""
        grid.add_row(*(Text(text, style, overflow="fold") for text in cells(row)))
    return grid


def cells(row: Status) -> tuple[str, str, str, str, str]:
    """What is shown of a project."""
    if row.code:
        return row.name, "", "?", "", row.message.partition("\n")[0]
    notes = [f"outdated: {row.latest}"] if row.outdated else []
    notes += [f"{row.dirty} not committed"] if row.dirty else []
    notes += [row.health.sentence] if row.health.sentence else []
    branch = row.branch or ("no repository" if row.dirty is None else "no branch")
    return row.name, row.architecture, row.version, branch, ", ".join(notes)
