"""Somebody with a browser."""

from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI
from httpx import AsyncClient, Response

from tests.clients import MakeUser, connect
from tests.passwords import PASSWORD

# Browsers say so where a page of ours sends a form or a script asks.
OUR_PAGE = {"Sec-Fetch-Site": "same-origin", "Origin": "https://test"}


@pytest.fixture
async def browser(app: FastAPI) -> AsyncIterator[AsyncClient]:
    async with connect(app, OUR_PAGE) as browser:
        yield browser


@pytest.fixture
async def boss(browser: AsyncClient, make_user: MakeUser) -> AsyncClient:
    """A manager in the admin interface."""
    await make_user(email="boss@example.com", role="manager")
    assert (await log_in(browser, "boss@example.com")).status_code == 302
    return browser


async def log_in(browser: AsyncClient, email: str, password: str = PASSWORD, **headers: str) -> Response:
    return await browser.post("/admin/login", data={"username": email, "password": password}, headers=headers)
