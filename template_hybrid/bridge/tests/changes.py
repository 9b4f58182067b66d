"""Change the tables under running services: `python -m bridge.tests.changes NAME`, in web's environment.

Without a name it says, as JSON, what bridge.expand finds wrong with each change.
"""

import json
import os
import sys

import django
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from bridge.expand import faults

APP = "calls"
AGENT = models.CharField(max_length=100, null=True)
UNIQUE_NAMES = models.UniqueConstraint(fields=["name"], name="caller_name_once")
CHANGES: dict[str, list[Operation]] = {
    "expand": [
        migrations.AddField("call", "agent", AGENT),
        migrations.AddField("call", "priority", models.PositiveSmallIntegerField(default=0, db_default=0)),
        migrations.AlterField("caller", "name", models.CharField(max_length=250)),
        migrations.AddIndex("call", models.Index("notes", name="call_notes")),
        migrations.CreateModel(
            "Note",
            [("id", models.BigAutoField(primary_key=True)), ("call", models.ForeignKey("calls.Call", models.CASCADE))],
        ),
    ],
    "demand": [migrations.AddField("call", "team", models.CharField(max_length=100, default="none"))],
    "drop": [migrations.RemoveField("call", "notes")],
    "demand at once": [
        migrations.AddField("call", "agent", AGENT),
        migrations.RunPython(migrations.RunPython.noop),
        migrations.AlterField("call", "agent", models.CharField(max_length=100, default="none")),
    ],
    "rename a column": [migrations.RenameField("caller", "phone", "number")],
    "rename a field": [
        migrations.RenameField("caller", "phone", "number"),
        migrations.AlterField("caller", "number", models.CharField(max_length=20, unique=True, db_column="phone")),
    ],
    "rename a table": [migrations.RenameModel("Caller", "Person")],
    "delete": [migrations.DeleteModel("Call")],
    "shorten": [migrations.AlterField("caller", "name", models.CharField(max_length=50))],
    "unique": [migrations.AddConstraint("caller", UNIQUE_NAMES)],
    "take the default away": [migrations.AlterField("call", "notes", models.TextField(default=""))],
    "forget first": [migrations.SeparateDatabaseAndState(state_operations=[migrations.RemoveField("call", "notes")])],
    "drop by hand": [migrations.RunSQL("ALTER TABLE calls_call DROP COLUMN notes")],
}


def main(names: list[str]) -> None:
    """Change, or say what is found."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    loader = MigrationLoader(None)
    if not names:
        # Alone, so that a table may go although another app refers to it.
        alone = {key: model for key, model in loader.project_state().models.items() if key[0] == APP}
        print(json.dumps({name: list(faults(migration(name), ProjectState(alone))) for name in CHANGES}))
    for name in names:
        with connection.schema_editor() as editor:
            migration(name).apply(loader.project_state(), editor)


def migration(name: str) -> migrations.Migration:
    """A change, as the migration that it would be."""
    made: migrations.Migration = type("Migration", (migrations.Migration,), {"operations": CHANGES[name]})(name, APP)
    return made


if __name__ == "__main__":
    main(sys.argv[1:])
