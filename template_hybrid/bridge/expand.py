"""What a change of the tables takes away from the code that runs while it is made.

A deploy migrates first and replaces code afterwards: the API and Django of before must live with the tables of after.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection, models
from django.db.migrations import Migration, RunSQL, SeparateDatabaseAndState
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import NOT_PROVIDED


def faults(migration: Migration, before: ProjectState) -> Iterator[str]:
    """What a migration takes away, in words; `before` is what the running code knows."""
    after = before.clone()
    for operation in in_the_database(migration.operations):
        if isinstance(operation, RunSQL):
            yield "runs SQL, which only you can judge"
        operation.state_forwards(migration.app_label, after)
    for app, name in sorted(before.models):
        if app == migration.app_label:
            old = before.apps.get_model(app, name)
            new = after.apps.get_model(app, name) if (app, name) in after.models else None
            yield from lost(old, new)


def in_the_database(operations: Sequence[Operation]) -> Iterator[Operation]:
    """The operations that change the database, and not only what Django knows of it."""
    for operation in operations:
        if isinstance(operation, SeparateDatabaseAndState):
            yield from in_the_database(operation.database_operations)
        else:
            yield operation


def lost(old: Any, new: Any) -> Iterator[str]:
    """What is wrong with what became of a model."""
    table = old._meta.db_table
    if new is None or new._meta.db_table != table:
        yield f"drops or renames the table {table}"
        return
    columns, now = ({each.column: each for each in model._meta.local_concrete_fields} for model in (old, new))
    for column, field in columns.items():
        if column in now:
            yield from narrowed(f"{table}.{column}", field, now[column])
        else:
            yield f"drops or renames the column {table}.{column}"
    for column, field in now.items():
        if column not in columns and not has_value(field):
            yield f"adds the column {table}.{column}, which wants a value and has no db_default"
    for through in sorted(tables_between(old) - tables_between(new)):
        yield f"drops or renames the table {through}"
    if stricter := sorted(name for name, rule in rules(new).items() if rules(old).get(name) != rule):
        yield f"forbids rows in {table} that were allowed: {', '.join(stricter)}"


def narrowed(where: str, old: Any, new: Any) -> Iterator[str]:
    """A column that takes less than before."""
    if old.null and not new.null:
        yield f"forbids NULL in {where}"
    elif has_value(old) and not has_value(new):
        yield f"takes the db_default of {where} away"
    if new.unique and not old.unique:
        yield f"makes {where} unique"
    if not holds(old, new):
        yield f"makes {where} {new.db_type(connection)}, which was {old.db_type(connection)}"


def has_value(field: Any) -> bool:
    """Whether a row can be inserted without it."""
    return bool(field.null or field.generated or field.db_default is not NOT_PROVIDED)


def holds(old: Any, new: Any) -> bool:
    """Whether a column still holds all that it could, as the same type: texts may become longer."""
    if old.db_type(connection) == new.db_type(connection):
        return True
    are_texts = all(isinstance(each, models.CharField | models.TextField) for each in (old, new))
    return are_texts and (isinstance(new, models.TextField) or (old.max_length or 0) <= (new.max_length or 0))


def tables_between(model: Any) -> set[str]:
    """The tables of its relations of many to many."""
    return {field.m2m_db_table() for field in model._meta.local_many_to_many}


def rules(model: Any) -> dict[str, str]:
    """What the database demands of its rows beyond each column, by its name."""
    together = {" and ".join(names): "" for names in model._meta.unique_together}
    return together | {constraint.name: repr(constraint) for constraint in model._meta.constraints}
