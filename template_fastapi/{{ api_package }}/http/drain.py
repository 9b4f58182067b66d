"""The end of a server: it says that it is not ready, later it takes no more requests, then it finishes those it has."""

import asyncio
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Drain:
    """Whether the end has begun."""

    def __init__(self) -> None:
        self.begun = False


@contextmanager
def draining(delay: float) -> Iterator[Drain]:
    """Delay the server's own reaction to SIGTERM: balancers need time to learn that it is going."""
    drain = Drain()
    server = signal.getsignal(signal.SIGTERM)
    if not callable(server) or threading.current_thread() is not threading.main_thread():
        yield drain  # nobody serves: this is a test, or a tool
        return
    loop = asyncio.get_running_loop()

    def begin(number: int, frame: FrameType | None) -> None:
        if drain.begun or not delay:
            server(number, frame)
        else:
            loop.call_soon_threadsafe(loop.call_later, delay, server, number, None)
        drain.begun = True

    signal.signal(signal.SIGTERM, begin)
    try:
        yield drain
    finally:
        signal.signal(signal.SIGTERM, server)
