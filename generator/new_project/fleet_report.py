"""What became of a fleet's update: a table for people, counts for programs, Markdown for an issue."""

from collections import Counter
from collections.abc import Iterator
from shlex import quote
from typing import TYPE_CHECKING

from new_project.findings import counted, listed
from new_project.fleet_outcomes import Outcome, Wish

if TYPE_CHECKING:
    from rich.console import RenderableType

SAID = {
    "updated": "updated",
    "current": "up to date",
    "waiting": "branch is there",
    "conflicts": "conflicts",
    "gates": "gates failed",
    "failed": "failed",
}
"""What results are called, in the order in which they are counted."""

LEFT_TO_DO = ("conflicts", "gates", "failed")


def counts(outcomes: list[Outcome]) -> dict[str, int]:
    """How many projects came to each result."""
    found = Counter(outcome.result for outcome in outcomes)
    return {result: found[result] for result in SAID if found[result]}  # type: ignore[index]


def summary(outcomes: list[Outcome], wish: Wish) -> str:
    """The same in a sentence."""
    parts = ", ".join(f"{number} {SAID[result]}" for result, number in counts(outcomes).items())
    return f"{counted(len(outcomes), 'project')}, to {wish.to}: {parts}."


def facts(outcomes: list[Outcome], wish: Wish) -> str:
    """What was done to be sure, and what was not."""
    gates = "The gates were run." if wish.gates else "No gates were run (--gates runs them)."
    at_remote = f"Of {sum(outcome.pushed for outcome in outcomes)}, the branch is at the remote."
    pushed = at_remote if wish.push else "Nothing was pushed (--push does)."
    return f"{gates} {pushed} Commits were made without hooks, and are not signed."


def what(outcome: Outcome) -> str:
    """What there is to know of a project, in one line."""
    if outcome.result == "conflicts":
        return listed([conflict["path"] for conflict in outcome.conflicts])
    if outcome.message:
        return outcome.message.partition("\n")[0]
    if outcome.result == "updated":
        return f"{outcome.branch}, {counted(outcome.files, 'file')}" + (", pushed" if outcome.pushed else "")
    return ""


def table(outcomes: list[Outcome]) -> "RenderableType":
    """A line for each project."""
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2))
    grid.add_row(*(Text(title, "bold") for title in ("Project", "Was", "Result", "")))
    for outcome in outcomes:
        style = "" if outcome.is_settled else "bold"
        row = (outcome.name, outcome.was or "?", SAID[outcome.result], what(outcome))
        grid.add_row(*(Text(text, style, overflow="fold") for text in row))
    return grid


def left_to_do(outcomes: list[Outcome], wish: Wish) -> Iterator[str]:
    """What its owners have to type, where a hand is needed."""
    conflicts = [outcome for outcome in outcomes if outcome.result == "conflicts"]
    if conflicts:
        yield "Where the template and the owners changed the same, the owners decide, in the checkout:"
        yield from (f"  new-project update {quote(each.path)} --to {wish.to}" for each in conflicts)
    for outcome in (each for each in outcomes if each.result == "gates"):
        yield f"Gates failed, on the branch {outcome.branch} of {outcome.path}: {outcome.message}"


def markdown(outcomes: list[Outcome], wish: Wish) -> str:
    """All of it, to be pasted into an issue."""
    lines = [f"# new-project {wish.to}", "", summary(outcomes, wish), "", facts(outcomes, wish), ""]
    lines += ["| Project | Was | Result | |", "|---|---|---|---|"]
    for each in outcomes:
        cells = (each.name, each.was or "?", SAID[each.result], what(each))
        lines.append(f"| {' | '.join(map(cell, cells))} |".replace("|  |", "| |"))
    for each in outcomes:
        if each.result in LEFT_TO_DO:
            lines += ["", f"## {cell(each.name)}: {SAID[each.result]}", "", *details(each, wish)]
    return "\n".join(lines) + "\n"


def details(outcome: Outcome, wish: Wish) -> Iterator[str]:
    """What its owner needs to know of a project that is not settled."""
    if outcome.result != "conflicts":
        yield from (f"    {line}" for line in outcome.message.splitlines())
        return
    yield "| File | Its owner | The template |"
    yield "|---|---|---|"
    for file in outcome.conflicts:
        yield f"| `{cell(file['path'])}` | {cell(file['yours'])} | {cell(file['template'])} |"
    yield ""
    yield f"In the checkout: `new-project update{where(outcome)} --to {wish.to}`, then decide in each file."


def where(outcome: Outcome) -> str:
    """The argument that names a project, where it is not its repository's top; a repository has many checkouts."""
    return f" {quote(outcome.inside)}" if outcome.inside != "." else ""


def cell(text: str) -> str:
    """A text that no table is broken by."""
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")
