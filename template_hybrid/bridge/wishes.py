"""What the API wants to write: what gateway/routes.toml and owners.toml say of it."""

from collections.abc import Callable, Container, Iterator, Mapping
from pathlib import Path
from typing import Any

from gateway.routes import UNSAFE, Route, RouteError

OWNERS = Path(__file__).with_name("owners.toml")
OPERATIONS = ("insert", "update", "delete")
BY_METHOD = {
    "POST": ("insert", "update"),
    "PUT": ("insert", "update"),
    "PATCH": ("update",),
    "DELETE": ("update", "delete"),  # who deletes a row locks it first, which is a kind of update
}


class OwnershipError(RouteError):
    """owners.toml, or what routes.toml says of tables, makes no sense; the message says why."""


def of_routes(routes: Mapping[str, Route], known: Container[str]) -> Iterator[tuple[str, str, str]]:
    """What routes do whose writes may move, however small their share is now: table, operation and route."""
    for path, route in routes.items():
        moving = [] if route.writer == "web" else [method for method in route.methods if method in UNSAFE]
        for table in route.tables:
            if table not in known:
                raise OwnershipError(
                    f"gateway/routes.toml: {path} writes {table!r}, but no model in bridge/django.json has this table: "
                    "add its app to bridge/settings.toml and run `make models`, or mend the name."
                )
            for operation in sorted({each for method in moving for each in BY_METHOD[method]}):
                yield table, operation, path


def of_owners(owners: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """What is done besides the routes."""
    for table, operations in section(owners, "writes").items():
        for operation in operations:
            yield table, operation, "bridge/owners.toml"


def section(owners: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Check one section of owners.toml."""
    if unknown := sorted(owners.keys() - SECTIONS.keys()):
        raise OwnershipError(f"{OWNERS}: {unknown[0]!r} is not known, only [{'] and ['.join(SECTIONS)}] are.")
    is_right, expected = SECTIONS[name]
    said = owners.get(name, {})
    if not isinstance(said, dict):
        raise OwnershipError(f"{OWNERS}: {name} is {said!r}, but it must be a section with a line for each table.")
    for table, value in said.items():
        if not is_right(value):
            raise OwnershipError(f"{OWNERS}: {table} is {value!r}, but it must be {expected}.")
    return said


def is_operations(value: object) -> bool:
    """Whether it can be what is done with a table."""
    return isinstance(value, list) and all(each in (*OPERATIONS, "lock") for each in value)


def is_reason(value: object) -> bool:
    """Whether it says anything."""
    return isinstance(value, str) and bool(value.strip())


SECTIONS: dict[str, tuple[Callable[[object], bool], str]] = {
    "writes": (is_operations, 'a list of "insert", "update", "delete" and "lock"'),
    "without_django": (is_reason, 'a reason, like "only clears a cache"'),
}
"""What owners.toml may have: a check of each line, and what is expected"""
