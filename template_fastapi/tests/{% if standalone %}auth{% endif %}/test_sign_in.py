"""Signing in, renewing a session, and signing out."""

from httpx import AsyncClient

from tests.clients import PASSWORD, MakeUser

AGENT = {"email": "agent@example.com", "password": PASSWORD}


async def test_sign_in_and_use_the_token(anonymous: AsyncClient, make_user: MakeUser) -> None:
    await make_user(email="agent@example.com")

    answer = await anonymous.post("/api/auth/token", json={**AGENT, "email": "Agent@Example.COM"})

    assert answer.status_code == 200
    token = answer.json()
    assert token == {"access_token": token["access_token"], "token_type": "bearer", "expires_in": 900}
    assert answer.headers["cache-control"] == "no-store"
    headers = {"Authorization": f"Bearer {token['access_token']}"}
    assert (await anonymous.get("/api/calls", headers=headers)).status_code == 200
    me = (await anonymous.get("/api/me", headers=headers)).json()
    assert (me["email"], me["role"], me["scopes"]) == ("agent@example.com", "agent", ["calls:read", "calls:write"])


async def test_the_cookie_is_out_of_reach(anonymous: AsyncClient, make_user: MakeUser) -> None:
    await make_user(email="agent@example.com")

    answer = await anonymous.post("/api/auth/token", json=AGENT)

    attributes = {part.strip().lower() for part in answer.headers["set-cookie"].split(";")[1:]}
    assert {"httponly", "secure", "samesite=strict", "path=/api/auth"} <= attributes
    assert "domain" not in answer.headers["set-cookie"].lower()


async def test_a_session_is_renewed_and_ends(anonymous: AsyncClient, make_user: MakeUser) -> None:
    await make_user(email="agent@example.com")
    first = (await anonymous.post("/api/auth/token", json=AGENT)).cookies["refresh_token"]

    renewed = await anonymous.post("/api/auth/refresh")
    ended = await anonymous.post("/api/auth/logout")

    assert renewed.status_code == 200
    assert renewed.cookies["refresh_token"] != first
    assert ended.status_code == 204
    assert not anonymous.cookies
    assert (await anonymous.post("/api/auth/refresh")).status_code == 401
