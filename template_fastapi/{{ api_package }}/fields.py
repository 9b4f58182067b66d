"""Kinds of values that JSON, paths and query strings carry."""

import re
from datetime import UTC, datetime
from typing import Annotated

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT([01]\d|2[0-3]):\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII | re.IGNORECASE)


def read_digits(value: str) -> int:
    """Read a number from a path or query string; Pydantic alone would take ` 1_0.0` for 10."""
    if not re.fullmatch(r"0|[1-9][0-9]*", value):
        raise PydanticCustomError("digits", "This is not a whole number.")
    return int(value)


def read_instant(value: object) -> datetime:
    """Read a time that has an offset; Pydantic alone would take dates and seconds since 1970 too."""
    if not isinstance(value, str) or not RFC3339.fullmatch(value):
        raise PydanticCustomError("instant", "This is not a time with an offset, like 2026-01-31T12:00:00Z.")
    try:
        instant = datetime.fromisoformat(value.upper()).astimezone(UTC)
    except OverflowError:
        raise PydanticCustomError("instant", "This time is out of range.") from None
    # To some databases the last moment of 9999 is infinity, which not all of their clients can read.
    if not 1970 <= instant.year <= 9998:
        raise PydanticCustomError("instant", "This is not a time from 1970 to 9998.")
    return instant


Id = Annotated[int, Field(ge=1, le=2**63 - 1)]
Digits = BeforeValidator(read_digits)
Instant = Annotated[datetime, BeforeValidator(read_instant, json_schema_input_type=datetime)]
# Not every database can store NUL, and what one refuses no other should take.
Text = Annotated[str, Field(pattern=r"^[^\x00]*$")]
