"""People who are signed in: Django issues their access tokens, and both services believe them."""

import threading
import time
from collections.abc import Generator, Mapping
from typing import Any

import httpx

AGENT = {"email": "agent@example.com", "password": "demo-password"}
"""Of the demo data: may read and write calls"""


class Signed(httpx.Auth):
    """Shows a user's access token with each request that shows none, and asks for the next one in time."""

    def __init__(self, web_url: str, credentials: Mapping[str, str]) -> None:
        """Sign in when the first request is sent."""
        self.web_url, self.credentials = web_url, credentials
        self.token, self.renewed_at = "", 0.0
        self.renewing = threading.Lock()  # many who sign in at once are taken for somebody who guesses

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Add the header."""
        with self.renewing:
            if time.monotonic() >= self.renewed_at:
                answer = sign_in(self.web_url, self.credentials)
                self.token, self.renewed_at = answer["access_token"], time.monotonic() + answer["expires_in"] / 2
        request.headers.setdefault("Authorization", f"Bearer {self.token}")
        yield request


def sign_in(web_url: str, credentials: Mapping[str, str]) -> dict[str, Any]:
    """What Django answers: the access token, and how many seconds it is good for."""
    answer = httpx.post(f"{web_url}/api/auth/token", json=dict(credentials), timeout=30)
    answer.raise_for_status()
    said: dict[str, Any] = answer.json()
    return said


def is_signed_in(web_url: str, token: str) -> bool:
    """Whether Django knows who shows an access token."""
    answer = httpx.get(f"{web_url}/api/me", headers={"Authorization": f"Bearer {token}"}, timeout=30)
    return answer.status_code == httpx.codes.OK
