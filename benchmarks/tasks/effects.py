"""What tasks have done, as far as one can see it from outside."""

import time

import psycopg
import redis

from benchmarks.cli.costs import Failed

PATIENCE = 180
"""In seconds, for all tasks of one measurement."""


class Effects:
    """A number in Redis, and rows in PostgreSQL."""

    def __init__(self, database_url: str, redis_url: str) -> None:
        self._redis = redis.Redis.from_url(redis_url)
        self._postgresql = psycopg.connect(database_url, autocommit=True)

    def clear(self) -> None:
        """Begin anew."""
        self._redis.delete("counted")
        self._postgresql.execute("TRUNCATE notes, reasons")

    def number(self, task: str) -> int:
        """How many tasks were done."""
        if task == "count":
            return int(self._redis.get("counted") or 0)
        (number,) = self._postgresql.execute("SELECT count(*) FROM notes").fetchone() or (0,)
        return int(number)

    def latencies(self) -> list[float]:
        """How long each took from being asked for, in seconds."""
        found = self._postgresql.execute("SELECT extract(epoch FROM written_at)::float8 - asked_at FROM notes")
        return [float(latency) for (latency,) in found]

    def wait_for(self, task: str, number: int) -> float:
        """Wait until so many were done, and say when that was."""
        give_up = time.perf_counter() + PATIENCE
        while (done := self.number(task)) < number:
            if time.perf_counter() > give_up:
                raise Failed(f"{number - done} of {number} tasks were not done")
            time.sleep(0.01)
        end = time.perf_counter()
        if done > number:
            raise Failed(f"{done} tasks were done instead of {number}")
        return end

    def close(self) -> None:
        """Let go of both."""
        self._redis.close()
        self._postgresql.close()
