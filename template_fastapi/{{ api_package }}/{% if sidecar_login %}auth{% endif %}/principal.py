"""Who sent a request."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Principal:
    """What a session of Django's, and the user's permissions, say."""

    user_id: int
    session_id: str
    scopes: frozenset[str]
    expires_at: int
    """When the session ends, in seconds since 1970: what lives longer than a request, like a WebSocket, ends too."""

    def may(self, scope: str) -> bool:
        """Whether the scope is among those that the user's permissions amount to."""
        return scope in self.scopes
