"""Servers as processes, with all that they start (Linux)."""

import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from benchmarks.cli.costs import Failed, cpu_of

PATIENCE = 60
"""In seconds, for a server to answer for the first time."""


@contextmanager
def running(
    name: str, command: Sequence[str], folder: Path, environment: Mapping[str, str]
) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a server while something is done with it. Its output goes to a file beside it."""
    log = folder / f"{name}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT)
        try:
            yield process
            if process.poll() is not None:
                raise Failed(f"{name} ended by itself with exit code {process.returncode}\n{log.read_text()}")
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def started(command: Sequence[str], folder: Path, environment: Mapping[str, str], port: int) -> Iterator[int]:
    """Run a server until the end of the block, which begins when it listens."""
    with running(f"server-{port}", command, folder, environment) as process:
        wait_for(port, process)
        yield process.pid


def wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    """Wait until somebody listens."""
    for _ in range(1200):
        if process.poll() is not None:
            raise Failed(f"{process.args!r} ended with {process.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.05)
        else:
            return
    raise Failed(f"{process.args!r} does not listen")


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


def status(url: str) -> int:
    """How a server answers a GET that came through a proxy with TLS."""
    request = urllib.request.Request(url, headers={"X-Forwarded-Proto": "https"})  # noqa: S310 - it is ours
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


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


def cpu_of_tree(root: int) -> float:
    """Seconds of the processor that a tree has had, with those of its ended children."""
    total = 0.0
    for process in tree(root):
        with suppress(OSError):  # it ended meanwhile
            total += cpu_of(process)
    return total


def memory_of(root: int) -> float:
    """Megabytes that a tree holds; what its processes share counts once."""
    kilobytes = 0
    for process in tree(root):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                kilobytes += int(line.split()[1])
    return kilobytes / 1024
