"""Print what FastAPI knows of the database: `python -m bridge.role.tables PACKAGE`, in api's environment.

Those are its models, and every `table(...)` that a module of it has, with the columns that it names.
"""

import json
import sys
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

from sqlalchemy import Table, TableClause


def main(package: str) -> None:
    """Print them as JSON."""
    tables = {table.fullname: describe(table) for table in known(package)}
    print(json.dumps([tables[name] for name in sorted(tables)]))


def known(package: str) -> Iterator[TableClause]:
    """What the modules of the package have; the models come last, since they know more of a table."""
    names = [module.name for module in walk_packages(import_module(package).__path__, f"{package}.")]
    for name in names:
        if not name.endswith(".__main__"):
            yield from (each for each in vars(import_module(name)).values() if isinstance(each, TableClause))
    yield from import_module(f"{package}.models").Base.metadata.sorted_tables


def describe(table: TableClause) -> dict[str, Any]:
    """A table, its columns, those that identify a row, and the one that the database counts up."""
    automatic = table.autoincrement_column if isinstance(table, Table) else None
    return {
        "schema": table.schema,
        "name": table.name,
        "columns": [column.name for column in table.columns],
        "key": [column.name for column in table.primary_key],
        "automatic": [automatic.name] if automatic is not None else [],
    }


if __name__ == "__main__":
    main(sys.argv[1])
