"""Django's session data: verified and read as Django does, never written, never unpickled.

The sources are `django.core.signing`, `django.contrib.sessions.backends.db` and `django.contrib.auth` of Django 5.2.
"""

import json
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass
from hashlib import sha256
from hmac import HMAC, compare_digest

SESSION_SALT = "django.contrib.sessions.SessionStore"
HASH_SALT = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"
BACKENDS = ("django.contrib.auth.backends.ModelBackend",)
MOST_BYTES = 64 * 1024
"""What a session may hold when it is unpacked: a small row must not become a large answer."""


@dataclass(frozen=True)
class Login:
    """What a session says about who logged in."""

    user_id: int
    password_hash: str
    """A hash of the password's hash as it was at that time: a new password ends the session."""


def salted_hmac(salt: str, value: str, key: str) -> HMAC:
    """Hash a value as Django does for one purpose, which the salt names."""
    return HMAC(sha256((salt + key).encode()).digest(), value.encode(), sha256)


def read_login(session_data: str, key: str) -> Login | None:
    """Read who logged in; nothing where the signature is wrong, or nobody is."""
    session = unpack(session_data, key)
    if session is None or session.get("_auth_user_backend") not in BACKENDS:
        return None
    user_id, password_hash = session.get("_auth_user_id"), session.get("_auth_user_hash")
    if not isinstance(user_id, str) or not user_id.isdecimal() or not isinstance(password_hash, str):
        return None
    return Login(int(user_id), password_hash)


def unpack(session_data: str, key: str) -> dict[str, object] | None:
    """Verify and decode a session; the time of its signing does not matter, since the row has an end of its own."""
    signed, _, signature = session_data.rpartition(":")
    expected = urlsafe_b64encode(salted_hmac(f"{SESSION_SALT}signer", signed, key).digest()).rstrip(b"=")
    if not compare_digest(signature.encode(), expected):
        return None
    encoded = signed.rpartition(":")[0]
    try:
        plain = urlsafe_b64decode(encoded.removeprefix(".") + "=" * (-len(encoded.removeprefix(".")) % 4))
        if encoded.startswith("."):
            unpacker = zlib.decompressobj()
            plain = unpacker.decompress(plain, MOST_BYTES)
            if unpacker.unconsumed_tail:
                return None
        session = json.loads(plain.decode("latin-1"))
    except (Base64Error, zlib.error, ValueError):
        return None
    return session if isinstance(session, dict) else None


def is_current(login: Login, password: str, key: str) -> bool:
    """Whether the user's password is still the one that was used to log in."""
    expected = salted_hmac(HASH_SALT, password, key).hexdigest()
    return compare_digest(login.password_hash.encode(), expected.encode())
