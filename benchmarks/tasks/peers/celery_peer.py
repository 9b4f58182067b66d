"""Celery with its prefork pool on Redis, such that a task is lost no more easily than in a stream."""

import asyncio
import os
import time

from celery import Celery
from redis import Redis
from sqlalchemy import create_engine, make_url, text

from benchmarks.tasks.peers.asking import NOTE, REASON, ask

redis = Redis.from_url(os.environ["REDIS_URL"])
engine = create_engine(make_url(os.environ["DATABASE_URL"]).set(drivername="postgresql+psycopg"))
app = Celery("peer", broker=os.environ["REDIS_URL"])
app.conf.update(
    task_acks_late=True,  # a task whose worker dies is done by another
    task_reject_on_worker_lost=True,
    task_ignore_result=True,
    worker_prefetch_multiplier=64,  # as its documentation advises for many short tasks
    broker_connection_retry_on_startup=True,
)


@app.task(name="count")
def count(asked_at: float) -> None:  # noqa: ARG001 - all are called alike
    """Count in Redis."""
    redis.incr("counted")


@app.task(name="note")
def note(asked_at: float) -> None:
    """Write a row."""
    with engine.begin() as connection:
        connection.execute(text(NOTE), {"asked_at": asked_at})


async def transaction(task: str, number: int) -> None:
    """Commit, then ask for tasks: if this process dies between the two, they are never done."""
    with engine.begin() as connection:
        connection.execute(text(REASON))
    for _ in range(number):
        {"count": count, "note": note}[task].delay(time.time())


if __name__ == "__main__":
    asyncio.run(ask(transaction))
