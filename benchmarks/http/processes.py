"""Servers as processes, with all that they start (Linux)."""

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 60
"""In seconds, for a server to answer for the first time."""

TICKS = os.sysconf("SC_CLK_TCK")


class Failed(Exception):
    """Something did not do what is to be measured: there is no number then."""


@contextmanager
def running(name: str, command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Iterator[int]:
    """Run a server while something is done with it, and give its process id. Its output goes to a file beside it."""
    log = folder / f"{name}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT)
        try:
            yield process.pid
            if process.poll() is not None:
                raise Failed(f"{name} ended by itself with exit code {process.returncode}\n{log.read_text()}")
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def await_answer(url: str, what: str) -> None:
    """Wait until a server answers, whatever it answers."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(url, timeout=5).close()  # noqa: S310 - it is ours
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise Failed(f"{what} did not answer within {PATIENCE} s")


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def tree(root: int) -> list[int]:
    """A process and all that descend from it."""
    found = [root]
    for process in found:
        for task in Path(f"/proc/{process}/task").glob("*/children"):
            found.extend(int(child) for child in task.read_text().split())
    return found


def cpu_of(root: int) -> float:
    """Seconds of the processor that a tree has had, with those of its ended children."""
    total = 0
    for process in tree(root):
        try:
            fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it ended meanwhile
        total += sum(int(ticks) for ticks in fields[11:15])
    return total / TICKS


def memory_of(root: int) -> float:
    """Megabytes that a tree holds; what its processes share counts once."""
    kilobytes = 0
    for process in tree(root):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                kilobytes += int(line.split()[1])
    return kilobytes / 1024
