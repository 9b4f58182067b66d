"""A foreign key that the database keeps by itself, whoever deletes what it refers to."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class ReleasingKey(models.ForeignKey[Any, Any]):
    """Becomes NULL in the database when its row is deleted: the API deletes, too, and knows nothing of `on_delete`.

    From Django 6.1 on, `on_delete=models.DB_SET_NULL` is the same.
    """

    def __init__(self, to: Any, **options: Any) -> None:
        super().__init__(to, **{**options, "null": True, "on_delete": models.DO_NOTHING, "db_constraint": False})

    def db_type_suffix(self, connection: BaseDatabaseWrapper) -> str:
        """Write the constraint right after the type, in place of the one that Django would make."""
        table, column = self.related_model._meta.db_table, str(self.target_field.column)
        target = f"{connection.ops.quote_name(table)} ({connection.ops.quote_name(column)})"
        return f"REFERENCES {target} ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED"
