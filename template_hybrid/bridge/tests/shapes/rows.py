"""A row of every model, for either side: nothing here knows Django or SQLAlchemy."""

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID

from bridge.tests.shapes.native_rows import native_rows

Row = dict[str, Any]
KEYS = {"shapes.Plain": "char", "shapes.Filled": "key", "shapes.Special": "base_ptr_id", "shapes.Between": "link_id"}
"""The column that finds a row, where it is not `id`."""

FILLED: Row = {
    **{"status": "new", "price": Decimal("1.50"), "length": dt.timedelta(minutes=1), "extra": {}, "empty": ""},
    **{"counter": 7, "double": 14, "shout": "NEW"},
}
"""What Django, SQLAlchemy or the database makes of a row of Filled that says nothing."""
MOMENTS = ("born", "asked", "made", "changed")
"""The columns of Filled that are the time of writing."""


def rows(number: int) -> dict[str, Row]:
    """A row for each model, in the order in which they can be written."""
    order = {"id": number, "select": 1, "metadata": 2, "registry": 3, "list": 4, "odd": number, "dotted": 60 + number}
    links = {"by_code_id": f"code{number}", "loose_id": 99, "dotted_id": 60 + number, "report_id": number}
    return {
        "shapes.Plain": plain_row(number),
        "shapes.Filled": {"key": UUID(int=number), "token": "given"},
        "shapes.Order": order,
        "shapes.Base": {"id": number, "code": f"code{number}"},
        "shapes.Base_friends": {"id": number, "from_base_id": number, "to_base_id": 1},
        "shapes.Special": {"base_ptr_id": number, "extra": number},
        "shapes.Links": {"id": number, **links, "only_id": number, "parent_id": 1},
        "shapes.Between": {"link_id": number, "order_id": number, "rank": number},
        **native_rows(number),
    }


def plain_row(number: int) -> Row:
    """A value of every type, as large or odd as it may be."""
    moment = dt.datetime(2026, 1, 31, 23, 59, 59, 999_999, tzinfo=dt.timezone(dt.timedelta(hours=-number)))
    return {
        **{"char": f"é{number}" * 20, "slug": "a-b", "email": "a@example.com", "url": "https://example.com/?a=b%20c"},
        **{"text": None, "file": "files/a.txt", "path": "/a", "binary": bytes(range(256)), "boolean": None},
        **{"decimal": Decimal("-1234567.89"), "float": 0.1, "integer": -(2**31), "big_integer": 2**63 - 1},
        **{"small_integer": -(2**15), "positive": 2**31 - 1, "positive_big": 2**63 - 1, "positive_small": 2**15 - 1},
        **{"date": dt.date(2026, 12, 31), "date_time": moment, "time": dt.time(12, 0), "uuid": UUID(int=number)},
        **{"duration": dt.timedelta(days=-3, microseconds=1), "json": {"é": [1, None, 2.5]}, "ip": "2001:db8::1"},
        **{"short": "short", "words": "two words", "mac": "08:00:2b:01:02:03"},
    }


def differences(label: str, expected: Row, found: Row) -> list[str]:
    """What is not as it was written."""
    wanted = expected | (FILLED if label == "shapes.Filled" else {})
    wrong = [f"{name}: {found[name]!r}, not {value!r}" for name, value in wanted.items() if found[name] != value]
    now = dt.datetime.now(dt.UTC)
    late = [name for name in MOMENTS if name in found and abs(now - found[name]) > dt.timedelta(hours=1)]
    return [f"{label}.{text}" for text in [*wrong, *(f"{name}: {found[name]!r}, not now" for name in late)]]
