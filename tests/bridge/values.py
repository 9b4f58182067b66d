"""Made-up values for any column of a dump: the same for the same row, so that a foreign key knows what it refers to."""

import datetime as dt
import decimal
import uuid
from typing import Any

Facts = dict[str, Any]
NUMBERS = {"a": 1, "b": 2}
MOMENT = dt.datetime(2026, 1, 31, 12, 30, 15, 123456, tzinfo=dt.UTC)


def value(column: Facts, row: str, models: dict[str, Facts]) -> Any:
    """The value of a column in row `a` or `b` of its table."""
    if reference := column.get("references"):
        target = models.get(reference["model"])
        if target is None:
            return None
        return value(column_of(target, reference["column"]), row, models)
    if (choices := column.get("choices")) and not column.get("unique") and fits(column, choices[0]):
        return choices[0 if row == "a" else -1]
    return of_type(column, column["name"], NUMBERS[row])


def column_of(model: Facts, name: str) -> Facts:
    """A column by its name in the table."""
    return next(column for column in model["columns"] if column["column"] == name)


def fits(column: Facts, choice: Any) -> bool:
    """Whether a choice is what is stored: text in a column of text, a number in one of numbers."""
    return isinstance(choice, type(of_type(column, "", 1))) and choice != ""


def of_type(column: Facts, name: str, number: int) -> Any:
    """A value of the column's type, within its measures."""
    kind = column["type"]
    if kind == "ArrayField":
        inner = [of_type(column["items"], name, number), of_type(column["items"], name, number + 1)]
        for _ in range(column["dimensions"] - 1):
            inner = [inner, inner]
        return inner
    if kind in RANGES:
        of, step = RANGES[kind]
        start = of_type({"type": of, "max_digits": 9, "decimal_places": 2}, name, number)
        return start, start + step
    if column.get("max_length") is not None or kind in TEXTS:
        return text(column, name, number)
    if "decimal_places" in column:
        return decimal.Decimal(number).scaleb(-column["decimal_places"])
    return VALUES[kind](number)


TEXTS = {
    "CharField",
    "SlugField",
    "FileField",
    "FilePathField",
    "TextField",
    "CITextField",
    "CICharField",
    "CIEmailField",
}
RANGES: dict[str, tuple[str, Any]] = {
    "IntegerRangeField": ("IntegerField", 5),
    "BigIntegerRangeField": ("BigIntegerField", 5),
    "DecimalRangeField": ("DecimalField", decimal.Decimal(5)),
    "DateRangeField": ("DateField", dt.timedelta(days=5)),
    "DateTimeRangeField": ("DateTimeField", dt.timedelta(days=5)),
}
VALUES: dict[str, Any] = {
    **dict.fromkeys(
        ("AutoField", "BigAutoField", "IntegerField", "PositiveIntegerField"), lambda number: 1_000_000 + number
    ),
    **dict.fromkeys(("BigIntegerField", "PositiveBigIntegerField"), lambda number: 2**40 + number),
    **dict.fromkeys(
        ("SmallAutoField", "SmallIntegerField", "PositiveSmallIntegerField"), lambda number: 30_000 + number
    ),
    "BinaryField": lambda number: bytes([0, number, 255]),
    "BooleanField": lambda number: number == 1,
    "FloatField": lambda number: number + 0.125,
    "DateField": lambda number: MOMENT.date() + dt.timedelta(days=number),
    "DateTimeField": lambda number: MOMENT + dt.timedelta(hours=number),
    "TimeField": lambda number: dt.time(12, 30, number, 5),
    "DurationField": lambda number: dt.timedelta(days=number, seconds=3, microseconds=5),
    "UUIDField": lambda number: uuid.UUID(int=number),
    "JSONField": lambda number: {"number": number, "list": [None, True, "é"]},
    "HStoreField": lambda number: {"number": str(number), "nothing": None},
    "GenericIPAddressField": lambda number: f"192.0.2.{number}",
    "SearchVectorField": lambda number: f"'word{number}':1",
}


def text(column: Facts, name: str, number: int) -> Any:
    """A text as long as the column takes; what is only typed as text in Django (a UUID, an address) is that."""
    if column["type"] in VALUES:
        return VALUES[column["type"]](number)
    return f"{'xyz'[number]}{name}-é"[: column.get("max_length") or 40]
