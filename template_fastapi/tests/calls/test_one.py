from typing import Any

import pytest
from httpx import AsyncClient

from tests.conftest import Make

# What is not the id of a call, although some of it looks like one
STRANGERS = ["9223372036854775807", "9223372036854775808", "9" * 5000, "0", "-1", "1.0", "1_0", "%201", "abc", "%00"]


async def test_read(client: AsyncClient, make_caller: Make, make_call: Make) -> None:
    caller = await make_caller(name="Ada", phone="+15550001815")
    call = await make_call(caller_id=caller, notes="Hello")

    answer = await client.get(f"/api/calls/{call}")

    assert answer.status_code == 200
    assert answer.json() == {
        "id": call,
        "caller": {"id": caller, "name": "Ada", "phone": "+15550001815"},
        "status": "ringing",
        "started_at": "2026-01-31T12:00:00Z",
        "duration_seconds": 0,
        "notes": "Hello",
    }


async def test_change_what_is_given(client: AsyncClient, make_call: Make) -> None:
    call = await make_call(notes="Hello", status="in_progress")
    before = (await client.get(f"/api/calls/{call}")).json()

    answer = await client.patch(f"/api/calls/{call}", json={"status": "completed", "duration_seconds": 60})

    assert answer.status_code == 200
    assert answer.json() == {**before, "status": "completed", "duration_seconds": 60}
    assert (await client.get(f"/api/calls/{call}")).json() == answer.json()


async def test_change_nothing(client: AsyncClient, make_call: Make) -> None:
    call = await make_call()
    before = (await client.get(f"/api/calls/{call}")).json()

    answer = await client.patch(f"/api/calls/{call}", json={"id": 1, "caller": None})

    assert answer.status_code == 200
    assert answer.json() == before


async def test_change_the_caller(client: AsyncClient, make_caller: Make, make_call: Make) -> None:
    call, grace = await make_call(), await make_caller(name="Grace", phone="+15550001906")

    answer = await client.patch(f"/api/calls/{call}", json={"caller_id": grace})

    assert answer.json()["caller"] == {"id": grace, "name": "Grace", "phone": "+15550001906"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("caller_id", None),
        ("caller_id", 2**63 - 1),
        ("status", "lost"),
        ("started_at", "9999-12-31T23:59:59-01:00"),
        ("duration_seconds", True),
        ("notes", "nul\0"),
    ],
)
async def test_a_refused_change_changes_nothing(client: AsyncClient, make_call: Make, field: str, value: Any) -> None:
    call = await make_call()
    before = (await client.get(f"/api/calls/{call}")).json()

    answer = await client.patch(f"/api/calls/{call}", json={"notes": "changed", field: value})

    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert (await client.get(f"/api/calls/{call}")).json() == before


async def test_delete(client: AsyncClient, make_call: Make) -> None:
    call, other = await make_call(), await make_call()

    answer = await client.delete(f"/api/calls/{call}")

    assert (answer.status_code, answer.content) == (204, b"")
    assert (await client.get(f"/api/calls/{call}")).status_code == 404
    assert (await client.delete(f"/api/calls/{call}")).status_code == 404
    assert (await client.get(f"/api/calls/{other}")).status_code == 200


@pytest.mark.parametrize("call_id", STRANGERS)
async def test_what_is_not_the_id_of_a_call(client: AsyncClient, call_id: str) -> None:
    path = f"/api/calls/{call_id}"

    answers = [await client.get(path), await client.patch(path, json={"status": "lost"}), await client.delete(path)]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
