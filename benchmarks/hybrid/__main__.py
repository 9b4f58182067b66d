"""Tries what a generated hybrid promises, measures it, and prints Markdown, also into benchmarks/results/hybrid.md."""

import argparse
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.cli.costs import Failed
from benchmarks.cli.machine import processor
from benchmarks.hybrid.promises import (
    Promise,
    crash_of_django,
    crash_of_fastapi,
    logins,
    moves,
    parity,
    replacement,
    restart_of_the_gateway,
    shares,
)
from benchmarks.hybrid.site import Site, render_and_install, running
from benchmarks.hybrid.speed import speed

RESULTS = Path(__file__).parent.parent / "results/hybrid.md"


def main() -> None:
    """Try everything; 1 where a promise is not kept."""
    parser = argparse.ArgumentParser(prog="make bench-hybrid ARGS=...", description=__doc__)
    parser.add_argument("--rounds", type=int, default=10, help="how often traffic moves under load (default: 10)")
    parser.add_argument("--speed-rounds", type=int, default=5, help="how often speed is measured (default: 5)")
    parser.add_argument("--seconds", type=int, default=4, help="how long each time (default: 4)")
    options = parser.parse_args()
    if min(options.rounds, options.speed_rounds, options.seconds) < 1:
        parser.error("--rounds, --speed-rounds, --seconds: at least 1")
    if shutil.which("wrk") is None:
        sys.exit("This needs wrk: `apt-get install wrk`, `brew install wrk`, or https://github.com/wg/wrk")
    with tempfile.TemporaryDirectory(prefix="new-project-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve() / "call-center"
        try:
            report("Installing")
            render_and_install(folder)
            with running(folder) as site:
                promises = list(try_all(site, options))
        except Failed as failure:
            sys.exit(f"\nNothing is measured where something fails: {failure}")
    text = f"{circumstances()}\n\n{table(promises)}\n"
    RESULTS.write_text(text, encoding="utf-8")
    print(text)
    if not all(promise.is_kept for promise in promises):
        sys.exit("Not every promise was kept.")


def try_all(site: Site, options: argparse.Namespace) -> Iterator[Promise]:
    """One after the other."""
    report("Shares")
    yield shares(site)
    report(f"Moves under load, {options.rounds} times")
    yield moves(site, options.rounds)
    report("Crashes")
    yield from crash_of_fastapi(site)
    yield crash_of_django(site)
    yield restart_of_the_gateway(site)
    report("Deploys")
    yield replacement(site, "web")
    yield replacement(site, "api")
    report("Parity")
    yield parity(site)
    yield logins(site)
    yield from speed(site, options.speed_rounds, options.seconds, report)


def circumstances() -> str:
    """Say what was tried, when and where."""
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, a hybrid as it is rendered (Django REST Framework, PostgreSQL), one worker of "
        f"each service; {processor()}, {os.cpu_count()} cores shared with the load and PostgreSQL, load "
        f"{os.getloadavg()[0]:.1f} in the end, Python {platform.python_version()}."
    )


def table(promises: list[Promise]) -> str:
    """One line for each."""
    rows = ["| Promise | Found | |", "|---|---|---|"]
    rows += [f"| {each.what} | {each.found} | {'kept' if each.is_kept else '**not kept**'} |" for each in promises]
    return "\n".join(rows)


def report(text: str) -> None:
    """Say how far it is; the results alone go to standard output."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
