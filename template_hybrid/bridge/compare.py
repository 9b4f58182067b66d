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

from bridge import constraints
from bridge.kinds import kind


async def main(package: str) -> None:
    """Print what differs."""
    metadata = import_module(f"{package}.models").Base.metadata
    engine = import_module(f"{package}.engine").make_engine(os.environ["DATABASE_URL"])
    async with engine.connect() as connection:
        found = await connection.run_sync(differences, metadata.sorted_tables)
    await engine.dispose()
    print("".join(f"{line}\n" for line in found), end="")


def differences(connection: Connection, tables: Iterable[Table]) -> list[str]:
    """What tables have in the models or in the database only, or otherwise here than there."""
    inspector = inspect(connection)
    return [line for table in tables for line in of_table(inspector, table, connection)]


def of_table(inspector: Inspector, table: Table, connection: Connection) -> Iterator[str]:
    """What differs in one table."""
    views = inspector.get_view_names(table.schema) if table.info.get("unmanaged") else []
    if table.name not in views and not inspector.has_table(table.name, table.schema):
        yield f"{table.fullname}: not in the database"
        return
    is_view = table.name in views
    actual = {
        column["name"]: describe(column["type"], column["nullable"] or is_view, "computed" in column, connection)
        for column in inspector.get_columns(table.name, table.schema)
    }
    expected = {
        column.name: describe(
            column.type, column.nullable or is_view, isinstance(column.server_default, Computed), connection
        )
        for column in table.columns
    }
    yield from compare(table.fullname, expected, actual)
    if not table.info.get("unmanaged"):
        yield from constraints.compare(inspector, table)


def describe(column_type: Any, nullable: bool | None, computed: bool, connection: Connection) -> str:
    """What must be the same of a column."""
    words = [kind(column_type, connection.dialect), "" if nullable else "NOT NULL", "GENERATED" if computed else ""]
    return " ".join(filter(None, words))


def compare(table: str, expected: dict[str, str], actual: dict[str, str]) -> Iterator[str]:
    """A line for each column that differs."""
    for name in sorted(expected.keys() | actual.keys()):
        here, there = expected.get(name, "nothing"), actual.get(name, "nothing")
        if here != there:
            yield f"{table}.{name}: {here} in the models, {there} in the database"


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
