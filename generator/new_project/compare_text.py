"""The comparison, for people to read in a terminal: a table where there is room, one below the other elsewhere."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from new_project.compare import Candidate, Comparison
from new_project.flags import as_flags
from new_project.output import out
from new_project.questions import Questionnaire
from new_project.verdict import NAMES, bars, headline

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

ROOM = 72
"""The columns that the table needs."""

KINDS = {"source": "source", "tests": "tests", "other": "config, docs"}


def show(questionnaire: Questionnaire, comparison: Comparison) -> None:
    """Show all of it."""
    out.show("", headline(questionnaire, comparison.verdict))
    if comparison.overruled:
        out.show(f"Overruled: {NAMES[comparison.chosen]} is asked for.")
    out.show("", bars(comparison.verdict.scores))
    out.show(*(side_by_side(comparison) if out.console().width >= ROOM else one_by_one(comparison)))
    for candidate in comparison.candidates:
        out.show("", heading(f"{NAMES[candidate.architecture]}: what it gains and gives up"))
        out.show(shares(questionnaire, candidate))
    out.show("", heading("Commands"), *commands(comparison.candidates))
    out.show("", heading("To make one of them"))
    for candidate in comparison.candidates:
        out.say(f"  {candidate.create}")  # in one line, so that it can be copied


def heading(text: str) -> "RenderableType":
    """What stands above a part."""
    from rich.text import Text

    return Text(text, "bold")


def title(comparison: Comparison, candidate: Candidate) -> str:
    """An architecture's name, and what it is here."""
    name = NAMES[candidate.architecture]
    if candidate.architecture == comparison.verdict.architecture:
        return f"{name} (recommended)"
    return f"{name} (asked for)" if candidate.architecture == comparison.chosen else name


def figures(candidate: Candidate) -> Iterator[tuple[str, str]]:
    """What was counted and read, each with its label."""
    facts = candidate.facts
    parts = [f"{len(names)} in {part}/" for part, names in facts.dependencies.items() if part != "."]
    yield "In development", "\n".join(facts.development)
    yield "In production", "\n".join(facts.production)
    yield "Dependencies", "\n".join([str(len(facts.distributions)), *parts])
    for label, counts in (("Files", facts.files), ("Lines", facts.lines)):
        yield label, f"{sum(counts.values()):,}"
        for kind, count in counts.items():
            yield f"  {KINDS[kind]}", f"{count:,}"


def side_by_side(comparison: Comparison) -> "Iterator[RenderableType]":
    """A column for each architecture."""
    table = grid()
    table.add_row("", *(heading(title(comparison, candidate)) for candidate in comparison.candidates))
    for row in zip(*(figures(candidate) for candidate in comparison.candidates), strict=True):
        table.add_row(row[0][0], *(text for _label, text in row))
    yield ""
    yield indented(table)


def one_by_one(comparison: Comparison) -> "Iterator[RenderableType]":
    """A paragraph for each architecture."""
    for candidate in comparison.candidates:
        table = grid()
        for label, text in figures(candidate):
            table.add_row(label, text.replace("\n", ", "))
        yield ""
        yield heading(title(comparison, candidate))
        yield indented(table)


def shares(questionnaire: Questionnaire, candidate: Candidate) -> "RenderableType":
    """The answers that it gains or gives up points by, and why."""
    table = grid()
    for share in (*candidate.gains, *candidate.gives_up):
        answer = " ".join(as_flags([questionnaire[share.need]], {share.need: share.answer}))
        table.add_row(f"{share.points:+}", f"{answer}: {share.why}")
    return indented(table if table.rows else "Nothing: no answer tells them apart.")


def commands(candidates: tuple[Candidate, ...]) -> "Iterator[RenderableType]":
    """The commands that all have, then what each of the others does."""
    first, *others = (candidate.facts.commands for candidate in candidates)
    common = [name for name in first if all(name in other for other in others)]
    table = grid()
    table.add_row("all", f"make {', '.join(common)}")
    for candidate in candidates:
        for name, does in candidate.facts.commands.items():
            if name not in common:
                table.add_row(NAMES[candidate.architecture], f"make {name}: {does}")
    yield indented(table)


def indented(part: "RenderableType") -> "RenderableType":
    """A part, moved to the right."""
    from rich.padding import Padding

    return Padding(part, (0, 0, 0, 2), expand=False)


def grid() -> "Table":
    """A table without lines."""
    from rich.table import Table

    return Table.grid(padding=(0, 2))
