"""Servers for tests: started on a free port, asked until they answer, and always stopped."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 30.0


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port


@dataclass
class Server:
    """A command that serves HTTP; `{port}` in it stands for the port."""

    command: str
    folder: Path
    log: Path
    environment: dict[str, str]
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        """Where its pages start."""
        return f"http://{self.address}"

    def start(self) -> None:
        """Start, and wait until it answers."""
        command = [part.format(port=self.port) for part in self.command.split()]
        command[0] = str(self.folder / command[0])
        with self.log.open("ab") as log:
            environment = {**os.environ, **self.environment}
            self.process = subprocess.Popen(command, cwd=self.folder, env=environment, stdout=log, stderr=log)
        end = time.monotonic() + PATIENCE
        while not answers(self.url):
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"`{' '.join(command)}` does not serve:\n{self.log.read_text()[-2000:]}")
            time.sleep(0.05)

    def kill(self) -> None:
        """End it as a crash would: it has no chance to say goodbye."""
        assert self.process
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """End it."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(PATIENCE)


@contextmanager
def running(server: Server) -> Iterator[Server]:
    """A server while it is needed."""
    try:
        server.start()
        yield server
    finally:
        server.stop()


def answers(url: str) -> bool:
    """Whether anything that speaks HTTP is there."""
    try:
        httpx.get(f"{url}/healthz", timeout=2)
    except httpx.TransportError:
        return False
    return True
