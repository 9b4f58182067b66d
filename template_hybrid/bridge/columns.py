"""What SQLAlchemy calls the columns that Django made: the type in Python, the type in SQL, and the default."""

from typing import Any

from bridge import dialect

Column = dict[str, Any]

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
# Names that a class of SQLAlchemy, or an annotation in it, has other plans for.
TAKEN = {"metadata", "registry", "mapped_column", "relationship"} | {"bool", "bytes", "float", "int", "list", "str"}


def attribute(name: str) -> str:
    """The attribute for a field: its own name, unless that is taken."""
    return f"{name}_" if name in TAKEN else name


def annotation(column: Column) -> str:
    """The type of a column in Python."""
    kind = TYPES.get(column["type"], ("_typing.Any", ""))[0]
    return f"{kind} | None" if column.get("null") and kind != "_typing.Any" else kind


def sql_type(column: Column) -> str:
    """The type of a column in SQLAlchemy; one that is not in the table is what the database calls it."""
    if "database_type" in column:
        return f"_DatabaseType({literal(column['database_type'])})"
    measures = {"max_length": "", "max_digits": None, "decimal_places": None} | column
    return TYPES[column["type"]][1].format_map(measures).removesuffix("()")


def comment(column: Column) -> str | None:
    """What a reader must know about a column that is not all translated."""
    if "database_type" in column:
        return f"{column['type']}: unknown to the bridge, so read and written as the driver gives it."
    given = column.get("default")
    if given and not default(column):
        name = given.get("text") or f"{given['call']}()"
        return f"Django's default is {name}, which SQLAlchemy cannot fill in: always give a value."
    return None


def default(column: Column) -> dict[str, str]:
    """The arguments that say what is filled in where no value is given."""
    if column.get("generated"):
        return {"server_default": "_sa.FetchedValue()", "server_onupdate": "_sa.FetchedValue()"}
    now = "_now" if column["type"] == "DateTimeField" else "_dt.date.today"
    if column.get("auto_now"):
        return {"default": now, "onupdate": now}
    if column.get("auto_now_add"):
        return {"default": now}
    # As in Django, a default in Python goes before one of the database.
    if written := python_default(column["type"], column.get("default", {})):
        return {"default": written}
    return {"server_default": "_sa.FetchedValue()"} if column.get("database_default") else {}


def python_default(kind: str, given: dict[str, Any]) -> str | None:
    """A default as Python writes it, if it can."""
    if "value" in given:
        return literal(given["value"])
    if "microseconds" in given:
        return f"_dt.timedelta(microseconds={given['microseconds']})"
    if "text" in given and kind in {"DecimalField", "UUIDField"}:
        return f"{TYPES[kind][0]}({literal(given['text'])})"
    return CALLS.get(given.get("call", ""))


def literal(value: object) -> str:
    """A value as the formatter writes it: in double quotes, unless that needs more backslashes."""
    written = repr(value)
    return f'"{written[1:-1]}"' if written.startswith("'") and '"' not in written else written
