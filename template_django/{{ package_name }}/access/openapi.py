"""How the routes of the API refuse those who may not."""

from collections.abc import Iterator
from typing import Any

SCHEMES = {
    "AccessToken": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "The `access_token` of `POST /api/auth/token`",
    },
    "Session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "sessionid",
        "description": "Django's session, with the header `X-CSRFToken` on requests that change something",
    },
}
SECURITY: list[dict[str, list[str]]] = [{name: []} for name in SCHEMES]

SIGNING_IN = {
    "/api/auth/token": (401, 429),
    "/api/auth/refresh": (401, 403, 409),
    "/api/auth/logout": (403,),
}
"""Routes that are open, and what they answer nevertheless"""


def refusals(path: str, operation: dict[str, Any]) -> Iterator[int]:
    """Yield the statuses by which an operation refuses somebody."""
    if operation.get("security"):
        yield 401
        yield 403
    yield from SIGNING_IN.get(path, ())
