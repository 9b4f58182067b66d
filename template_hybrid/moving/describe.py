"""Describe a route of Django's: `python -m moving.describe ROUTE FILE`, in web's environment.

The file is JSON: the records of moving/facts.py. The views are read, not run, and nothing is asked of the database.
"""

import inspect
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import django


def main(route: str, target: str) -> int:
    """Write the description; 1 where nothing can be told, 2 where there is no such route."""
    if not route.startswith("/"):
        print("Say which route, like ROUTE=/api/calls", file=sys.stderr)
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    # Only now: what views are made of reads settings.
    from moving.reading import NotDescribedError  # noqa: PLC0415
    from moving.route import describe  # noqa: PLC0415

    try:
        description = describe(route)
    except NotDescribedError as error:
        print(error, file=sys.stderr)
        return error.code
    file = Path(target)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(asdict(description), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


def place_of(source: Any) -> str:
    """The file and the line of a view."""
    found = inspect.unwrap(source)
    file = inspect.getsourcefile(found) or "?"
    return f"{os.path.relpath(file, Path.cwd().parent)}:{inspect.getsourcelines(found)[1]}"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
