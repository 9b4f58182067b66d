"""Reads the bodies of requests."""

import json

from django.http import HttpRequest


class NotJSON(Exception):  # noqa: N818
    """The body is not JSON."""


def read_json(request: HttpRequest) -> object:
    """Return the value in the body, which has to be there and to be declared as JSON."""
    if request.content_type != "application/json":
        raise NotJSON
    try:
        # Python would read NaN and Infinity too, which are not JSON.
        return json.loads(request.body, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise NotJSON from error


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")
