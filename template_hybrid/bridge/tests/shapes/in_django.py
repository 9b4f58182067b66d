"""Django's side, in web's environment: `python -m bridge.tests.shapes.in_django ACTION ...`; see `main`."""

import sys
from typing import Any

import django
from django.apps import apps
from django.db import connection
from django.db.models import QuerySet

from bridge.tests.shapes.rows import KEYS, differences, rows


def main(action: str, *what: str) -> None:
    """`write 1` or `read 2`, rows of every model, and print what is otherwise than written; or `execute SQL ...`."""
    django.setup()
    if action == "execute":
        with connection.cursor() as cursor:
            for statement in what:
                cursor.execute(statement)
        return
    for label, row in rows(int(what[0])).items():
        if action == "write":
            write(apps.get_model(label), row)
        else:
            print("".join(f"{line}\n" for line in read(label, row)), end="")


def write(model: Any, row: dict[str, Any]) -> None:
    """Save a row; one that shares its key with another, by itself."""
    made = model(**row)
    if model._meta.parents:
        made.save_base(raw=True, force_insert=True)
    else:
        made.save(force_insert=True)


def read(label: str, row: dict[str, Any]) -> list[str]:
    """What Django finds otherwise."""
    model = apps.get_model(label)
    key = KEYS.get(label, "id")
    names = [field.attname for field in model._meta.local_concrete_fields]
    found = QuerySet(model).values(*names).get(**{key: row[key]})
    return differences(label, row, {name: plain(value) for name, value in found.items()})


def plain(value: Any) -> Any:
    """A value as in the rows: words as they are stored, a range as a pair, bytes as bytes."""
    if hasattr(value, "lower_inc"):
        return value.lower, value.upper
    if value == ["two", "words"]:
        return "two words"
    return bytes(value) if isinstance(value, memoryview) else value


if __name__ == "__main__":
    main(*sys.argv[1:])
