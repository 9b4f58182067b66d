"""Compare the API's models with the database at DATABASE_URL: `python -m bridge.compare PACKAGE`, in api's environment.

It prints a line for each difference. What Django does not manage may have other keys and indexes than its model says.
"""

import asyncio
import os
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

from sqlalchemy import Computed, Connection, Inspector, Table, inspect
from sqlalchemy.types import NullType, UserDefinedType

from bridge import constraints
from bridge.kinds import kind

Columns = dict[str, tuple[Any, str]]
"""The type of each column by its name, and what else must be the same of it."""


async def main(package: str) -> None:
    """Print what differs."""
    metadata = import_module(f"{package}.models").Base.metadata
    engine = import_module(f"{package}.engine").make_engine(os.environ["DATABASE_URL"])
    async with engine.connect() as connection:
        found = await connection.run_sync(differences, metadata.tables.values())
    await engine.dispose()
    print("".join(f"{line}\n" for line in found), end="")


def differences(connection: Connection, tables: Iterable[Table]) -> list[str]:
    """What tables have in the models or in the database only, or otherwise here than there."""
    inspector = inspect(connection)
    return [line for table in tables for line in of_table(inspector, table)]


def of_table(inspector: Inspector, table: Table) -> Iterator[str]:
    """What differs in one table."""
    if not inspector.has_table(table.name, table.schema):  # views count as tables here
        yield f"{table.fullname}: not in the database"
        return
    is_view = bool(table.info.get("unmanaged")) and table.name not in inspector.get_table_names(table.schema)
    yield from compare(table.fullname, modelled(table, is_view), actual(inspector, table, is_view), inspector.dialect)
    if not table.info.get("unmanaged"):
        yield from constraints.compare(inspector, table)


def modelled(table: Table, is_view: bool) -> Columns:
    """The columns as the models have them."""
    return {
        column.name: (column.type, flags(column.nullable or is_view, isinstance(column.server_default, Computed)))
        for column in table.columns
    }


def actual(inspector: Inspector, table: Table, is_view: bool) -> Columns:
    """The columns as the database has them; one of a view may always be empty."""
    return {
        column["name"]: (column["type"], flags(column["nullable"] or is_view, "computed" in column))
        for column in inspector.get_columns(table.name, table.schema)
    }


def flags(nullable: bool | None, computed: bool) -> str:
    """Whether a column may be empty, and whether the database computes it."""
    return f"{'' if nullable else ' NOT NULL'}{' GENERATED' if computed else ''}"


def compare(table: str, models: Columns, database: Columns, dialect: Any) -> Iterator[str]:
    """A line for each column that differs; a type that one side cannot name is not compared."""
    for name in sorted(models.keys() | database.keys()):
        sides = [columns[name] for columns in (models, database) if name in columns]
        is_named = not any(isinstance(column_type, NullType | UserDefinedType) for column_type, _ in sides)
        words = [f"{kind(column_type, dialect) if is_named else 'it'}{rest}" for column_type, rest in sides]
        if len(sides) == 1:
            yield f"{table}.{name}: {words[0]} in the {'models' if name in models else 'database'} only"
        elif words[0] != words[1]:
            yield f"{table}.{name}: {words[0]} in the models, {words[1]} in the database"


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
