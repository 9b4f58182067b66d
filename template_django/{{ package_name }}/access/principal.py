"""Who shows an access token."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Principal:
    """What a valid access token says. It is asked like a user, and needs no query for its answers."""

    pk: int
    session_id: int
    permissions: frozenset[str]
    expires_at: int
    """When the token ends, in seconds since 1970: what lives longer than a request must end too."""

    is_authenticated = True

    def has_perm(self, permission: str, obj: object = None) -> bool:
        """Tell whether the user had this permission when the token was issued."""
        return permission in self.permissions

    def has_perms(self, permissions: Iterable[str], obj: object = None) -> bool:
        """Tell whether the user had all of these."""
        return self.permissions.issuperset(permissions)
