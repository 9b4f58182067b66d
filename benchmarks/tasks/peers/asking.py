"""What all programs that ask for tasks have in common. It is copied into projects, so it needs nothing."""

import json
import sys
import time
from collections.abc import Awaitable, Callable

REASON = "INSERT INTO reasons DEFAULT VALUES"
"""What else a transaction writes that asks for a task."""
NOTE = "INSERT INTO notes (asked_at) VALUES (:asked_at)"
"""What the task `note` does."""


async def ask(transaction: Callable[[str, int], Awaitable[None]]) -> None:
    """Do as the command line says, and print when that began and what it cost of the processor, in seconds."""
    task, transactions, of_each, pause = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
    await transaction(task, 0)  # so that nothing is done for the first time
    start, cpu = time.perf_counter(), time.process_time()
    for _ in range(transactions):
        await transaction(task, of_each)
        time.sleep(pause)  # noqa: ASYNC251 - nothing else is to be done here
    sys.stdout.write(json.dumps({"start": start, "cpu": time.process_time() - cpu}))
