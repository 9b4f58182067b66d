"""Exchange rows between a real Django project and the models that the bridge made of it, in the project's environment.

`python -m tests.bridge.exchange DUMP MODELS` reads every table through SQLAlchemy and compares it with its model. Then
it writes a row to each through SQLAlchemy and reads it through Django, and the other way round. It prints JSON.
"""

import asyncio
import importlib.util
import ipaddress
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
from bridge.classes import Classes
from bridge.compare import differences
from bridge.names import attribute
from django.apps import apps
from django.db import connection as django_connection
from django.db import transaction
from django.db.models import QuerySet, signals
from sqlalchemy import Connection, inspect, select, text
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.orm import Session, joinedload

from tests.bridge.values import Facts, value

# A row that cannot be made must fail alone, not those that refer to it, too.
UNGUARDED = "SET LOCAL session_replication_role = replica"


def main(dump: str, module: str) -> None:
    """Exchange rows and print the result."""
    django.setup()
    for signal in (signals.pre_init, signals.post_init, signals.pre_save, signals.post_save):
        signal.receivers = []  # what they do is not what is tried here
        signal.sender_receivers_cache.clear()
    exchange = Exchange(json.loads(Path(dump).read_text(encoding="utf-8")), load(module))
    asyncio.run(exchange.run(os.environ["DATABASE_URL"].replace("postgresql:", "postgresql+asyncpg:", 1)))
    sys.stdout.write(json.dumps(exchange.result))


def load(path: str) -> Any:
    """Import the module that the bridge wrote."""
    spec = importlib.util.spec_from_file_location("generated_models", path)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules["generated_models"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Exchange:
    """The models on both sides, and what happened to them."""

    def __init__(self, dump: list[Any], module: Any) -> None:
        self.dump: dict[str, Facts] = {model["label"]: model for model in dump}
        self.classes = {label: getattr(module, name) for label, name in Classes.of(dump).names.items()}
        known = {model._meta.label: model for model in apps.get_models(include_auto_created=True)}
        self.models = {label: known[label] for label in self.dump}
        self.tables = module.Base.metadata.tables.values()
        self.result: dict[str, Any] = {"models": len(dump), "read": 0, "exchanged": [], "wrong": {}}
        self.result["columns"] = sum(len(model["columns"]) for model in dump)

    @contextmanager
    def noting(self, label: str) -> Iterator[None]:
        """Go on after a mistake, which is one of the results."""
        try:
            yield
        except Exception as mistake:  # whatever a foreign project throws
            words = f"{type(mistake).__name__}: {getattr(mistake, 'orig', mistake)}"
            self.result["wrong"].setdefault(label, []).append(" ".join(words.split())[:300])

    async def run(self, url: str) -> None:
        """Row `a` goes one way, row `b` the other; SQLAlchemy is used as in the API, without waiting threads."""
        engine = create_async_engine(url)
        async with engine.connect() as connection:
            self.result["differences"] = await connection.run_sync(differences, self.tables)
            await connection.run_sync(self.read_tables)
        async with engine.begin() as connection:
            await connection.run_sync(self.write_a)
        await asyncio.to_thread(self.write_b_and_read_a)
        async with engine.connect() as connection:
            await connection.run_sync(self.read_b)
        await engine.dispose()

    def read_tables(self, connection: Connection) -> None:
        """Rows of every table, with what they refer to."""
        with Session(connection) as session:
            for label, made in self.classes.items():
                with self.noting(label), session.begin_nested():
                    relations = [joinedload(getattr(made, key)) for key in inspect(made).relationships.keys()]  # noqa: SIM118
                    session.scalars(select(made).limit(3)).all()
                    for relation in relations:
                        session.scalars(select(made).options(relation).limit(1)).unique().all()
                    self.result["read"] += 1

    def write_a(self, connection: Connection) -> None:
        """Through SQLAlchemy."""
        connection.execute(text(UNGUARDED))
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            for label, made in self.classes.items():
                with self.noting(label), session.begin_nested():
                    session.add(made(**{attribute(name): given for name, given in self.row(label, "a").items()}))
            session.commit()

    def write_b_and_read_a(self) -> None:
        """Through Django: as it saves what `loaddata` reads, without the models' own `save()`."""
        with transaction.atomic(), django_connection.cursor() as cursor:
            cursor.execute(UNGUARDED)
            for label, model in self.models.items():
                with self.noting(label), transaction.atomic():
                    made = model()
                    for name, given in self.row(label, "b", raw=False).items():
                        made.__dict__[name] = given  # a file would be opened as an attribute
                    made.save_base(raw=True, force_insert=True)
        for label, model in self.models.items():
            with self.noting(label):
                names = [column["name"] for column in self.dump[label]["columns"]]
                keys = {column["name"]: self.row(label, "a")[column["name"]] for column in self.keys(label)}
                found = QuerySet(model).filter(**keys).values(*names).get()
                self.compare(label, "a", {name: self.stored(label, name, found[name]) for name in names})

    def read_b(self, connection: Connection) -> None:
        """Through SQLAlchemy."""
        with Session(connection) as session:
            for label, made in self.classes.items():
                with self.noting(label):
                    keys = [self.row(label, "b")[column["name"]] for column in self.keys(label)]
                    found = session.get_one(made, tuple(keys))
                    names = [column["name"] for column in self.dump[label]["columns"]]
                    self.compare(label, "b", {name: getattr(found, attribute(name)) for name in names})

    def compare(self, label: str, row: str, found: dict[str, Any]) -> None:
        """What was read must be what was written."""
        expected = self.row(label, row)
        for name, given in expected.items():
            if plain(found[name]) != plain(given):
                raise ValueError(f"row {row}: {name} is {found[name]!r}, not {given!r}")
        self.result["exchanged"].append(f"{label} {row}")

    def row(self, label: str, row: str, *, raw: bool = True) -> Facts:
        """What is written into each column that the database does not compute: as stored, or as in Django."""
        columns = [column for column in self.dump[label]["columns"] if "generated" not in column]
        return {column["name"]: self.value(label, column, row, raw=raw) for column in columns}

    def value(self, label: str, column: Facts, row: str, *, raw: bool) -> Any:
        """A made-up value; Django's own default, or none, where only Django knows what a value may be."""
        if "converted_by" not in column and "database_type" not in column:
            given = value(column, row, self.dump)
            if not isinstance(given, tuple):
                return given
            return Range(*given) if raw else given
        default = None if column.get("null") else self.models[label]._meta.get_field(column["name"]).get_default()
        return self.stored(label, column["name"], default) if raw else default

    def stored(self, label: str, name: str, given: Any) -> Any:
        """A value of Django's as it is stored."""
        columns = (column for column in self.dump[label]["columns"] if column["name"] == name)
        if given is None or "converted_by" not in next(columns):
            return given
        return self.models[label]._meta.get_field(name).get_prep_value(given)

    def keys(self, label: str) -> list[Facts]:
        """The columns of the primary key."""
        return [column for column in self.dump[label]["columns"] if column.get("primary_key")]


def plain(given: Any) -> Any:
    """A value without what differs between drivers."""
    if hasattr(given, "lower_inc"):
        return given.lower, given.upper
    if isinstance(given, Range):
        return given.lower, given.upper
    if isinstance(given, ipaddress.IPv4Address | ipaddress.IPv6Address):
        return str(given)
    return bytes(given) if isinstance(given, memoryview) else given


if __name__ == "__main__":
    main(*sys.argv[1:])
