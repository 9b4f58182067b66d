"""Compare the API's models with the database at DATABASE_URL: `python -m bridge.compare PACKAGE`, in api's environment.

It prints a line for each difference.
"""

import asyncio
import os
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from sqlalchemy import Connection, Table, inspect

from bridge.kinds import kind


async def main(package: str) -> None:
    """Print what differs."""
    metadata = import_module(f"{package}.models").Base.metadata
    engine = import_module(f"{package}.engine").make_engine(os.environ["DATABASE_URL"])
    async with engine.connect() as connection:
        for table in metadata.sorted_tables:
            print("".join(f"{line}\n" for line in await connection.run_sync(differences, table)), end="")
    await engine.dispose()


def differences(connection: Connection, table: Table) -> list[str]:
    """What a table has in the models or in the database only, or otherwise here than there."""
    inspector = inspect(connection)
    if not inspector.has_table(table.name):
        return [f"{table.name}: not in the database"]
    actual = {
        column["name"]: describe(column["type"], column["nullable"], connection)
        for column in inspector.get_columns(table.name)
    }
    expected = {column.name: describe(column.type, column.nullable, connection) for column in table.columns}
    return list(compare(table.name, expected, actual))


def describe(column_type: Any, nullable: bool | None, connection: Connection) -> str:
    """What must be the same of a column."""
    return f"{kind(column_type, connection.dialect)}{'' if nullable else ' NOT NULL'}"


def compare(table: str, expected: dict[str, str], actual: dict[str, str]) -> Iterator[str]:
    """A line for each column that differs."""
    for name in sorted(expected.keys() | actual.keys()):
        here, there = expected.get(name, "nothing"), actual.get(name, "nothing")
        if here != there:
            yield f"{table}.{name}: {here} in the models, {there} in the database"


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
