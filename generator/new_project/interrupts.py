"""Ctrl-C and its relatives: every one of them unwinds the program, and none disturbs the tidying up."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


def unwind_on_signals() -> None:
    """Make a request to end arrive as KeyboardInterrupt, as Ctrl-C does, so that what was begun is undone."""
    for number in SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:  # as under nohup
            signal.signal(number, interrupt)


def interrupt(_number: int, _frame: FrameType | None) -> None:
    """End the program from wherever it is."""
    raise KeyboardInterrupt


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let nobody end the program halfway through its tidying up."""
    before = [signal.signal(number, signal.SIG_IGN) for number in SIGNALS]
    try:
        yield
    finally:
        for number, handler in zip(SIGNALS, before, strict=True):
            signal.signal(number, handler)


@contextmanager
def delayed() -> Iterator[None]:
    """Let nobody end the program between two steps that belong together; whoever tried does so afterwards."""
    came: list[int] = []
    heeded = [number for number in SIGNALS if signal.getsignal(number) is not signal.SIG_IGN]
    before = [signal.signal(number, lambda number, _frame: came.append(number)) for number in heeded]
    try:
        yield
    finally:
        for number, handler in zip(heeded, before, strict=True):
            signal.signal(number, handler)
    if came:
        raise KeyboardInterrupt
