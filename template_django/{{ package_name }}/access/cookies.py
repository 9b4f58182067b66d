"""The refresh token's cookie, and the defence of the routes that act on it."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

NAME = "refresh_token"
PATH = "/api/auth"


def set_cookie(response: HttpResponse, token: str, seconds: int) -> None:
    """Hand out a refresh token: scripts cannot read it, and browsers send it from our own pages only."""
    response.set_cookie(NAME, token, max_age=seconds, path=PATH, secure=True, httponly=True, samesite="Strict")
    response["Cache-Control"] = "no-store"


def clear_cookie(response: HttpResponse) -> None:
    """Take the cookie back."""
    set_cookie(response, "", 0)


def from_pages_we_know(request: HttpRequest) -> str:
    """Return the refresh token, or refuse what a page of somebody else makes a browser send (CSRF); 403.

    SameSite=Strict is the first defence. Browsers say in these headers, which no page can set, who asks; what sends
    neither is no browser, and has no cookies but those that it was told to send.
    """
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if origin is None or origin not in settings.CSRF_TRUSTED_ORIGINS:
        if site is not None and site != "same-origin":
            raise PermissionDenied
        if origin is not None and origin.partition("://")[2] != request.get_host():
            raise PermissionDenied
    return request.COOKIES.get(NAME, "")
