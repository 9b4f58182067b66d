"""The table of Django's cache. It is there even where CACHE_URL names a Redis, so that one may be taken away again."""

from typing import Any, ClassVar

from django.core.management import call_command
from django.db import migrations
from django.db.migrations.operations.base import Operation


def create_table(apps: Any, schema_editor: Any) -> None:
    """Let Django make it: it has no model."""
    call_command("createcachetable", "django_cache", database=schema_editor.connection.alias, verbosity=0)


def drop_table(apps: Any, schema_editor: Any) -> None:
    """Take it back."""
    schema_editor.execute("DROP TABLE django_cache")


class Migration(migrations.Migration):
    """Beside the tables of who signs in: guesses at the pages are counted in it."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("access", "0001_initial")]
    operations: ClassVar[list[Operation]] = [migrations.RunPython(create_table, drop_table)]
