"""Doing the same for many projects in several processes, none of which can end the others."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from new_project.errors import WrongInput
from new_project.interrupts import SIGNALS

BATCH = 50
"""How many items a process sees: what it keeps of each, in caches that help with the next, must not add up."""

Item = TypeVar("Item")
Result = TypeVar("Result")


def jobs_from(text: str) -> int:
    """How many processes are wanted: as many as there are processors where nothing is said."""
    if not text:
        return os.cpu_count() or 1
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text) <= 256:
        raise WrongInput(f"--jobs {text}: it is a number from 1 to 256.", code="usage")
    return int(text)


def in_processes(
    function: Callable[[Item], Result], items: Sequence[Item], jobs: int
) -> Iterator[tuple[Item, Result | None]]:
    """Give each item with what the function returns for it, as it comes; None where its process has died of it."""
    for start in range(0, len(items), BATCH * jobs):
        left = list(items[start : start + BATCH * jobs])
        for item, result in from_pool(function, list(left), min(jobs, len(left))):
            left.remove(item)
            yield item, result
        for item in left:  # one of them has ended the process, and with it all; each by itself, it ends only its own
            yield next(from_pool(function, [item], 1), (item, None))


def from_pool(
    function: Callable[[Item], Result], items: Sequence[Item], jobs: int
) -> Iterator[tuple[Item, Result | None]]:
    """The same, until one of the processes dies."""
    if not items:
        return
    context = multiprocessing.get_context("spawn")  # threads are running, which do not survive a fork
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=leave_signals_to_the_parent) as pool:
        futures: dict[Future[Result], Item] = {pool.submit(function, item): item for item in items}
        try:
            for future in as_completed(futures):
                yield futures[future], future.result()
        except BrokenProcessPool:
            return
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for process in multiprocessing.active_children():
                process.terminate()
            raise


def leave_signals_to_the_parent() -> None:
    """Let Ctrl-C, which reaches all of them, be dealt with by one."""
    for number in SIGNALS:
        if number != signal.SIGTERM:
            signal.signal(number, signal.SIG_IGN)
