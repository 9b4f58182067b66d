"""Where the database is asked: its driver would keep all sockets waiting."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from channels.db import database_sync_to_async

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

# Each has a connection of its own: so many a process holds, however many sockets there are.
THREADS = ThreadPoolExecutor(4, thread_name_prefix="live")


async def in_thread(
    function: Callable[Arguments, Result], *arguments: Arguments.args, **named: Arguments.kwargs
) -> Result:
    """Call a function that asks the database."""
    return await database_sync_to_async(function, thread_sensitive=False, executor=THREADS)(*arguments, **named)
