"""What is known about Django's models: the records of bridge/django.json.

A key that is missing is one that does not apply.
"""

from typing import Any, Literal, NotRequired, TypedDict

# How the type of a column was found. What is unknown to the map is never guessed: it has the database's name for it.
Source = Literal[
    "the map",
    "the base class of a custom field",
    "the column that it refers to",
    "DEFAULT_AUTO_FIELD of the settings",
    "db_type() of the field",
]


class Type(TypedDict):
    """The type of a column, or of what an array holds, with its measures."""

    type: str
    database_type: NotRequired[str]
    max_length: NotRequired[int]
    max_digits: NotRequired[int]
    decimal_places: NotRequired[int]
    items: NotRequired["Type"]
    dimensions: NotRequired[int]


class Default(TypedDict, total=False):
    """What Django fills in: a value, a text of one, a length of time, or what the function that makes it is called."""

    value: str | bool | int | float | None
    text: str
    microseconds: int
    call: str


class Table(TypedDict):
    """A table; one without a schema is where the connection looks first."""

    schema: NotRequired[str]
    table: str


class Reference(Table):
    """Where a foreign key points to; `unconstrained` is one that the database does not enforce."""

    relation: str
    model: str
    column: str
    unconstrained: NotRequired[bool]


class Generated(TypedDict):
    """How the database computes a column, and whether it keeps the result."""

    sql: str
    stored: bool


class Column(Type):
    """One column."""

    name: str
    column: str
    source: Source
    converted_by: NotRequired[str]
    null: NotRequired[bool]
    primary_key: NotRequired[bool]
    unique: NotRequired[bool]
    index: NotRequired[bool]
    choices: NotRequired[list[Any]]
    default: NotRequired[Default]
    auto_now: NotRequired[bool]
    auto_now_add: NotRequired[bool]
    database_default: NotRequired[bool]
    generated: NotRequired[Generated]
    references: NotRequired[Reference]


class Link(TypedDict):
    """A link to many others, through a model that is dumped too: two of its columns, named as in Python.

    `ambiguous` is one whose columns do not tell how to join (friends of a user are users).
    """

    relation: str
    model: str
    through: str
    origin: str
    target: str
    ambiguous: bool


class Index(TypedDict):
    """An index over columns, a `-` before those that descend."""

    name: str
    columns: list[str]


class Model(Table):
    """One model and its table; `unmanaged` is a table or a view that Django does not make."""

    label: str
    unmanaged: NotRequired[bool]
    columns: list[Column]
    many_to_many: list[Link]
    unique: list[list[str]]
    indexes: list[Index]
