"""Taskiq on a stream in Redis, without the project around it. It runs in the project's environment."""

import os
import time

import uvloop
from redis.asyncio import Redis
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine
from taskiq_redis import RedisStreamBroker

from benchmarks.tasks.peers.asking import NOTE, REASON, ask

redis = Redis.from_url(os.environ["REDIS_URL"])
engine = create_async_engine(make_url(os.environ["DATABASE_URL"]).set(drivername="postgresql+asyncpg"))
broker = RedisStreamBroker(os.environ["REDIS_URL"])


@broker.task("count")
async def count(asked_at: float) -> None:  # noqa: ARG001 - all are called alike
    """Count in Redis."""
    await redis.incr("counted")


@broker.task("note")
async def note(asked_at: float) -> None:
    """Write a row."""
    async with engine.begin() as connection:
        await connection.execute(text(NOTE), {"asked_at": asked_at})


async def transaction(task: str, number: int) -> None:
    """Commit, then ask for tasks: if this process dies between the two, they are never done."""
    async with engine.begin() as connection:
        await connection.execute(text(REASON))
    for _ in range(number):
        await {"count": count, "note": note}[task].kiq(time.time())


async def main() -> None:
    """Ask for tasks."""
    await broker.startup()
    await ask(transaction)
    await broker.shutdown()
    await engine.dispose()


if __name__ == "__main__":
    uvloop.run(main())
