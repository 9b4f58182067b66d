"""Reads the bodies of requests."""

import json

from django.http import HttpRequest


class NotJSON(Exception):  # noqa: N818
    """The body is not JSON."""


def read_json(request: HttpRequest) -> object:
    """Return the value in the body.

    That is None where there is no body, and bytes, which no schema takes, where the body is not said to be JSON.
    """
    subtype = (request.content_type or "").partition("/")[2]
    if not request.body:
        return None
    if subtype != "json" and not subtype.endswith("+json"):
        return request.body
    try:
        # Python would read NaN and Infinity too, which are not JSON.
        return json.loads(request.body, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise NotJSON from error


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")
