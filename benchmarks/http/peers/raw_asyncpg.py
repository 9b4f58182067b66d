"""The limit: FastAPI's router, asyncpg and orjson with nothing between them. No OpenAPI, hardly any checks."""

import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import asyncpg
import orjson
from fastapi import FastAPI, Request, Response

CALLS = """
    SELECT calls.id, status, started_at, duration_seconds, notes, callers.id AS caller_id, name, phone
    FROM {source} AS calls JOIN callers ON callers.id = caller_id
"""
COUNT = "SELECT count(*) FROM calls"
PAGE = CALLS.format(source="calls") + "ORDER BY started_at DESC, calls.id DESC LIMIT $1 OFFSET $2"
ONE = CALLS.format(source="calls") + "WHERE calls.id = $1"
CREATE = """
    WITH created AS (
        INSERT INTO calls (caller_id, status, started_at, duration_seconds, notes)
        SELECT id, $2, $3, $4, $5 FROM callers WHERE id = $1 RETURNING *
    )
""" + CALLS.format(source="created")


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Connect, and close in the end."""
    reset = {"reset": lambda _: nothing()}  # nothing here leaves anything behind that would have to be reset
    async with asyncpg.create_pool(os.environ["DATABASE_URL"], min_size=8, max_size=8, **reset) as app.state.pool:
        yield


async def nothing() -> None:
    """Do nothing."""


app = FastAPI(lifespan=lifespan, openapi_url=None)


@app.get("/api/calls")
async def list_calls(request: Request) -> Response:
    """A part of the list, newest first."""
    limit, offset = int(request.query_params.get("limit", "20")), int(request.query_params.get("offset", "0"))
    async with request.app.state.pool.acquire() as connection:
        count = await connection.fetchval(COUNT)
        rows = await connection.fetch(PAGE, limit, offset)
    return answer(
        {
            "count": count,
            "next": f"/api/calls?limit={limit}&offset={offset + limit}" if offset + limit < count else None,
            "previous": f"/api/calls?limit={limit}&offset={max(0, offset - limit)}" if offset else None,
            "results": [shape(row) for row in rows],
        }
    )


@app.get("/api/calls/{call_id}")
async def read_call(request: Request) -> Response:
    """One call."""
    async with request.app.state.pool.acquire() as connection:
        row = await connection.fetchrow(ONE, int(request.path_params["call_id"]))
    return answer(shape(row)) if row else Response(status_code=404)


@app.post("/api/calls")
async def create_call(request: Request) -> Response:
    """A new call."""
    new = orjson.loads(await request.body())
    values = (new.get("status", "ringing"), datetime.now(UTC), new.get("duration_seconds", 0), new.get("notes", ""))
    async with request.app.state.pool.acquire() as connection:
        row = await connection.fetchrow(CREATE, new["caller_id"], *values)
    return answer(shape(row), 201) if row else Response(status_code=422)


def shape(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as it is answered."""
    return {
        "id": row["id"],
        "caller": {"id": row["caller_id"], "name": row["name"], "phone": row["phone"]},
        "status": row["status"],
        "started_at": row["started_at"],
        "duration_seconds": row["duration_seconds"],
        "notes": row["notes"],
    }


def answer(content: object, status: int = 200) -> Response:
    """An answer in JSON."""
    return Response(orjson.dumps(content, option=orjson.OPT_UTC_Z), status, media_type="application/json")
