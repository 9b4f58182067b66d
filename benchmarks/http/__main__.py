"""Measures rendered projects over HTTP beside hand-written peers.

Prints Markdown; the same, JSON and a chart go to benchmarks/results/.
"""

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.cli.costs import Failed
from benchmarks.cli.machine import processor
from benchmarks.http.chart import chart
from benchmarks.http.contest import CONNECTIONS, ENDPOINTS, Result, hold, measuring, memory
from benchmarks.http.contestants import CONTESTS, DRF, migrate, set_up, start_all
from benchmarks.http.database import CALLERS, CALLS, database
from benchmarks.http.table import tables

RESULTS = Path(__file__).parent.parent / "results"
NAMES = {"fastapi": "http", "django": "http-django"}


def main() -> None:
    """Measure everything; what fails ends it, with what that said."""
    parser = argparse.ArgumentParser(prog="make bench-http ARGS=...", description=__doc__)
    parser.add_argument("--contest", choices=CONTESTS, default="fastapi", help="which projects (default: fastapi)")
    parser.add_argument("--rounds", type=int, default=5, help="how often each is measured (default: 5)")
    parser.add_argument("--seconds", type=int, default=4, help="how long each time (default: 4; at 128, half of it)")
    parser.add_argument("--only", default="", help="contestants whose name holds this text, and Django's")
    parser.add_argument("--data", action="append", default=[], help="an answer of the projects: tasks=taskiq")
    options = parser.parse_args()
    if options.rounds < 1 or options.seconds < 1:
        parser.error("--rounds, --seconds: at least 1")
    if shutil.which("wrk") is None:
        sys.exit("This needs wrk: `apt-get install wrk`, `brew install wrk`, or https://github.com/wg/wrk")
    answers = dict(answer.split("=", 1) for answer in options.data)
    with tempfile.TemporaryDirectory(prefix="new-project-bench-", ignore_cleanup_errors=True) as folder:
        try:
            results, held = measure(Path(folder).resolve(), answers, options)
        except Failed as failure:
            sys.exit(f"\nNothing is measured where something fails: {failure}")
    about = circumstances(options.rounds, options.seconds)
    print(f"{about}\n\n{tables(results, held)}")
    if not options.only:
        save(NAMES[options.contest], results, held, about)
    if any(result.measured.errors for result in results):
        sys.exit("There were errors.")


def measure(
    folder: Path, answers: dict[str, str], options: argparse.Namespace
) -> tuple[list[Result], dict[str, float]]:
    """Set everything up, warm everyone up, and measure."""
    report("Installing")
    contest = CONTESTS[options.contest]
    workshop = set_up(folder, contest, answers)
    with ExitStack() as stack:
        python = workshop.peers / "bin/python"
        server = stack.enter_context(database(workshop.first, python, workshop.environment, contest.tables))
        migrate(workshop, server)
        server.fill()
        contestants = start_all(workshop, server, stack)
        contestants = [each for each in contestants if options.only in each.name or each.name == DRF]
        report("Warming up")
        warm_up = measuring(server, 1)
        for each in contestants:
            for endpoint in ENDPOINTS:
                warm_up(each, endpoint, CONNECTIONS[0])
        results = hold(contestants, DRF, options.rounds, measuring(server, options.seconds), report)
        return results, memory(contestants)


def circumstances(rounds: int, seconds: int) -> str:
    """What was measured, when and where: without it, no number means anything."""
    rows = f"{CALLS:,} calls of {CALLERS:,} callers"
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {rows}, one worker each, medians of {rounds} interleaved rounds of {seconds} s "
        f"(at {CONNECTIONS[1]} connections {seconds / 2:g} s); {processor()}, {os.cpu_count()} cores shared with wrk "
        f"and PostgreSQL, load {os.getloadavg()[0]:.1f} in the end, {platform.system()} {platform.release()}, Python "
        f"{platform.python_version()}. Only generated projects may ask for a token."
    )


def save(name: str, results: list[Result], held: dict[str, float], about: str) -> None:
    """Keep the results for other programs, and for people."""
    RESULTS.mkdir(exist_ok=True)
    content = {"about": about, "memory": held, "results": [asdict(result) for result in results]}
    (RESULTS / f"{name}.json").write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    (RESULTS / f"{name}.md").write_text(f"{about}\n\n{tables(results, held)}\n", encoding="utf-8")
    for connections in CONNECTIONS:
        drawing = chart(results, connections, about)
        (RESULTS / f"{name}-{connections}.svg").write_text(drawing, encoding="utf-8")


def report(text: str) -> None:
    """Say how far it is; the results alone go to standard output."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
