"""What a task is."""

import inspect
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any, Concatenate, Generic, ParamSpec

from pydantic import ConfigDict, validate_call
from pydantic_core import to_jsonable_python
from sqlalchemy.ext.asyncio import AsyncConnection

P = ParamSpec("P")
TaskFunction = Callable[Concatenate[AsyncConnection, P], Awaitable[None]]

LONGEST_PAUSE = timedelta(hours=1)


@dataclass(frozen=True)
class Task(Generic[P]):
    """A function that a worker calls, in a transaction of its own."""

    function: TaskFunction[P]
    tries: int
    timeout: float
    cron: str | None

    @property
    def name(self) -> str:
        """What it is called in the queue: waiting tasks are lost to a worker that knows it by another name."""
        return self.function.__name__

    def pack(self, *args: P.args, **kwargs: P.kwargs) -> dict[str, Any]:
        """Write the arguments as JSON; those that the function does not take are refused now, not in the worker."""
        bound = inspect.signature(self.function).bind(None, *args, **kwargs)
        _, *names = bound.arguments
        packed: dict[str, Any] = to_jsonable_python({name: bound.arguments[name] for name in names})
        return packed

    async def call(self, connection: AsyncConnection, arguments: dict[str, Any]) -> None:
        """Call the function with arguments that were packed, read again as the types that it declares."""
        await self._checked(connection, **arguments)

    @cached_property
    def _checked(self) -> Callable[..., Awaitable[None]]:
        """The function, which reads what it is given: to make it takes longer than many a task."""
        function: Callable[..., Awaitable[None]] = self.function
        return validate_call(config=ConfigDict(arbitrary_types_allowed=True))(function)


def task(*, tries: int = 5, timeout: float = 60, cron: str | None = None) -> Callable[[TaskFunction[P]], Task[P]]:
    """Make a task of a function: after so many tries, of so many seconds each, it is dead. `cron` is in UTC."""
    return lambda function: Task(function, tries, timeout, cron)


@task()
async def unknown(_: AsyncConnection, /, **__: Any) -> None:
    """Stand in for a task that a worker does not know: one of a newer version may, when it is tried again."""
    raise LookupError("This worker knows no task of this name.")


def pause_after(tries: int) -> timedelta:
    """How long to wait after a failure: twice as long each time, and not all at the same moment."""
    return min(timedelta(seconds=2 ** min(tries, 30)), LONGEST_PAUSE) * random.uniform(0.5, 1)  # noqa: S311
