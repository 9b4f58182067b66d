"""Compare what holds for a table's rows: what is unique and indexed, where keys lead, and what the database fills in.

The database may have more indexes and keys than the models say: Django makes some for its own searches, and migrations
may add what `_meta` does not know. What is unique must be the same on both sides.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Column, Computed, FetchedValue, Index, Inspector, Table, UniqueConstraint

Names = frozenset[str]


def compare(inspector: Inspector, table: Table) -> Iterator[str]:
    """A line for each difference."""
    where = (table.name, table.schema)
    indexes: list[Any] = inspector.get_indexes(*where, include_auto_indexes=True)  # UNIQUE makes some
    unique, actual = modelled_uniques(table), actual_uniques(inspector, table, indexes)
    yield from (f"{say(table, names)}: unique in the models only" for names in sort(unique - actual))
    yield from (f"{say(table, names)}: unique in the database only" for names in sort(actual - unique))
    names = {index["name"]: [*index["column_names"]] for index in indexes}
    yield from (f"{table.fullname}: no index {index}" for index in missing_indexes(table, names))
    keys = {tuple(key["constrained_columns"]) for key in inspector.get_foreign_keys(*where)}
    for key in table.foreign_key_constraints:
        if tuple(key.column_keys) not in keys:
            yield f"{say(table, key.column_keys)}: a foreign key in the models only"
    yield from missing_defaults(inspector, table)


def modelled_uniques(table: Table) -> set[Names]:
    """The sets of columns that the models say are unique, the primary key among them."""
    declared = [item for item in table.constraints if isinstance(item, UniqueConstraint)]
    unique = {frozenset(column.name for column in item.columns) for item in declared}
    return {frozenset(column.name for column in table.primary_key), *unique}


def actual_uniques(inspector: Inspector, table: Table, indexes: list[Any]) -> set[Names]:
    """Those of the database; an index with a condition or an expression is Django's business."""
    where = (table.name, table.schema)
    found = {frozenset(item["column_names"]) for item in inspector.get_unique_constraints(*where)}
    for index in indexes:
        partial = any(name.endswith("_where") for name in index.get("dialect_options", {}))
        if index["unique"] and not partial and None not in index["column_names"]:
            found.add(frozenset(index["column_names"]))
    return {frozenset(inspector.get_pk_constraint(*where)["constrained_columns"]), *found}


def missing_indexes(table: Table, actual: dict[str, list[str | None]]) -> Iterator[str]:
    """The indexes of the models that the database lacks: by name, or, where Django makes that up, by column."""
    single = {columns[0] for columns in actual.values() if len(columns) == 1}
    for index in table.indexes:
        columns = [column_name(expression) for expression in index.expressions]
        if is_made_up(index, columns) and columns[0] not in single:
            yield f"on {columns[0]}"
        elif not is_made_up(index, columns) and actual.get(str(index.name)) != columns:
            yield f"{index.name} on {', '.join(columns)}"


def column_name(expression: Any) -> str:
    """The name of a column in an index, where it may descend."""
    element = getattr(expression, "element", expression)
    return str(getattr(element, "name", None) or element.element)


def is_made_up(index: Index, columns: list[str]) -> bool:
    """Whether SQLAlchemy named the index: that of a column with `index=True`."""
    return len(columns) == 1 and str(index.name).startswith("ix_")


def missing_defaults(inspector: Inspector, table: Table) -> Iterator[str]:
    """The columns that the models leave to a database that has no default for them."""
    filled_in = {column["name"] for column in inspector.get_columns(table.name, table.schema) if column["default"]}
    for column in table.columns:
        if is_left_to_the_database(column) and column.name not in filled_in:
            yield f"{table.fullname}.{column.name}: the models wait for a default that the database does not have"


def is_left_to_the_database(column: Column[Any]) -> bool:
    """Whether the database is to give a value that nobody else gives."""
    return isinstance(column.server_default, FetchedValue) and not isinstance(column.server_default, Computed)


def say(table: Table, names: Iterable[str]) -> str:
    """Columns of a table, as in `calls_call.caller_id, started_at`."""
    return f"{table.fullname}.{', '.join(sorted(names))}"


def sort(names: Iterable[Names]) -> list[Names]:
    """Always in the same order."""
    return sorted(names, key=sorted)
