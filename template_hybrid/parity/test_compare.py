"""What counts as the same answer."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from parity.compare import Answer, comparable, difference, without_now


def answer(body: Any = None, status: int = 200, **headers: str) -> dict[str, Any]:
    """What is compared of an answer."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    content = b"" if body is None else json.dumps(body).encode()
    return comparable(Answer(status, httpx.Headers({"Content-Type": "application/json", **names}), content))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (answer({"a": 1, "b": 2}), answer({"b": 2, "a": 1})),
        (answer({}, Content_Type="application/json"), answer({}, Content_Type="application/json; charset=utf-8")),
        (answer(status=405, Allow="GET, POST"), answer(status=405, Allow="POST,GET")),
        (answer({}, Allow="GET"), answer({})),
        (
            answer({"errors": [{"field": "a", "message": "No."}, {"field": "b", "message": "No."}]}, 422),
            answer({"errors": [{"field": "b", "message": "Wrong."}, {"field": "a", "message": "Wrong."}]}, 422),
        ),
        (answer({}, Date="yesterday", Server="one"), answer({}, Date="today", Server="other")),
    ],
)
def test_what_does_not_matter(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert difference(one, other) == ""


@pytest.mark.parametrize(
    ("one", "other", "line"),
    [
        (answer({}), answer({}, 201), '+  "status": 201'),
        (answer({"a": 1}), answer({"a": "1"}), '+    "a": "1"'),
        (answer({"a": [1, 2]}), answer({"a": [2, 1]}), "-      1,"),
        (answer({"a": None}), answer({}), '-    "a": null'),
        (answer({"a": "2026-01-31T12:00:00Z"}), answer({"a": "2026-01-31T12:00:00+00:00"}), "+00:00"),
        (answer({}), answer({}, ETag='"x"'), "ETag"),
        (answer({}), answer({}, Location="/api/calls/1"), "Location"),
        (answer(status=405, Allow="GET"), answer(status=405, Allow="GET, POST"), '+    "POST"'),
        (answer({}, Content_Type="text/html"), answer({}), '-  "Content-Type": "text/html"'),
        (answer({"errors": [{"field": "a"}]}, 422), answer({"errors": [{"field": "b"}]}, 422), '+      "b"'),
    ],
)
def test_what_does(one: dict[str, Any], other: dict[str, Any], line: str) -> None:
    assert line in difference(one, other)
    assert difference(other, one)


def test_text_is_compared_as_text() -> None:
    page = comparable(Answer(200, httpx.Headers(), b"<p>\xff</p>"))
    assert page["body"] == "<p>\N{REPLACEMENT CHARACTER}</p>"


def test_what_moment_it_is_does_not_matter() -> None:
    now = datetime.now(UTC)
    one, other = (
        without_now(answer([{"at": (now - timedelta(seconds=ago)).isoformat()}], ETag=f'"{ago}"')) for ago in (1, 2)
    )
    assert one == other
    past = [answer([{"at": (now - timedelta(minutes=ago)).isoformat()}], ETag=f'"{ago}"') for ago in (2, 3)]
    assert [without_now(found) for found in past] == past
    naive = answer({"at": now.replace(tzinfo=None).isoformat()})
    assert without_now(naive) == naive
