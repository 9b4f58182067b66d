"""Every route says who may; what is open is open on purpose."""

import pytest
from fastapi import FastAPI
from httpx import AsyncClient

from tests.clients import MakeUser, SignIn

OPEN = {
    "GET /healthz",
    "GET /readyz",
    "POST /api/auth/token",
    "POST /api/auth/refresh",
    "POST /api/auth/logout",
    "POST /api/auth/register",
    "POST /api/auth/verify-email",
    "POST /api/auth/password/forgot",
    "POST /api/auth/password/reset",
}


def operations(app: FastAPI) -> dict[str, bool]:
    """The operations of the API, and whether each says that it wants a token."""
    paths = app.openapi()["paths"]
    return {
        f"{method.upper()} {path}": "security" in operation
        for path, methods in paths.items()
        for method, operation in methods.items()
    }


async def test_no_route_is_open_by_mistake(anonymous: AsyncClient, app: FastAPI) -> None:
    found = operations(app)

    assert {operation for operation, closed in found.items() if not closed} == OPEN
    for operation in found.keys() - OPEN:
        method, path = operation.split()
        answer = await anonymous.request(method, path.replace("{", "").replace("}", ""), json={})
        assert (operation, answer.status_code) == (operation, 401)


def test_the_documentation_knows_the_token(app: FastAPI) -> None:
    schemes = app.openapi()["components"]["securitySchemes"]

    assert (schemes["AccessToken"]["type"], schemes["AccessToken"]["scheme"]) == ("http", "bearer")


@pytest.mark.parametrize(
    ("role", "statuses"), [("viewer", [200, 403, 403]), ("agent", [200, 422, 403]), ("manager", [200, 422, 200])]
)
async def test_what_each_role_may(
    anonymous: AsyncClient, make_user: MakeUser, sign_in: SignIn, role: str, statuses: list[int]
) -> None:
    anonymous.headers.update(await sign_in(await make_user(role=role)))

    read = await anonymous.get("/api/calls")
    written = await anonymous.post("/api/calls", json={})
    managed = await anonymous.get("/api/users")

    assert [answer.status_code for answer in (read, written, managed)] == statuses


async def test_the_scheme_is_read_in_any_case(client: AsyncClient) -> None:
    client.headers["Authorization"] = client.headers["Authorization"].replace("Bearer", "bearer")

    assert (await client.get("/api/calls")).status_code == 200
