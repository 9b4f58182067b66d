"""Signing in once, at Django through the gateway: both sides know who asks, and who does no longer."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from gateway.tests.browsers import Browser, logged_in
from gateway.tests.conftest import Gateway, served_by
from parity.servers import client
from parity.signing import AGENT

SHARES = [(0, "web"), (100, "api")]


@pytest.fixture
def people(gateway: Gateway) -> Iterator[httpx.Client]:
    """A client of the gateway that is not signed in."""
    with client(gateway.url) as people:
        yield people


def bearer(token: str) -> dict[str, str]:
    """The header that shows an access token."""
    return {"Authorization": f"Bearer {token}"}


def sign_in(people: httpx.Client, **credentials: str) -> tuple[str, str]:
    """Get an access token and a refresh token."""
    answer = people.post("/api/auth/token", json=AGENT | credentials)
    assert (answer.status_code, served_by(answer)) == (200, "web")
    return answer.json()["access_token"], refresh_token(answer)


def refresh_token(answer: httpx.Response) -> str:
    """The one that an answer hands out, in a cookie that is for TLS only."""
    (cookie,) = (line for line in answer.headers.get_list("Set-Cookie") if line.startswith("refresh_token="))
    return cookie.partition(";")[0].partition("=")[2]


def renew(people: httpx.Client, token: str, path: str = "refresh") -> httpx.Response:
    """Show a refresh token."""
    return people.post(f"/api/auth/{path}", headers={"Cookie": f"refresh_token={token}"})


def statuses(gateway: Gateway, people: httpx.Client, path: str = "/api/calls", **asked: Any) -> set[int]:
    """What both sides answer to the same request."""
    found = set()
    for percent, side in SHARES:
        gateway.shift(percent)
        answer = people.request(asked.get("method", "GET"), path, headers=asked.get("headers"), json=asked.get("json"))
        assert served_by(answer) == side
        found.add(answer.status_code)
    return found


def test_a_token_is_believed_by_both(gateway: Gateway, people: httpx.Client) -> None:
    token, _ = sign_in(people)
    caller = people.get("/api/calls?limit=1", headers=bearer(token)).json()["results"][0]["caller"]["id"]
    for percent, side in SHARES:
        gateway.shift(percent)
        made = people.post("/api/calls", json={"caller_id": caller}, headers=bearer(token))
        assert (made.status_code, served_by(made)) == (201, side)
        assert people.delete(made.headers["Location"], headers=bearer(token)).status_code == 204
        me = people.get("/api/me", headers=bearer(token))
        assert (me.json()["email"], served_by(me)) == (AGENT["email"], "web")


def test_a_renewed_token_too(gateway: Gateway, people: httpx.Client) -> None:
    renewed = renew(people, sign_in(people)[1])
    assert statuses(gateway, people, headers=bearer(renewed.json()["access_token"])) == {200}
    assert renew(people, refresh_token(renewed)).status_code == 200


@pytest.mark.parametrize("headers", [{}, bearer("nothing"), {"Cookie": "sessionid=nothing"}])
def test_nobody_is_nobody_at_both(headers: dict[str, str], gateway: Gateway, people: httpx.Client) -> None:
    assert statuses(gateway, people, headers=headers) == {401}


def test_what_somebody_may_is_the_same(gateway: Gateway, people: httpx.Client) -> None:
    token, _ = sign_in(people, email="viewer@example.com")
    assert statuses(gateway, people, headers=bearer(token)) == {200}
    for method, path in (("POST", "/api/calls"), ("PATCH", "/api/calls/1"), ("DELETE", "/api/calls/1")):
        assert statuses(gateway, people, path, method=method, headers=bearer(token), json={}) == {403}


def test_a_session_that_was_signed_out_of_ends_at_both(gateway: Gateway, people: httpx.Client) -> None:
    token, refresh = sign_in(people)
    assert renew(people, refresh, "logout").status_code == 204
    assert renew(people, refresh).status_code == 401
    assert people.get("/api/me", headers=bearer(token)).status_code == 401
    # What is asked often does not look the session up: its token is good until it ends, at both alike.
    assert statuses(gateway, people, headers=bearer(token)) == {200}


@pytest.fixture
def browser(gateway: Gateway) -> Iterator[Browser]:
    """A browser that is logged in."""
    with logged_in(gateway.url) as browser:
        yield browser


def test_a_session_is_believed_by_both(gateway: Gateway, browser: Browser) -> None:
    assert statuses(gateway, browser.client) == {200}
    change: dict[str, Any] = {"method": "PATCH", "path": "/api/calls/1", "json": {}}
    assert statuses(gateway, browser.client, headers=browser.proof, **change) == {200}
    assert statuses(gateway, browser.client, **change) == {403}
    assert statuses(gateway, browser.client, headers=bearer("nothing"), **change) == {401}


def test_who_logs_out_is_nobody_at_both(gateway: Gateway, browser: Browser) -> None:
    session = browser.session_key
    assert browser.submit("/accounts/logout/").status_code == 302
    with client(gateway.url) as people:
        assert statuses(gateway, people, headers={"Cookie": f"sessionid={session}"}) == {401}


def test_signing_out_everywhere_ends_the_session_at_both(gateway: Gateway, browser: Browser) -> None:
    session = browser.session_key
    left = browser.client.post("/api/auth/logout/all", headers=browser.proof)
    assert (left.status_code, served_by(left)) == (204, "web")
    with client(gateway.url) as people:
        assert statuses(gateway, people, headers={"Cookie": f"sessionid={session}"}) == {401}
