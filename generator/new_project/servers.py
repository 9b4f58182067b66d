"""Start a generated project's servers as its owner would, with `make dev`, and stop every one of them."""

import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import IO

from new_project.http import get
from new_project.interrupts import delayed, uninterrupted

BOOT_TIMEOUT = 120.0
"""Seconds that a project may take from `make dev` to its first healthy answer; its database's first start is in it."""

STOP_TIMEOUT = 20.0
"""Seconds that a project may take to end all its processes after one Ctrl-C."""

# A project under test must never reach the services or the settings of whoever tests it.
PRIVATE = (
    "DATABASE_URL",
    "API_DATABASE_URL",
    "REDIS_URL",
    "BROKER_URL",
    "CACHE_URL",
    "RATE_LIMIT_STORAGE",
    "STORAGE_URL",
    "FLAGS_FILE",
    "MAIL",
    "OTEL_EXPORTER_OTLP_ENDPOINT",
    "SENTRY_DSN",
    "ENVIRONMENT",
    "SECRET_KEY",
    "SECRET_KEY_FALLBACKS",
    "METRICS_TOKEN",
    "GITHUB_CLIENT_ID",
    "GITHUB_CLIENT_SECRET",
    "GOOGLE_CLIENT_ID",
    "GOOGLE_CLIENT_SECRET",
    "ALLOWED_HOSTS",
    "VIRTUAL_ENV",
    "ARGS",
    "MAKEFLAGS",
    "MAKELEVEL",
    "MFLAGS",
    "PYTHONPATH",
    "PYTHONDONTWRITEBYTECODE",  # each of a project's processes would compile all libraries anew
)

NOTHING_MORE: Mapping[str, str] = MappingProxyType({})


class NotServing(Exception):
    """The servers did not start, or did not stop; the message ends with what they printed last."""


@dataclass
class Servers:
    """A running `make dev`: its process, the file that it prints into, its ports by name (`PORT`, `WEB_PORT`, ...)."""

    process: subprocess.Popen[bytes]
    log: IO[bytes]
    ports: Mapping[str, int]

    def url(self, port: str = "PORT") -> str:
        """Where the server of that name answers."""
        return f"http://127.0.0.1:{self.ports[port]}"

    def tail(self, lines: int = 25) -> str:
        """What was printed last."""
        self.log.seek(0)
        return "\n".join(self.log.read().decode(errors="replace").splitlines()[-lines:])

    def wait_until_healthy(self, port: str) -> None:
        """Return once `/healthz` answers on that port; raise NotServing when that takes too long or it ends."""
        deadline = time.monotonic() + BOOT_TIMEOUT
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise NotServing(f"'make dev' ended with exit code {self.process.returncode}:\n{self.tail()}")
            if get(f"{self.url(port)}/healthz").status == 200:
                return
            time.sleep(0.1)
        raise NotServing(f"nothing healthy at {self.url(port)} after {BOOT_TIMEOUT:.0f} s:\n{self.tail()}")

    def wait_until_quiet(self) -> None:
        """Wait until nothing is printed for a moment: honcho breaks when Ctrl-C comes while it prints a line."""
        before = -1
        for _ in range(10):
            size = os.fstat(self.log.fileno()).st_size
            if size == before:
                return
            before = size
            time.sleep(0.2)

    def stop(self) -> None:
        """Press Ctrl-C once and wait; raise NotServing when a process or a port is still there afterwards."""
        self.wait_until_quiet()
        signal_group(self.process, signal.SIGINT)
        try:
            self.process.wait(STOP_TIMEOUT)
        except subprocess.TimeoutExpired:
            raise NotServing(f"still running {STOP_TIMEOUT:.0f} s after Ctrl-C:\n{self.tail()}") from None
        if left := [name for name, port in self.ports.items() if is_open(port)]:
            raise NotServing(f"still listening after Ctrl-C: {', '.join(left)}\n{self.tail()}")


@contextmanager
def serving(project: Path, port_names: tuple[str, ...]) -> Iterator[Servers]:
    """Run `make dev` in `project` on free ports; however the block ends, nothing that it started lives on."""
    ports = dict(zip(port_names, free_ports(len(port_names)), strict=True))
    words = ["dev", *(f"{name}={port}" for name, port in ports.items())]
    with tempfile.TemporaryFile() as log, running_make(project, words, log) as process:
        yield Servers(process, log, ports)


@contextmanager
def running_make(project: Path, words: Sequence[str], output: IO[bytes] | int) -> Iterator[subprocess.Popen[bytes]]:
    """Run `make` in a project; however the block ends, nothing that it started lives on."""
    with running(project, ["make", "--no-print-directory", *words], output) as process:
        yield process


@contextmanager
def running(
    folder: Path, command: Sequence[str], output: IO[bytes] | int, environment: Mapping[str, str] = NOTHING_MORE
) -> Iterator[subprocess.Popen[bytes]]:
    """Run any command in a folder in the same way, with some settings of its own."""
    process = None
    try:
        with delayed():  # an interrupt that comes while it starts would otherwise leave it behind
            process = subprocess.Popen(
                command,
                cwd=folder,
                env={**clean_environment(), **environment},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # so that an interrupt reaches it through us, and all of it
            )
        yield process
    finally:
        if process is not None:
            with uninterrupted():
                end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process group for good: ask, wait, then kill."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
        if process.poll() is not None:
            return
        signal_group(process, number)
        try:
            process.wait(STOP_TIMEOUT)
        except subprocess.TimeoutExpired:
            continue


def signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """Send a signal to a process and its descendants, as a terminal's Ctrl-C does; that none is left is fine."""
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        return


def clean_environment() -> dict[str, str]:
    """This process's environment without what would point the project at something of the user's."""
    return {name: value for name, value in os.environ.items() if name not in PRIVATE}


def free_ports(count: int) -> list[int]:
    """Distinct TCP ports that were free on the loopback interface a moment ago."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()


def is_open(port: int) -> bool:
    """Whether something accepts connections on that port of the loopback interface."""
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
