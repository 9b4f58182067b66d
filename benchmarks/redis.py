"""A Redis to measure with."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.processes import free_port, started


@dataclass(frozen=True)
class Redis:
    """A Redis that runs."""

    url: str
    process: int


@contextmanager
def redis_server(folder: Path) -> Iterator[Redis]:
    """Run one that keeps nothing."""
    port = free_port()
    command = ["redis-server", "--port", str(port), "--save", "", "--dir", str(folder)]
    with started(command, folder, dict(os.environ), port) as process:
        yield Redis(f"redis://127.0.0.1:{port}", process)


def has_redis() -> bool:
    """Whether this machine has it."""
    return shutil.which("redis-server") is not None
