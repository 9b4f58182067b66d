"""The latest events of this process, kept once for all of its clients."""

import asyncio
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple


class Event(NamedTuple):
    """What happened, as the text that every client gets; none where nobody needs to know."""

    id: int
    text: str | None


class FellBehindError(Exception):
    """The events after this position are not in the log any more."""


class Log:
    """A client is no more than a position in it: a slow one makes nothing grow, it falls off the end."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._events: list[Event] = []
        self._before_first = 0
        self._woken = asyncio.Event()
        self.started = asyncio.Event()
        self.last = 0

    def start(self, last: int) -> None:
        """Begin after an event."""
        self._before_first = self.last = last
        self.started.set()

    def append(self, events: Sequence[Event]) -> None:
        """Add what happened next, forget the oldest, and wake who waits."""
        self._events.extend(events)
        self.last = events[-1].id
        surplus = len(self._events) - self._size
        if surplus > 0:
            self._before_first = self._events[surplus - 1].id
            del self._events[:surplus]
        self.wake()

    def covers(self, position: int) -> bool:
        """Whether all that happened after a position is here."""
        return self._before_first <= position <= self.last

    def after(self, position: int, limit: int) -> list[Event]:
        """What happened after a position, or FellBehindError."""
        if position >= self.last:
            return []
        if position < self._before_first:
            raise FellBehindError
        start = bisect_right(self._events, position, key=event_id)
        return self._events[start : start + limit]

    async def woken(self) -> None:
        """Wait for news, or for the next beat of the heart."""
        await self._woken.wait()

    def wake(self) -> None:
        """Wake all who wait now, and nobody who comes later."""
        self._woken.set()
        self._woken.clear()


def event_id(event: Event) -> int:
    """By what events are sorted."""
    return event.id
