"""What is known of a route of Django's: plain records, which also say how each fact was found.

Django's side writes them as JSON (`moving.describe`), and what writes FastAPI's (`moving.scaffold`) knows nothing else.
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Field:
    """A field of an answer: a column, or an object of fields."""

    name: str
    found: str
    kind: str = ""
    """As in `KINDS` of moving/columns.py; empty where it is an object, or left out"""
    column: str = ""
    relation: str = ""
    """The link that leads to the column's table, where it is not the route's own"""
    is_null: bool = False
    choices: tuple[str, ...] = ()
    fields: tuple["Field", ...] = ()
    left_out: str = ""
    """Why it cannot be translated, if it cannot"""


@dataclass(frozen=True)
class Link:
    """A foreign key that the answer follows."""

    name: str
    column: str
    table: str
    target: str
    is_null: bool = False


@dataclass(frozen=True)
class Table:
    """The model that the route is about, and its key."""

    label: str
    table: str
    key: str
    kind: str
    found: str


@dataclass(frozen=True)
class Order:
    """A column of the order of a list."""

    column: str
    descends: bool


@dataclass(frozen=True)
class Condition:
    """What rows of the list always fulfil."""

    column: str
    lookup: str
    value: Any


@dataclass(frozen=True)
class Filter:
    """A parameter of the list by which a client chooses rows: those where the column is equal."""

    name: str
    column: str
    kind: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Operation:
    """What answers a GET."""

    path: str
    """Like /api/callers/{caller_id}"""
    view: str
    where: str
    """The file and line of the view"""
    parameter: str = ""


@dataclass(frozen=True)
class Access:
    """Who may ask: everybody, whoever is known, or whoever has the permission for a model."""

    kind: str
    """open, known or model"""
    found: str
    model: str = ""


@dataclass(frozen=True)
class Description:
    """A route."""

    route: str
    table: Table
    access: Access
    fields: tuple[Field, ...]
    links: tuple[Link, ...] = ()
    listed: Operation | None = None
    one: Operation | None = None
    order: tuple[Order, ...] = ()
    order_found: str = ""
    conditions: tuple[Condition, ...] = ()
    filters: tuple[Filter, ...] = ()
    left_out: tuple[str, ...] = ()
    """What cannot be translated and is no field, in sentences"""
    stays: tuple[str, ...] = ()
    """What stays with Django, like POST /api/callers"""


def leaves(fields: tuple[Field, ...]) -> list[Field]:
    """The columns among fields, those of objects too; what is left out is not among them."""
    found = []
    for field in fields:
        found += leaves(field.fields) if field.fields else [] if field.left_out else [field]
    return found


def missing(fields: tuple[Field, ...], of: str = "") -> list[tuple[str, str]]:
    """The fields that are left out, dotted, and why."""
    found = []
    for field in fields:
        found += [(of + field.name, field.left_out)] if field.left_out else missing(field.fields, f"{of}{field.name}.")
    return found
