"""Measures live changes beside Django Channels and prints Markdown, also into benchmarks/results/websockets.md."""

import argparse
import os
import platform
import resource
import sys
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median

from benchmarks.cli.machine import processor
from benchmarks.projects import build
from benchmarks.redis import has_redis
from benchmarks.websockets.measure import Cost, measure
from benchmarks.websockets.servers import Running, channels, channels_on_redis, generated

PACKAGES = ("uvicorn", "uvloop", "websockets", "django", "channels", "channels-redis")
RESULTS = Path("benchmarks/results/websockets.md")
Contestant = Callable[[], AbstractContextManager[Running]]


def main() -> None:
    """Measure everyone once in each round, so that a busy moment hits all."""
    parser = argparse.ArgumentParser(prog="make bench-ws ARGS=...", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="how often each is measured (default: 5)")
    parser.add_argument("--clients", type=int, default=1000, help="how many listen (default: 1000)")
    arguments = parser.parse_args()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with tempfile.TemporaryDirectory(prefix="new-project-bench-") as name:
        folder = Path(name).resolve()
        project = folder / "call-center"
        build(project, {"features": ["websockets"]})
        contestants: dict[str, tuple[Contestant, int]] = {
            "generated project, PostgreSQL": (lambda: generated(project), 96),
            "Django Channels, in memory (one process only)": (lambda: channels(folder), 16),
        }
        if has_redis():
            contestants["Django Channels, Redis"] = (lambda: channels_on_redis(folder), 16)
        costs: dict[str, list[Cost]] = {each: [] for each in contestants}
        for _ in range(arguments.rounds):
            for each, (contestant, events) in contestants.items():
                with contestant() as running:
                    cost = measure(running, arguments.clients, events)
                print(f"{each}: {cost.rate:,.0f}/s, {cost.cpu * 1e6:,.0f} µs", file=sys.stderr, flush=True)
                costs[each].append(cost)
    report = f"{circumstances(arguments.rounds, arguments.clients)}\n\n{table(costs)}\n"
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(report, encoding="utf-8")
    print(report)


def circumstances(rounds: int, clients: int) -> str:
    """Say what was measured, where and when."""
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, one process each, {clients:,} clients that get every event, median of {rounds} "
        f"interleaved rounds; {processor()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end, "
        f"Python {platform.python_version()}, {versions}."
    )


def table(costs: dict[str, list[Cost]]) -> str:
    """The medians; ratios say how many times as good the first is."""
    rows = ["| | deliveries/s | ratio | CPU of the server for each | ratio |", "|---|---:|---:|---:|---:|"]
    middle = {name: Cost(median(c.rate for c in of), median(c.cpu for c in of)) for name, of in costs.items()}
    first = next(iter(middle.values()))
    for name, cost in middle.items():
        numbers = (
            f"{cost.rate:,.0f} | {first.rate / cost.rate:.1f} | {cost.cpu * 1e6:,.1f} µs | {cost.cpu / first.cpu:.1f}"
        )
        rows.append(f"| {name} | {numbers} |")
    return "\n".join(rows)


if __name__ == "__main__":
    main()
