"""Signed addresses of our own, for the folder."""

import hashlib
import hmac
import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import parse_qsl, urlencode

PURPOSE = b"files"


def sign(keys: Sequence[bytes], method: str, path: str, expires_at: datetime, claims: Mapping[str, str]) -> str:
    """Add to a path what it is good for, with a signature by the first of the keys."""
    query = urlencode({**claims, "expires": int(expires_at.timestamp())})
    return f"{path}?{query}&signature={signature(keys[0], method, path, query)}"


def verify(keys: Sequence[bytes], method: str, path: str, query: str) -> dict[str, str] | None:
    """What a signed address is good for; None if one of our keys has not signed exactly this, or its time is over."""
    signed, _, given = query.rpartition("&signature=")
    expected = [signature(key, method, path, signed) for key in keys]
    if not any(hmac.compare_digest(one.encode(), given.encode()) for one in expected):
        return None
    claims = dict(parse_qsl(signed))
    return claims if time.time() < int(claims["expires"]) else None


def signature(key: bytes, method: str, path: str, query: str) -> str:
    """Sign by a key that is used for nothing else."""
    own = hmac.digest(key, PURPOSE, hashlib.sha256)
    return hmac.digest(own, f"{method} {path}?{query}".encode(), hashlib.sha256).hex()
