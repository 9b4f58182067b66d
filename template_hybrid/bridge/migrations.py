"""Name migrations that running code would not survive: `python -m bridge.migrations`, in web's environment.

Each is compared with the state before it. One that has been prepared by an earlier deploy says so:
`safe_because = "..."` in its class.
"""

import inspect
import json
import os
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import django
from django.conf import settings
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader

from bridge.expand import faults

HERE = Path(__file__).resolve().parent
SETTINGS, DUMP = HERE / "settings.toml", HERE / "django.json"
ADVICE = """\
Code that runs while a migration is applied must live with it: docs/migrations.md says how to do this in two deploys.
If an earlier deploy has prepared it, say so in the migration: safe_because = "..."
"""


def main() -> int:
    """Name what is wrong; 1 where something is."""
    written = tomllib.loads(SETTINGS.read_text(encoding="utf-8"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", written["django_settings"])
    django.setup()
    known = {record["label"].partition(".")[0] for record in json.loads(DUMP.read_text(encoding="utf-8"))}
    wrong = list(unsafe(known | set(written["apps"])))
    for sentence in wrong:
        print(sentence)
    if wrong:
        print(ADVICE, end="", file=sys.stderr)
    return 1 if wrong else 0


def unsafe(apps: set[str]) -> Iterator[str]:
    """What is wrong with the project's own migrations of tables that the API knows."""
    loader = MigrationLoader(None)
    for (app, name), migration in sorted(loader.disk_migrations.items()):
        if app in apps and is_own(migration) and not getattr(migration, "safe_because", ""):
            state = loader.project_state((app, name), at_end=False)
            yield from (f"{app}.{name} {fault}." for fault in faults(migration, state))


def is_own(migration: Migration) -> bool:
    """Whether it is a file of this project, not of a package that is installed."""
    path = Path(inspect.getfile(type(migration))).resolve()
    return path.is_relative_to(settings.BASE_DIR) and ".venv" not in path.parts


if __name__ == "__main__":
    sys.exit(main())
