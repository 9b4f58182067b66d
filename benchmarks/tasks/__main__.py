"""Measures the tasks of generated projects beside Celery and Taskiq alone.

Prints Markdown; the same and JSON go to benchmarks/results/.
"""

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.cli.costs import Failed
from benchmarks.cli.machine import processor
from benchmarks.http.database import database
from benchmarks.projects import clean_environment
from benchmarks.redis import has_redis, redis_server
from benchmarks.tasks.contest import Latency, Result, Round, compare, hold, latencies
from benchmarks.tasks.measure import COUNT, OTHER_CORES, SINGLE_TASKS, Servers, measure
from benchmarks.tasks.queues import CELERY, build_all, installed, queues
from benchmarks.tasks.table import tables

RESULTS = Path(__file__).parent.parent / "results"


def main() -> None:
    """Measure everything; what fails ends it, with what that said."""
    parser = argparse.ArgumentParser(prog="make bench-tasks ARGS=...", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="how often each is measured (default: 5)")
    parser.add_argument("--tasks", type=int, default=3000, help="how many tasks each time (default: 3000)")
    parser.add_argument("--children", type=int, default=4, help="processes of Celery's pool (default: 4)")
    options = parser.parse_args()
    if options.rounds < 1 or options.tasks < 100:
        parser.error("--rounds: at least 1; --tasks: at least 100")
    if not has_redis() or shutil.which("taskset") is None:
        sys.exit("This needs redis-server and taskset: `apt-get install redis-server util-linux`")
    os.sched_setaffinity(0, OTHER_CORES)  # of what is started from here on, workers alone leave them
    with tempfile.TemporaryDirectory(prefix="new-project-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        try:
            taken = contest(folder, options.rounds, options.tasks, options.children)
        except Failed as failure:
            sys.exit(f"\nNothing is measured where something fails: {failure}")
        about = circumstances(folder, options)
    results, waits = compare(taken, CELERY), latencies(taken)
    print(f"{about}\n\n{tables(results, waits)}")
    save(results, waits, about)


def contest(folder: Path, rounds: int, number: int, children: int) -> dict[str, list[Round]]:
    """Set everything up, and measure."""
    report("Installing")
    build_all(folder)
    host = folder / "taskiq"
    with database(host, host / ".venv/bin/python", clean_environment()) as postgresql, redis_server(folder) as redis:
        contestants = {each.name: each for each in queues(folder, postgresql, redis, children)}
        servers = Servers(postgresql.process, redis.process, redis.url)

        def one(name: str) -> Round:
            seen = measure(contestants[name], servers, number)
            cost = seen.works[COUNT]
            report(f"{name}: {cost.rate:,.0f}/s, {cost.cpu.worker * 1000:.2f} ms")
            return seen

        return hold(list(contestants), rounds, one)


def circumstances(folder: Path, options: argparse.Namespace) -> str:
    """What was measured, when and where: without it, no number means anything."""
    versions = [f"{name} {version(name)}" for name in ("celery", "psycopg")]
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {options.tasks:,} tasks, medians of {options.rounds} interleaved rounds; each "
        f"worker on one core, all else on the rest: Celery with {options.children} processes, the others with one and "
        f"8 tasks at once; {SINGLE_TASKS} single tasks for the latencies. {processor()}, {os.cpu_count()} cores, load "
        f"{os.getloadavg()[0]:.1f} in the end, {platform.system()} {platform.release()}, Python "
        f"{platform.python_version()}, {', '.join([*versions, *installed(folder)])}."
    )


def save(results: list[Result], waits: list[Latency], about: str) -> None:
    """Keep the results for other programs, and for people."""
    RESULTS.mkdir(exist_ok=True)
    content = {"about": about, "results": list(map(asdict, results)), "latencies": list(map(asdict, waits))}
    (RESULTS / "tasks.json").write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    (RESULTS / "tasks.md").write_text(f"{about}\n\n{tables(results, waits)}\n", encoding="utf-8")


def report(text: str) -> None:
    """Say how far it is; the results alone go to standard output."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
