"""What managers do with users."""

import pytest
from httpx import AsyncClient

from tests.clients import MakeUser, SignIn


async def test_the_list_of_users(manager: AsyncClient, make_user: MakeUser) -> None:
    await make_user(email="agent@example.com")

    page = (await manager.get("/api/users?limit=1")).json()

    assert (page["count"], page["next"]) == (2, "/api/users?limit=1&offset=1")
    (user,) = page["results"]
    assert set(user) == {"id", "email", "role", "is_active", "email_verified_at", "created_at"}
    assert (user["email"], user["role"]) == ("agent@example.com", "agent")


async def test_a_change_counts_at_once(
    manager: AsyncClient, anonymous: AsyncClient, make_user: MakeUser, sign_in: SignIn
) -> None:
    other = await make_user(email="other@example.com", role="manager")
    session = await sign_in(other)
    assert (await anonymous.get("/api/users", headers=session)).status_code == 200

    answer = await manager.patch(f"/api/users/{other}", json={"role": "agent"})

    assert answer.json()["role"] == "agent"
    assert (await anonymous.get("/api/users", headers=session)).status_code == 401
    assert (await anonymous.get("/api/users", headers=await sign_in(other))).status_code == 403


async def test_who_is_turned_off_is_out(
    manager: AsyncClient, anonymous: AsyncClient, make_user: MakeUser, sign_in: SignIn
) -> None:
    user = await make_user(email="other@example.com")
    session = await sign_in(user)

    assert (await manager.patch(f"/api/users/{user}", json={"is_active": False})).status_code == 200

    assert (await anonymous.get("/api/me", headers=session)).status_code == 401
    assert (await manager.patch(f"/api/users/{user}", json={})).json()["is_active"] is False


async def test_an_old_token_of_a_former_manager(
    manager: AsyncClient, anonymous: AsyncClient, make_user: MakeUser, sign_in: SignIn
) -> None:
    """A session that was not ended, say by a change in the database: the token says admin, the database does not."""
    mine = (await manager.get("/api/me")).json()["id"]
    other = await make_user(email="other@example.com", role="manager")
    token = await sign_in(other)
    await manager.patch(f"/api/users/{other}", json={"role": "viewer"})
    renewed = await sign_in(other)

    assert (await anonymous.patch(f"/api/users/{mine}", json={"role": "viewer"}, headers=token)).status_code == 401
    assert (await anonymous.patch(f"/api/users/{mine}", json={"role": "viewer"}, headers=renewed)).status_code == 403


@pytest.mark.parametrize("changes", [{"role": "agent"}, {"is_active": False}])
async def test_managers_leave_themselves_alone(manager: AsyncClient, changes: dict[str, object]) -> None:
    mine = (await manager.get("/api/me")).json()["id"]

    answer = await manager.patch(f"/api/users/{mine}", json=changes)

    assert [error["field"] for error in answer.json()["errors"]] == list(changes)
    assert (await manager.get("/api/users")).status_code == 200


async def test_what_is_refused(manager: AsyncClient, client: AsyncClient) -> None:
    assert (await manager.patch("/api/users/9223372036854775807", json={})).status_code == 404
    assert (await manager.patch("/api/users/1", json={"role": "owner"})).status_code == 422
    assert (await client.get("/api/users")).status_code == 403
    assert (await client.patch("/api/users/1", json={"role": "manager"})).status_code == 403
