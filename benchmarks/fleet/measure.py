"""Running the command line on an organisation, and what that takes."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.cli.costs import Failed
from benchmarks.processes import memory_of


@dataclass
class Taken:
    """What a command took: seconds on the clock and of the processor, and the most memory in megabytes."""

    wall: float = 0.0
    cpu: float = 0.0
    memory: float = 0.0
    events: list[dict[str, Any]] = field(default_factory=list)
    exit_code: int = 0


@dataclass(frozen=True)
class Tool:
    """The command line of a checkout, and the environment that it runs in."""

    folder: Path
    environment: dict[str, str]

    def run(self, *words: str, until: Callable[[dict[str, Any]], bool] = lambda _event: False) -> Taken:
        """Run a command to its end, or kill it at an event."""
        command = [sys.executable, "-m", "new_project", *words, "--json"]
        taken, start = Taken(), time.perf_counter()
        process = subprocess.Popen(
            command, cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None  # noqa: S101 - it is a pipe
        with watching(process.pid, taken):
            for line in process.stdout:
                taken.events.append(json.loads(line))
                if until(taken.events[-1]):
                    process.send_signal(signal.SIGKILL)
                    break
            process.stdout.close()
            _, status, usage = os.wait4(process.pid, 0)
        process.returncode = taken.exit_code = os.waitstatus_to_exitcode(status)
        taken.wall = time.perf_counter() - start
        taken.cpu = usage.ru_utime + usage.ru_stime
        if taken.exit_code not in {0, 1, -signal.SIGKILL}:
            raise Failed(f"{' '.join(words)}: exit code {taken.exit_code}: {taken.events[-1:]}")
        return taken


@contextmanager
def watching(process: int, taken: Taken) -> Iterator[None]:
    """Look several times a second at how much memory a process and all that it started hold."""
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.25):
            with suppress(OSError):  # one of them ended meanwhile
                taken.memory = max(taken.memory, memory_of(process))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()
