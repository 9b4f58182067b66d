"""What is asked of those who ask for calls: all of it as Django asks it."""

import pytest
from httpx import AsyncClient

from tests.auth.sessions import pack
from tests.auth.tokens import bearer
from tests.clients import MakeUser, SignIn
from tests.conftest import Make

METHODS = {"GET": "calls.view_call", "PATCH": "calls.change_call", "DELETE": "calls.delete_call"}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("held", [*METHODS.values(), "calls.add_call", ""])
async def test_each_method_needs_a_permission_of_its_own(
    anonymous: AsyncClient, make_call: Make, method: str, held: str
) -> None:
    path, body = f"/api/calls/{await make_call()}", {"notes": ""} if method == "PATCH" else None
    answer = await anonymous.request(method, path, json=body, headers=bearer(scope=held))

    assert answer.status_code == (403 if held != METHODS[method] else 204 if method == "DELETE" else 200)


@pytest.mark.parametrize(("held", "status"), [("calls.add_call", 201), ("calls.change_call calls.view_call", 403)])
async def test_making_one_needs_another(anonymous: AsyncClient, make_caller: Make, held: str, status: int) -> None:
    call = {"caller_id": await make_caller()}

    assert (await anonymous.post("/api/calls", json=call, headers=bearer(scope=held))).status_code == status


@pytest.mark.parametrize(
    ("shown", "challenge"),
    [
        (None, "Bearer"),
        ("", "Bearer"),
        ("Basic YTpi", "Bearer"),
        ("Bearer", 'Bearer error="invalid_token"'),
        ("Bearer nothing", 'Bearer error="invalid_token"'),
        ("bearer nothing", 'Bearer error="invalid_token"'),
    ],
)
async def test_nobody(anonymous: AsyncClient, shown: str | None, challenge: str) -> None:
    answer = await anonymous.get("/api/calls", headers={} if shown is None else {"Authorization": shown})

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == challenge
    assert answer.json()["detail"] == "The credentials are missing, wrong or expired."


@pytest.mark.parametrize("body", [b"", b"{", b"[]"])
async def test_strangers_are_told_so_whatever_they_send(anonymous: AsyncClient, body: bytes) -> None:
    assert (await anonymous.post("/api/calls", content=body)).status_code == 401
    assert (await anonymous.post("/api/calls", content=body, headers=bearer(scope=""))).status_code == 403


async def test_a_token_counts_before_a_session(anonymous: AsyncClient, make_user: MakeUser, sign_in: SignIn) -> None:
    session = await sign_in(await make_user())

    assert (await anonymous.get("/api/calls", headers=session)).status_code == 200
    assert (await anonymous.get("/api/calls", headers=session | bearer(key="another key"))).status_code == 401
    assert (await anonymous.get("/api/calls", headers=session | bearer(scope=""))).status_code == 403


async def test_a_token_needs_no_cookie_and_no_page(anonymous: AsyncClient, make_call: Make) -> None:
    headers = {**bearer(), "Origin": "https://evil.example", "Cookie": f"sessionid={pack({})}"}

    assert (await anonymous.delete(f"/api/calls/{await make_call()}", headers=headers)).status_code == 204
