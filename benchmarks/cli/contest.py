"""Measuring several commands side by side."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.cli.costs import Cost


@dataclass(frozen=True)
class Contestant:
    """Something whose cost is measured; `run` is None where this machine does not have it."""

    name: str
    run: Callable[[], Cost] | None


@dataclass(frozen=True)
class Result:
    """A contestant's cost; None where this machine does not have it."""

    name: str
    cost: Cost | None


def hold(contestants: Sequence[Contestant], rounds: int) -> list[Result]:
    """Measure everyone once in each round, so that a busy moment hits all; the first run of each does not count."""
    costs: dict[str, list[Cost]] = {each.name: [] for each in contestants}
    for number in range(rounds + 1):
        start = number % len(contestants)
        for each in (*contestants[start:], *contestants[:start]):
            if each.run is not None:
                costs[each.name].append(each.run())
    return [Result(each.name, middle(costs[each.name][1:])) for each in contestants]


def middle(costs: Sequence[Cost]) -> Cost | None:
    """The median of each kind of time; None of nothing."""
    if not costs:
        return None
    return Cost(median(cost.cpu for cost in costs), median(cost.wall for cost in costs))
