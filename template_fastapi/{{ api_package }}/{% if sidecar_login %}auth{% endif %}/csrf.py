"""Django's defence against requests that other sites make with a user's cookies.

The source is `django.middleware.csrf` of Django 5.2, without its form field: an API has no forms.
"""

import re
import string
from hmac import compare_digest

from starlette.requests import HTTPConnection

COOKIE = "csrftoken"
HEADER = "x-csrftoken"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
CHARACTERS = string.ascii_letters + string.digits
SECRET = 32
TOKEN = re.compile(rf"[A-Za-z0-9]{{{SECRET}}}(?:[A-Za-z0-9]{{{SECRET}}})?")


def comes_from_our_pages(connection: HTTPConnection, method: str) -> bool:
    """Whether a page of ours, not one of another site, made the request."""
    if method in SAFE_METHODS:
        return True
    return is_our_origin(connection) and tokens_match(
        connection.cookies.get(COOKIE, ""), connection.headers.get(HEADER, "")
    )


def is_our_origin(connection: HTTPConnection) -> bool:
    """Whether the page is ours, by its Origin; by its Referer where there is none, which is a duty with TLS only."""
    scheme = connection.url.scheme.replace("ws", "http")
    ours = f"{scheme}://{connection.headers.get('host', '')}"
    origin = connection.headers.get("origin")
    if origin is not None:
        return origin == ours
    if scheme == "http":
        return True
    return connection.headers.get("referer", "").startswith(f"{ours}/")


def tokens_match(cookie: str, header: str) -> bool:
    """Whether the header repeats the cookie's secret; either may be masked."""
    if not TOKEN.fullmatch(cookie) or not TOKEN.fullmatch(header):
        return False
    return compare_digest(unmask(cookie), unmask(header))


def unmask(token: str) -> str:
    """Take the mask, a token's first half, off its second; without it compression could betray the secret."""
    if len(token) == SECRET:
        return token
    shifts = (CHARACTERS.index(character) for character in token[:SECRET])
    return "".join(
        CHARACTERS[CHARACTERS.index(character) - shift] for character, shift in zip(token[SECRET:], shifts, strict=True)
    )
