"""What must be in the database before this app's tables are made."""

from typing import Any

from django.apps import AppConfig
from django.db import connection
from django.db.models.signals import pre_migrate


class ShapesConfig(AppConfig):
    """Makes what its models take for granted: what Django does not manage."""

    name = "bridge.tests.shapes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Wait for the migrations."""
        pre_migrate.connect(prepare, sender=self)


def prepare(**_: Any) -> None:
    """Run the statements that the native models need."""
    from bridge.tests.shapes.native import PREPARE  # noqa: PLC0415 - models cannot be imported before the apps are ready

    with connection.cursor() as cursor:
        for statement in PREPARE:
            cursor.execute(statement)
