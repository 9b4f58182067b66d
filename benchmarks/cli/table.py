"""Results as Markdown."""

from collections.abc import Sequence

from benchmarks.cli.contest import Result
from benchmarks.cli.costs import Cost


def table(title: str, results: Sequence[Result]) -> str:
    """Make a table in which the first result is what the others are compared with."""
    first = results[0].cost
    assert first is not None  # noqa: S101 - we are always here
    head = [f"| {title} | CPU | ratio | clock | ratio |", "|---|---:|---:|---:|---:|"]
    return "\n".join([*head, *(row(result, first) for result in results)])


def row(result: Result, first: Cost) -> str:
    """Make one line."""
    if result.cost is None:
        return f"| {result.name} | not here | | | |"
    cpu, wall = result.cost.cpu, result.cost.wall
    cells = (milliseconds(cpu), ratio(cpu, first.cpu), milliseconds(wall), ratio(wall, first.wall))
    return f"| {result.name} | {' | '.join(cells)} |"


def milliseconds(seconds: float) -> str:
    """A time as it is read."""
    return f"{seconds * 1000:,.0f} ms"


def ratio(value: float, base: float) -> str:
    """How many times as much it is, to two digits or more."""
    times = value / base
    return f"{times:.1f}" if times >= 1 else f"{times:.2f}"
