"""Errors as RFC 9457 problem details: the same words for the same mistake, whoever finds it."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus

from django.http import JsonResponse

MEDIA_TYPE = "application/problem+json"

TITLES = {413: "Content Too Large", 422: "Unprocessable Content"}  # Python 3.11 has the older names
DETAILS = {
    400: "The body is not valid JSON.",
    404: "There is nothing here.",
    405: "This method is not allowed here.",
    413: "The body is too large.",
    422: "The request has invalid fields.",
    500: "Something went wrong on our side.",
    503: "The database cannot be reached.",
}


def problem(
    status: int,
    *,
    errors: Iterable[tuple[str, str]] | None = None,
    headers: Mapping[str, str] | None = None,
) -> JsonResponse:
    """Answer with a problem; `errors` are pairs of a field and a message, of which each field keeps its first."""
    body: dict[str, object] = {
        "type": "about:blank",
        "title": title(status),
        "status": status,
        "detail": DETAILS.get(status, HTTPStatus(status).description),
    }
    if errors is not None:
        first: dict[str, str] = {}
        for field, message in errors:
            first.setdefault(field, message)
        body["errors"] = [{"field": field, "message": message} for field, message in first.items()]
    return JsonResponse(body, status=status, content_type=MEDIA_TYPE, headers=headers)


def title(status: int) -> str:
    """Return the name of a status."""
    return TITLES.get(status, HTTPStatus(status).phrase)
