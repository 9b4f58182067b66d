import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from httpx import AsyncClient

from tests.conftest import Make


async def test_a_call_with_all_its_fields(client: AsyncClient, make_caller: Make) -> None:
    caller = await make_caller(name="Grace", phone="+15550001906")
    call = {
        "status": "completed",
        "started_at": "2026-01-31T12:00:00.000001Z",
        "duration_seconds": 86_400,
        "notes": "Ünïcode 📞",
    }

    answer = await client.post("/api/calls", json={"caller_id": caller, **call})

    assert answer.status_code == 201
    created = answer.json()
    assert created == {"id": created["id"], "caller": {"id": caller, "name": "Grace", "phone": "+15550001906"}, **call}
    assert answer.headers["location"] == f"/api/calls/{created['id']}"
    assert (await client.get(answer.headers["location"])).json() == created


async def test_the_defaults(client: AsyncClient, make_caller: Make) -> None:
    before = datetime.now(UTC)

    created = (await client.post("/api/calls", json={"caller_id": await make_caller(), "unknown": 1})).json()

    assert (created["status"], created["duration_seconds"], created["notes"]) == ("ringing", 0, "")
    assert before <= datetime.fromisoformat(created["started_at"]) <= before + timedelta(minutes=1)
    assert "unknown" not in created


@pytest.mark.parametrize(
    ("given", "answered"),
    [
        ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"),
        ("9998-12-31T23:59:59.999999Z", "9998-12-31T23:59:59.999999Z"),
        ("2026-01-31T12:00:00.5+05:30", "2026-01-31T06:30:00.500000Z"),
        ("2026-01-31t12:00:00.1234567z", "2026-01-31T12:00:00.123456Z"),
    ],
)
async def test_times_are_answered_in_utc(client: AsyncClient, make_caller: Make, given: str, answered: str) -> None:
    answer = await client.post("/api/calls", json={"caller_id": await make_caller(), "started_at": given})

    assert answer.json()["started_at"] == answered


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("caller_id", "1"),
        ("caller_id", 1.0),
        ("caller_id", True),
        ("caller_id", None),
        ("caller_id", 0),
        ("caller_id", 2**63 - 1),
        ("caller_id", 2**63),
        ("status", "lost"),
        ("status", None),
        ("status", "\ud800"),
        ("started_at", 0),
        ("started_at", "0"),
        ("started_at", None),
        ("started_at", "2026-01-31"),
        ("started_at", "2026-01-31T12:00:00"),
        ("started_at", "2026-02-31T12:00:00Z"),
        ("started_at", "1969-12-31T23:59:59Z"),
        ("started_at", "0001-01-01T00:00:00+01:00"),
        ("started_at", "9999-12-31T23:59:59-01:00"),
        ("duration_seconds", -1),
        ("duration_seconds", 86_401),
        ("duration_seconds", 12.5),
        ("duration_seconds", "12"),
        ("duration_seconds", 10**400),
        ("notes", 1),
        ("notes", None),
        ("notes", "a" * 2001),
        ("notes", "nul\0"),
        ("notes", "surrogate\ud800"),
    ],
)
async def test_values_that_are_refused(client: AsyncClient, make_caller: Make, field: str, value: Any) -> None:
    # Not `json=`, which cannot write the surrogate
    body = json.dumps({"caller_id": await make_caller(), field: value})

    created = await client.post("/api/calls", content=body, headers={"Content-Type": "application/json"})

    assert created.status_code == 422
    assert [error["field"] for error in created.json()["errors"]] == [field]
    assert (await client.get("/api/calls")).json()["count"] == 0


async def test_each_field_is_named_once(client: AsyncClient) -> None:
    answer = await client.post("/api/calls", json={"duration_seconds": -1, "notes": "\0" * 2001})

    assert sorted(error["field"] for error in answer.json()["errors"]) == ["caller_id", "duration_seconds", "notes"]


@pytest.mark.parametrize("body", ["null", "[]", "1", '"call"'])
async def test_a_body_that_is_no_object(client: AsyncClient, body: str) -> None:
    answer = await client.post("/api/calls", content=body, headers={"Content-Type": "application/json"})

    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [""]
