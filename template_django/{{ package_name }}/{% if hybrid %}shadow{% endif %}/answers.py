"""What must be the same in two answers, and where they differ."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import Message
from http import HTTPStatus
from typing import Any

HEADERS = (
    "Cache-Control",
    "Content-Disposition",
    "Content-Language",
    "ETag",
    "Location",
    "Retry-After",
    "WWW-Authenticate",
)
"""Those that mean something to a client and are compared as they are; of Allow and Content-Type it is the sense"""

A_MINUTE = timedelta(minutes=1)
MOST_SHOWN = 80
NOTHING = object()


@dataclass(frozen=True)
class Answer:
    """What a service said."""

    status: int
    headers: Mapping[str, str] | Message
    """Whose names are found in any case"""
    content: bytes


def comparable(answer: Answer) -> dict[str, Any]:
    """What must be the same: all but the words of messages, and the order of the methods that are allowed."""
    body = body_of(answer.content)
    if isinstance(body, dict) and isinstance(body.get("errors"), list):
        body = {**body, "errors": sorted(error["field"] for error in body["errors"])}
    found: dict[str, Any] = {"status": answer.status, "body": body}
    found.update({name: answer.headers[name] for name in HEADERS if name in answer.headers})
    if answer.content:
        # A charset says nothing about JSON.
        found["Content-Type"] = answer.headers.get("Content-Type", "").partition(";")[0]
    if answer.status == HTTPStatus.METHOD_NOT_ALLOWED:  # some frameworks say it always
        found["Allow"] = sorted(method.strip() for method in answer.headers.get("Allow", "").split(","))
    return found


def body_of(content: bytes) -> Any:
    """The JSON that it is, or else the text."""
    try:
        return json.loads(content) if content else None
    except ValueError:
        return content.decode(errors="replace")


def without_now(found: dict[str, Any]) -> dict[str, Any]:
    """The same without what two services cannot agree about that were asked one after the other: which moment it is."""
    body = replace_now(found["body"], datetime.now(UTC))
    if body == found["body"]:
        return found
    # What is tagged has that moment in it.
    return {**found, "body": body, **({"ETag": "of now"} if "ETag" in found else {})}


def replace_now(value: Any, now: datetime) -> Any:
    """Put `now` for each moment of the last minute."""
    if isinstance(value, dict):
        return {key: replace_now(each, now) for key, each in value.items()}
    if isinstance(value, list):
        return [replace_now(each, now) for each in value]
    return "now" if isinstance(value, str) and is_of_the_last_minute(value, now) else value


def is_of_the_last_minute(text: str, now: datetime) -> bool:
    """Whether it is a moment, in full, and of just now."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return False
    return moment.tzinfo is not None and timedelta() <= now - moment < A_MINUTE


def places(web: Any, api: Any, at: str = "") -> Iterator[str]:
    """Where Django's answer (web) and FastAPI's differ, and what stands there."""
    if isinstance(web, dict) and isinstance(api, dict):
        for key in sorted({*web, *api}):
            yield from places(web.get(key, NOTHING), api.get(key, NOTHING), f"{at}.{key}" if at else key)
    elif isinstance(web, list) and isinstance(api, list) and len(web) == len(api):
        for number, (one, other) in enumerate(zip(web, api, strict=True)):
            yield from places(one, other, f"{at}.{number}")
    elif shown(web) != shown(api):  # to Python, 1 and 1.0 and True are equal
        yield f"{at}: Django {shown(web)[:MOST_SHOWN]}, FastAPI {shown(api)[:MOST_SHOWN]}"


def shown(value: Any) -> str:
    """As JSON has it."""
    return "nothing" if value is NOTHING else json.dumps(value, ensure_ascii=False, sort_keys=True)
