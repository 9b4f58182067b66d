"""Errors as RFC 9457 problem details: the same words for the same mistake, whoever finds it."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus

from django.http import JsonResponse

MEDIA_TYPE = "application/problem+json"

TITLES = {413: "Content Too Large", 422: "Unprocessable Content"}  # Python 3.11 has the older names
DETAILS = {
    400: "The body is not valid JSON.",
    401: "The credentials are missing, wrong or expired.",
    403: "This is not allowed with these credentials.",
    404: "There is nothing here.",
    405: "This method is not allowed here.",
    409: "Another request was faster. Try again.",
    412: "It has changed. Read it again, then try again.",
    413: "The request is too large.",
    422: "The request has invalid fields.",
    429: "There were too many requests. Wait, then try again.",
    500: "Something went wrong on our side.",
    503: "The database cannot be reached.",
}


class Refused(Exception):  # noqa: N818
    """The request is answered with the problem of this status."""

    def __init__(self, status: int, detail: str = "", headers: Mapping[str, str] | None = None) -> None:
        """Keep what is answered; without a detail, what is usual for the status."""
        super().__init__(status)
        self.status = status
        self.detail = detail
        self.headers = headers


def problem(
    status: int,
    *,
    detail: str = "",
    errors: Iterable[tuple[str, str]] | None = None,
    headers: Mapping[str, str] | None = None,
) -> JsonResponse:
    """Answer with a problem; `errors` are pairs of a field and a message, of which each field keeps its first."""
    body: dict[str, object] = {
        "type": "about:blank",
        "title": title(status),
        "status": status,
        "detail": detail or DETAILS.get(status, HTTPStatus(status).description),
    }
    if errors is not None:
        first: dict[str, str] = {}
        for field, message in errors:
            first.setdefault(field, message)
        body["errors"] = [{"field": field, "message": message} for field, message in first.items()]
    response = JsonResponse(body, status=status, content_type=MEDIA_TYPE, headers=headers)
    if status == 401:
        response.headers.setdefault("WWW-Authenticate", "Bearer")
    return response


def title(status: int) -> str:
    """Return the name of a status."""
    return TITLES.get(status, HTTPStatus(status).phrase)
