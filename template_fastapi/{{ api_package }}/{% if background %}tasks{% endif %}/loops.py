"""Things that a worker does again and again."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

logger = logging.getLogger(__name__)


async def stopped(stop: asyncio.Event, seconds: float) -> bool:
    """Wait so long, or until it is time to stop: whether it is."""
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return False
    return True


async def repeat(
    job: Callable[[], Awaitable[None]], seconds: float, stop: asyncio.Event, *, outlives: tuple[type[Exception], ...]
) -> None:
    """Do it every so many seconds until it is time to stop, whatever of the kinds that it outlives happens."""
    while True:
        try:
            await job()
        except outlives as error:
            logger.warning("%s failed, and is tried again: %r", getattr(job, "__name__", job), error)
        if await stopped(stop, seconds):
            return
