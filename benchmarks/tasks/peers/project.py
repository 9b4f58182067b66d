"""The tasks as a generated project has them: this becomes a module of it, and `declared.py` names them."""

import os
import time

import uvloop
from call_center.asking import NOTE, REASON, ask
from call_center.database import Database
from call_center.settings import get_settings
from call_center.tasks.queue import enqueue
from call_center.tasks.task import task
from redis.asyncio import Redis
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

redis = Redis.from_url(os.environ["REDIS_URL"])


@task()
async def count(_: AsyncConnection, asked_at: float) -> None:  # noqa: ARG001 - all are called alike
    """Count in Redis."""
    await redis.incr("counted")


@task()
async def note(connection: AsyncConnection, asked_at: float) -> None:
    """Write a row, in the transaction that also says that this task is done."""
    await connection.execute(text(NOTE), {"asked_at": asked_at})


async def main() -> None:
    """Ask for tasks, each in the transaction of its reason: it is done if that is committed, and only then."""
    database = Database(get_settings())

    async def transaction(name: str, number: int) -> None:
        async with database.writing() as connection:
            await connection.execute(text(REASON))
            for _ in range(number):
                await enqueue(connection, {"count": count, "note": note}[name], time.time())

    await ask(transaction)
    await database.dispose()


if __name__ == "__main__":
    uvloop.run(main())
