"""Roles, and the scopes that each gives."""

from typing import Literal

Scope = Literal["calls:read", "calls:write", "admin"]
Role = Literal["viewer", "agent", "manager"]

SCOPES: dict[str, frozenset[Scope]] = {
    "viewer": frozenset({"calls:read"}),
    "agent": frozenset({"calls:read", "calls:write"}),
    "manager": frozenset({"calls:read", "calls:write", "admin"}),
}
