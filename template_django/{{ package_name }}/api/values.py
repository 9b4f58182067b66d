"""The rules of single values that the contract has: identifiers, numbers in addresses, and times."""

import re
from datetime import UTC, datetime

from django.urls.converters import register_converter

MAX_ID = 2**63 - 1

_DIGITS = re.compile(r"0|[1-9][0-9]{0,18}")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT([01]\d|2[0-3]):\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII | re.IGNORECASE)


def parse_digits(value: object) -> int:
    """Read a whole number as an address holds it: digits only, no more than 64 bits need."""
    if not isinstance(value, str) or not _DIGITS.fullmatch(value):
        raise ValueError("This is not a whole number.")
    return int(value)


def parse_instant(value: object) -> datetime:
    """Read an RFC 3339 time with its offset, from 1970 to 9998, and return it in UTC."""
    if not isinstance(value, str) or not _INSTANT.fullmatch(value):
        raise ValueError("This is not a time with an offset, like 2030-01-31T12:00:00Z.")
    try:
        instant = datetime.fromisoformat(value.upper()).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError("There is no such time.") from error
    # To some databases the last moment of 9999 is infinity, which not all of their clients can read.
    if not 1970 <= instant.year <= 9998:
        raise ValueError("This is not a time from 1970 to 9998.")
    return instant


class IdConverter:
    """A database's id in a path. What cannot be one matches no route, and so is 404."""

    regex = "[1-9][0-9]{0,18}"

    def to_python(self, value: str) -> int:
        """Refuse what does not fit in 64 bits: the database would fail on it."""
        if int(value) > MAX_ID:
            raise ValueError(value)
        return int(value)

    def to_url(self, value: int) -> str:
        """Write the id as it is read."""
        return str(value)


register_converter(IdConverter, "id")
