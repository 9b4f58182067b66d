"""Everyone in turn, round after round."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.http.contestants import Contestant
from benchmarks.http.database import Database
from benchmarks.http.load import burst
from benchmarks.http.signing_in import sign_in
from benchmarks.processes import cpu_of_tree, memory_of

ENDPOINTS = ("list", "detail", "create")
CONNECTIONS = (32, 128)


@dataclass(frozen=True)
class Measured:
    """One burst: requests per second, milliseconds of latency, and of the processor for each request."""

    rate: float
    p50: float
    p95: float
    p99: float
    cpu: float
    database_cpu: float
    errors: int


@dataclass(frozen=True)
class Result:
    """The medians of a contestant at one endpoint and number of connections, and its errors in all rounds."""

    contestant: str
    endpoint: str
    connections: int
    measured: Measured
    ratio: float
    """Its rate by that of the one that all are compared with, in the same round; the median of the rounds."""

    cpu_ratio: float
    """The other's CPU for a request by its own: says the same, and a busy machine disturbs it less."""


Measure = Callable[[Contestant, str, int], Measured]


def hold(
    contestants: Sequence[Contestant], against: str, rounds: int, measure: Measure, report: Callable[[str], None]
) -> list[Result]:
    """Measure everyone in each round, each time beginning with another, so that a busy moment hits all."""
    taken: dict[tuple[str, int, str], list[Measured]] = {}
    for number in range(rounds):
        report(f"Round {number + 1} of {rounds}")
        for connections in CONNECTIONS:
            for endpoint in ENDPOINTS:
                start = number % len(contestants)
                for each in (*contestants[start:], *contestants[:start]):
                    bursts = taken.setdefault((endpoint, connections, each.name), [])
                    bursts.append(measure(each, endpoint, connections))
    return [
        compare(name, endpoint, connections, bursts, taken[endpoint, connections, against])
        for (endpoint, connections, name), bursts in sorted(taken.items(), key=lambda item: order(item[0], contestants))
    ]


def order(key: tuple[str, int, str], contestants: Sequence[Contestant]) -> tuple[int, int, int]:
    """By connections, endpoint and contestant, as they are named here."""
    endpoint, connections, name = key
    return CONNECTIONS.index(connections), ENDPOINTS.index(endpoint), [each.name for each in contestants].index(name)


def middle(bursts: Sequence[Measured]) -> Measured:
    """The median of each number; of errors the sum, since one is one too many."""
    return Measured(
        rate=median(each.rate for each in bursts),
        p50=median(each.p50 for each in bursts),
        p95=median(each.p95 for each in bursts),
        p99=median(each.p99 for each in bursts),
        cpu=median(each.cpu for each in bursts),
        database_cpu=median(each.database_cpu for each in bursts),
        errors=sum(each.errors for each in bursts),
    )


def compare(name: str, endpoint: str, connections: int, bursts: Sequence[Measured], base: Sequence[Measured]) -> Result:
    """Compare within each round."""
    pairs = list(zip(bursts, base, strict=True))
    ratio = median(each.rate / other.rate if other.rate else 0 for each, other in pairs)
    cpu_ratio = median(other.cpu / each.cpu if each.cpu else 0 for each, other in pairs)
    return Result(name, endpoint, connections, middle(bursts), ratio, cpu_ratio)


def measuring(database: Database, seconds: float) -> Measure:
    """Measure by bursts of so many seconds; half of it at the larger number of connections."""

    def measure(contestant: Contestant, endpoint: str, connections: int) -> Measured:
        duration = seconds if connections == CONNECTIONS[0] else seconds / 2
        token = sign_in(contestant.url) if contestant.asks_for_token else None
        before, database_before = cpu_of_tree(contestant.process), cpu_of_tree(database.process)
        seen = burst(contestant.url, endpoint, connections, duration, token)
        cpu, database_cpu = cpu_of_tree(contestant.process) - before, cpu_of_tree(database.process) - database_before
        if endpoint == "create":
            database.restore()
        requests = max(1, seen.requests)
        return Measured(
            rate=seen.requests / seen.seconds,
            p50=seen.p50,
            p95=seen.p95,
            p99=seen.p99,
            cpu=1000 * cpu / requests,
            database_cpu=1000 * database_cpu / requests,
            errors=seen.errors,
        )

    return measure


def memory(contestants: Sequence[Contestant]) -> dict[str, float]:
    """Megabytes that each holds now."""
    return {each.name: memory_of(each.process) for each in contestants}
