"""Who sent a request."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Principal:
    """What a valid access token says."""

    user_id: int
    session_id: int
    scopes: frozenset[str]
    expires_at: int
    """When the token ends, in seconds since 1970: what lives longer than a request must end too."""

    def may(self, scope: str) -> bool:
        """Whether the scope is among those that the user's role gives."""
        return scope in self.scopes
