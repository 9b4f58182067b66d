"""Everyone in turn, round after round."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Cpu:
    """Seconds of the processor, of the three that work on a task."""

    worker: float
    postgresql: float
    redis: float

    def per_task(self, before: "Cpu", number: int) -> "Cpu":
        """What each of so many tasks has cost since then."""
        return Cpu(
            (self.worker - before.worker) / number,
            (self.postgresql - before.postgresql) / number,
            (self.redis - before.redis) / number,
        )


@dataclass(frozen=True)
class Measured:
    """Tasks in a second on the clock, and the processor's seconds for each; of asking for it, where that counts."""

    rate: float
    cpu: Cpu
    asking: float = 0


@dataclass(frozen=True)
class Round:
    """What was measured of a queue in one round: of each kind of work, and the seconds that a single task takes."""

    works: Mapping[str, Measured]
    p50: float
    p95: float


@dataclass(frozen=True)
class Result:
    """The medians of a queue at one kind of work."""

    queue: str
    work: str
    measured: Measured
    ratio: float
    """Its rate by that of the one that all are compared with, in the same round; the median of the rounds."""

    cpu_ratio: float
    """The other's CPU of the worker for a task by its own: a busy machine disturbs it less."""


@dataclass(frozen=True)
class Latency:
    """The medians of a queue that has little to do, in seconds."""

    queue: str
    p50: float
    p95: float


def hold(names: Sequence[str], rounds: int, measure: Callable[[str], Round]) -> dict[str, list[Round]]:
    """Measure everyone in each round, each time beginning with another, so that a busy moment hits all."""
    taken: dict[str, list[Round]] = {name: [] for name in names}
    for number in range(rounds):
        start = number % len(names)
        for name in (*names[start:], *names[:start]):
            taken[name].append(measure(name))
    return taken


def compare(taken: Mapping[str, Sequence[Round]], against: str) -> list[Result]:
    """Compare within each round."""
    results = []
    for work in taken[against][0].works:
        base = [each.works[work] for each in taken[against]]
        for name, rounds in taken.items():
            own = [each.works[work] for each in rounds]
            pairs = list(zip(own, base, strict=True))
            ratio = median(each.rate / other.rate for each, other in pairs)
            cpu_ratio = median(other.cpu.worker / each.cpu.worker for each, other in pairs)
            results.append(Result(name, work, middle(own), ratio, cpu_ratio))
    return results


def middle(measured: Sequence[Measured]) -> Measured:
    """The median of each number."""
    return Measured(
        rate=median(each.rate for each in measured),
        cpu=Cpu(
            worker=median(each.cpu.worker for each in measured),
            postgresql=median(each.cpu.postgresql for each in measured),
            redis=median(each.cpu.redis for each in measured),
        ),
        asking=median(each.asking for each in measured),
    )


def latencies(taken: Mapping[str, Sequence[Round]]) -> list[Latency]:
    """The medians of the rounds."""
    return [
        Latency(name, median(each.p50 for each in rounds), median(each.p95 for each in rounds))
        for name, rounds in taken.items()
    ]
