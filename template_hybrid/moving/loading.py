"""Reads a description that was written as JSON."""

from typing import Any

from moving.facts import Access, Condition, Description, Field, Filter, Link, Operation, Order, Table


def load(said: dict[str, Any]) -> Description:
    """Read what was written as JSON."""
    plain = {key: tuple(value) if isinstance(value, list) else value for key, value in said.items()}
    records: dict[str, Any] = {
        "table": Table(**said["table"]),
        "access": Access(**said["access"]),
        "fields": tuple(map(load_field, said["fields"])),
        "links": tuple(Link(**link) for link in said["links"]),
        "listed": Operation(**said["listed"]) if said["listed"] else None,
        "one": Operation(**said["one"]) if said["one"] else None,
        "order": tuple(Order(**order) for order in said["order"]),
        "conditions": tuple(Condition(**condition) for condition in said["conditions"]),
        "filters": tuple(Filter(**{**each, "choices": tuple(each["choices"])}) for each in said["filters"]),
    }
    return Description(**{**plain, **records})


def load_field(said: dict[str, Any]) -> Field:
    """Read a field, with those in it."""
    inner = tuple(load_field(field) for field in said["fields"])
    return Field(**{**said, "choices": tuple(said["choices"]), "fields": inner})
