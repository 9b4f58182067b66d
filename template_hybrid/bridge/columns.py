"""What SQLAlchemy calls the columns that Django made: the type in Python, the type in SQL, and the default."""

import re
from collections.abc import Iterator
from typing import Any

from bridge import dialect
from bridge.facts import Column, Type

# How a column's type is written: in Python, and in SQLAlchemy. `{...}` are measures from the dump.
TYPES = {
    "AutoField": ("int", "_sa.Integer"),
    "BigAutoField": ("int", "_sa.BigInteger"),
    "SmallAutoField": ("int", "_sa.SmallInteger"),
    "IntegerField": ("int", "_sa.Integer"),
    "BigIntegerField": ("int", "_sa.BigInteger"),
    "SmallIntegerField": ("int", "_sa.SmallInteger"),
    "PositiveIntegerField": ("int", "_sa.Integer"),
    "PositiveBigIntegerField": ("int", "_sa.BigInteger"),
    "PositiveSmallIntegerField": ("int", "_sa.SmallInteger"),
    "CharField": ("str", "_sa.String({max_length})"),
    "SlugField": ("str", "_sa.String({max_length})"),
    "FileField": ("str", "_sa.String({max_length})"),
    "FilePathField": ("str", "_sa.String({max_length})"),
    "TextField": ("str", "_sa.Text"),
    "BinaryField": ("bytes", "_sa.LargeBinary"),
    "BooleanField": ("bool", "_sa.Boolean"),
    "DecimalField": ("_decimal.Decimal", "_sa.Numeric({max_digits}, {decimal_places})"),
    "FloatField": ("float", "_sa.Double"),
    "UUIDField": ("_uuid.UUID", "_sa.Uuid"),
    "DateField": ("_dt.date", "_sa.Date"),
    "DateTimeField": ("_dt.datetime", "UtcDateTime"),
    "TimeField": ("_dt.time", "_sa.Time"),
    **dialect.TYPES,
}
# Django's functions for defaults that SQLAlchemy can call as well. Any other is the API's to fill in.
CALLS = {
    "django.utils.timezone.now": "_now",
    "datetime.date.today": "_dt.date.today",
    "uuid.uuid4": "_uuid.uuid4",
    "builtins.dict": "dict",
    "builtins.list": "list",
}


def types(column: Type) -> tuple[str, str]:
    """The type of a column in Python and in SQLAlchemy; one that is not in the table is what the database calls it."""
    if "database_type" in column:
        return "_typing.Any", f"_DatabaseType({literal(column['database_type'])})"
    python, sql = TYPES[column["type"]]
    measures: dict[str, Any] = {"max_length": "", "max_digits": None, "decimal_places": None, **column}
    if "items" in column:
        depth = column["dimensions"]
        inner, measures["items"] = types(column["items"])
        measures["nested"] = "list[" * depth + inner + "]" * depth
    return python.format_map(measures), sql.format_map(measures).removesuffix("()")


def annotation(column: Column) -> str:
    """The type of a column in Python."""
    kind = types(column)[0]
    return f"{kind} | None" if column.get("null") and kind != "_typing.Any" else kind


def comments(column: Column) -> Iterator[str]:
    """What a reader must know about a column that is not all translated."""
    if "database_type" in column:
        yield f"{column['type']}: unknown to the bridge, so read and written as the driver gives it."
    elif "converted_by" in column:
        yield f"Django converts what is in this column by {column['converted_by']}; here it is as stored."
    given = column.get("default")
    if given and not column_default(column):
        value = given.get("text") or f"{given['call']}()"
        yield f"Django's default is {value}, which SQLAlchemy cannot fill in: always give a value."


def column_default(column: Column) -> dict[str, str]:
    """The arguments that say what is filled in where no value is given."""
    now = "_now" if column["type"] == "DateTimeField" else "_dt.date.today"
    if column.get("auto_now"):
        return {"default": now, "onupdate": now}
    if column.get("auto_now_add"):
        return {"default": now}
    # As in Django, a default in Python goes before one of the database.
    if written := python_default(column):
        return {"default": written}
    return {"server_default": "_sa.FetchedValue()"} if column.get("database_default") else {}


def python_default(column: Column) -> str | None:
    """A default as Python writes it, if it can."""
    kind, given = column["type"], column.get("default", {})
    if "value" in given:
        return literal(given["value"])
    if "microseconds" in given:
        return f"_dt.timedelta(microseconds={given['microseconds']})"
    if "text" in given and kind in {"DecimalField", "UUIDField"} and "converted_by" not in column:
        return f"{TYPES[kind][0]}({literal(given['text'])})"
    return CALLS.get(given.get("call", ""))


def computed(column: Column) -> list[str]:
    """What the database makes of a column by itself; a colon in it is not the start of a parameter's name."""
    generated = column["generated"]
    sql = re.sub(r"(?<![:\w\\]):(?=\w)", r"\\:", generated["sql"])
    return [literal(sql), f"persisted={generated['stored']}"]


def literal(value: object) -> str:
    """A value as the formatter writes it: in double quotes, unless single ones need fewer backslashes."""
    if not isinstance(value, str):
        return repr(value)
    quote = "'" if value.count('"') > value.count("'") else '"'
    written = {"'": "'", '"': '"', quote: f"\\{quote}"}
    return f"{quote}{''.join(written.get(letter) or repr(letter)[1:-1] for letter in value)}{quote}"
