"""Measures an update beside its peers and prints Markdown."""

import argparse
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from benchmarks.cli.contest import hold
from benchmarks.cli.costs import Failed
from benchmarks.cli.machine import circumstances
from benchmarks.cli.table import table
from benchmarks.update.contestants import contestants, set_up


def main() -> None:
    """Measure everything; a command that fails, or does something else, ends it with what it said."""
    parser = argparse.ArgumentParser(prog="make bench-update ARGS=...", description=__doc__)
    parser.add_argument("--rounds", type=int, default=11, help="how often each command is run (default: 11)")
    rounds = parser.parse_args().rounds
    if rounds < 1:
        parser.error("--rounds: at least 1")
    git = subprocess.run(["git", "--version"], capture_output=True, text=True, check=True).stdout.split()[2]
    print(f"{circumstances(rounds)} Also cruft {version('cruft')}, git {git}.")
    with tempfile.TemporaryDirectory(prefix="new-project-bench-") as folder:
        try:
            workshop = set_up(Path(folder).resolve())
            print(f"\n{table(workshop.title, hold(contestants(workshop), rounds))}", flush=True)
        except Failed as failure:
            sys.exit(f"\nNothing is measured where a command fails: {failure}")


if __name__ == "__main__":
    main()
