"""The refresh token's cookie, and the defence of the routes that act on it."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Cookie, HTTPException, Request, Response

NAME = "refresh_token"
PATH = "/api/auth"

RefreshCookie = Annotated[str | None, Cookie(alias=NAME, max_length=128)]


def set_cookie(response: Response, token: str, seconds: int) -> None:
    """Hand out a refresh token: scripts cannot read it, and browsers send it from our own pages only."""
    response.set_cookie(NAME, token, max_age=seconds, path=PATH, secure=True, httponly=True, samesite="strict")
    response.headers["Cache-Control"] = "no-store"


def clear_cookie(response: Response) -> None:
    """Take the cookie back."""
    response.delete_cookie(NAME, path=PATH, secure=True, httponly=True, samesite="strict")


async def from_our_own_pages(request: Request) -> None:
    """Refuse what a page of somebody else makes a browser send (CSRF); 403.

    SameSite=Strict is the first defence. Browsers say in these headers, which no page can set, who asks; what sends
    neither is no browser, and has no cookies but those that it was told to send.
    """
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None and site != "same-origin":
        raise HTTPException(403)
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise HTTPException(403)
