"""Measures the command line beside its peers and prints Markdown."""

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.cli.contest import hold
from benchmarks.cli.contests import contests, set_up
from benchmarks.cli.costs import Failed
from benchmarks.cli.machine import circumstances
from benchmarks.cli.table import table


def main() -> None:
    """Measure everything; a command that fails ends it, with what that said."""
    parser = argparse.ArgumentParser(prog="make bench-cli ARGS=...", description=__doc__)
    parser.add_argument("--rounds", type=int, default=11, help="how often each command is run (default: 11)")
    rounds = parser.parse_args().rounds
    if rounds < 1:
        parser.error("--rounds: at least 1")
    print(circumstances(rounds))
    with tempfile.TemporaryDirectory(prefix="new-project-bench-") as folder:
        try:
            for title, contestants in contests(set_up(Path(folder).resolve())).items():
                print(f"\n{table(title, hold(contestants, rounds))}", flush=True)
        except Failed as failure:
            sys.exit(f"\nNothing is measured where a command fails: {failure}")


if __name__ == "__main__":
    main()
