"""What Django's permissions amount to here."""

from typing import Literal

Scope = Literal["calls:read", "calls:write", "admin"]

SCOPES: dict[Scope, frozenset[str]] = {
    "calls:read": frozenset({"calls.view_call"}),
    "calls:write": frozenset({"calls.add_call", "calls.change_call", "calls.delete_call"}),
}
SUPERUSER: frozenset[Scope] = frozenset({*SCOPES, "admin"})
