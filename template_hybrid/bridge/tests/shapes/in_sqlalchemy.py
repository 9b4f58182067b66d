"""SQLAlchemy's side, in api's environment: `python -m bridge.tests.shapes.in_sqlalchemy ACTION PACKAGE DUMP MODELS`.

`compare` compares the models with the database, `exchange` reads row 1 and writes row 2. Either prints what is wrong.
"""

import asyncio
import ipaddress
import json
import os
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, select
from sqlalchemy.orm import Session, joinedload

from bridge import compare
from bridge.classes import Classes
from bridge.names import attribute
from bridge.tests.shapes.native_rows import native
from bridge.tests.shapes.rows import KEYS, differences, rows


async def main(action: str, package: str, dump: str, models: str) -> None:
    """Do it in one transaction."""
    module = load(models)
    names = Classes.of(json.loads(Path(dump).read_text(encoding="utf-8"))).names
    classes = {label: getattr(module, name) for label, name in names.items()}
    engine = import_module(f"{package}.engine").make_engine(os.environ["DATABASE_URL"])
    async with engine.begin() as connection:
        if action == "compare":
            lines = await connection.run_sync(compare.differences, module.Base.metadata.tables.values())
        else:
            lines = await connection.run_sync(exchange, classes)
    await engine.dispose()
    print("".join(f"{line}\n" for line in lines), end="")


def load(path: str) -> Any:
    """Import the models from a file, under a name that SQLAlchemy can look their annotations up by."""
    spec = spec_from_file_location("shapes_models", path)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[spec.name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def exchange(connection: Connection, classes: dict[str, Any]) -> list[str]:
    """Read what Django wrote, and write what it will read."""
    with Session(connection, join_transaction_mode="create_savepoint") as session:
        found = [line for label, row in rows(1).items() for line in read(session, classes[label], label, row)]
        for label, row in rows(2).items():
            session.add(classes[label](**{attribute(name): native(value) for name, value in row.items()}))
            session.flush()
        session.commit()
    return found


def read(session: Session, made: Any, label: str, row: dict[str, Any]) -> Iterator[str]:
    """What SQLAlchemy finds otherwise, and relations that it cannot join."""
    key = KEYS.get(label, "id")
    relations = [joinedload(getattr(made, name)) for name in inspect(made).relationships.keys()]  # noqa: SIM118
    query = select(made).where(getattr(made, attribute(key)) == row[key]).options(*relations)
    found = session.scalars(query).unique().one()
    names = {attribute.removesuffix("_"): attribute for attribute in inspect(made).column_attrs.keys()}  # noqa: SIM118
    yield from differences(label, row, {name: plain(getattr(found, own)) for name, own in names.items()})
    for name in inspect(made).relationships.keys():  # noqa: SIM118
        if name != "loose" and not getattr(found, name):  # that one refers to what is not there
            yield f"{label}.{name}: nothing was joined"


def plain(value: Any) -> Any:
    """A value as in the rows."""
    if hasattr(value, "lower_inc"):
        return value.lower, value.upper
    return str(value) if isinstance(value, ipaddress.IPv4Address | ipaddress.IPv6Address) else value


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
