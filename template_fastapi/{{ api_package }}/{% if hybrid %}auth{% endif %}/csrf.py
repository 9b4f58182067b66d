"""Django's defence against requests that other sites make with a user's cookies.

The source is `django.middleware.csrf` of Django 5.2, without its form field: an API has no forms.
"""

import re
import string
from collections.abc import Iterable
from hmac import compare_digest
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

COOKIE = "csrftoken"
HEADER = "x-csrftoken"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
CHARACTERS = string.ascii_letters + string.digits
SECRET = 32
TOKEN = re.compile(rf"[A-Za-z0-9]{{{SECRET}}}(?:[A-Za-z0-9]{{{SECRET}}})?")


class Pages:
    """The pages whose requests are believed: our own, and those of CSRF_TRUSTED_ORIGINS."""

    def __init__(self, trusted: Iterable[str]) -> None:
        self._exact = frozenset(origin for origin in trusted if "*" not in origin)
        parsed = [urlsplit(origin) for origin in trusted]
        self._hosts = [each.netloc.lstrip("*") for each in parsed]
        self._below = [(each.scheme, each.netloc.lstrip("*")) for each in parsed if "*" in each.netloc]

    def made(self, request: HTTPConnection, method: str) -> bool:
        """Whether one of them, and not one of another site, made the request."""
        if method in SAFE_METHODS:
            return True
        return self._are_at(request) and tokens_match(request.cookies.get(COOKIE, ""), request.headers.get(HEADER, ""))

    def _are_at(self, request: HTTPConnection) -> bool:
        """Tell by its Origin where it comes from; by its Referer where there is none, which is a duty with TLS only."""
        host = request.headers.get("host", "")
        origin = request.headers.get("origin")
        try:
            if origin is not None:
                return origin == f"{request.url.scheme}://{host}" or self._trust(origin)
            if request.url.scheme == "http":
                return True
            referer = urlsplit(request.headers.get("referer", ""))
        except ValueError:
            return False
        hosts = [*self._hosts, host]
        return referer.scheme == "https" and any(is_same_domain(referer.netloc, each) for each in hosts)

    def _trust(self, origin: str) -> bool:
        if origin in self._exact:
            return True
        parsed = urlsplit(origin)
        return any(parsed.scheme == scheme and is_same_domain(parsed.netloc, domain) for scheme, domain in self._below)


def is_same_domain(host: str, pattern: str) -> bool:
    """Whether it is the domain, or one below it where that begins with a dot."""
    pattern = pattern.lower()
    if not host or not pattern:
        return False
    return host == pattern or (pattern[0] == "." and (host.endswith(pattern) or host == pattern[1:]))


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
