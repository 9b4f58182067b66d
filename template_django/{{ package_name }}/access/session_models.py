"""Sessions of the API's clients, and their refresh tokens."""

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import constant_time_compare

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


class TokenSessionQuerySet(models.QuerySet["TokenSession"]):
    """Sessions, by whether they have ended."""

    def alive(self, now: datetime) -> Self:
        """Keep those that were not ended and whose time is not over."""
        return self.filter(revoked_at=None, expires_at__gt=now)

    def end(self) -> int:
        """End those that have not ended yet."""
        return self.filter(revoked_at=None).update(revoked_at=timezone.now())


class TokenSession(models.Model):
    """What a client of the API began by signing in. A browser's session of the pages is Django's own."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="token_sessions")
    auth_hash = models.CharField(max_length=128)
    address = models.CharField(max_length=45)
    user_agent = models.CharField(max_length=255)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    revoked_at = models.DateTimeField(null=True)

    objects: ClassVar = TokenSessionQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        """Return what its owner would know it by."""
        return f"{self.user_agent or 'unknown'} at {self.address}"

    def is_of(self, user: "AbstractBaseUser") -> bool:
        """Tell whether the user's password is still the one that the session began with."""
        hashes = (user.get_session_auth_hash(), *user.get_session_auth_fallback_hash())
        return any(constant_time_compare(self.auth_hash, each) for each in hashes)


class RefreshToken(models.Model):
    """A refresh token, of which only the hash is kept. Used ones stay, so that a copy is noticed."""

    session = models.ForeignKey(TokenSession, models.CASCADE, related_name="refresh_tokens")
    token_hash = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        """Return the beginning of the hash."""
        return self.token_hash[:8]
