"""What `make release` runs."""

import argparse
import sys
from pathlib import Path

from new_project.errors import Problem
from releasing.release import release
from releasing.repository import Refused

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Release a version, or say why not; 0 when it is done."""
    parser = argparse.ArgumentParser(prog="make release", usage="make release VERSION=1.2.3 [DRY_RUN=1]")
    parser.add_argument("version", nargs="?", default="")
    parser.add_argument("--dry-run", action="store_true")
    arguments = parser.parse_args()
    try:
        release(ROOT, arguments.version, dry_run=arguments.dry_run)
    except (Refused, Problem, OSError) as problem:
        sys.stderr.write(f"{problem}\nNothing was released.\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped. Nothing was released.\n")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
