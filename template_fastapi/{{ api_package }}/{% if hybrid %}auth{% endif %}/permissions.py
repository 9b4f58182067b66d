"""What Django's permissions amount to here."""

from typing import Literal

ACTIONS = {"GET": "view", "HEAD": "view", "POST": "add", "PUT": "change", "PATCH": "change", "DELETE": "delete"}
"""What a method does to a model; of any other, Django asks no permission."""

Scope = Literal["calls:read", "calls:write", "admin"]

SCOPES: dict[Scope, frozenset[str]] = {
    "calls:read": frozenset({"calls.view_call"}),
    "calls:write": frozenset({"calls.add_call", "calls.change_call", "calls.delete_call"}),
    "admin": frozenset({"users.change_user"}),
}
"""The words of `GET /api/me`, for routes that only the API has"""
