"""Servers for tests: started on a free port, asked until they answer, and always stopped."""

import os
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path

import httpx

PATIENCE = 30.0
TLS = ssl.create_default_context()  # to make one for each client would take longer than all that it asks


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

    @property
    def runs(self) -> bool:
        """Whether its process is alive."""
        return self.process is not None and self.process.poll() is None

    def start(self) -> None:
        """Start, and wait until it answers."""
        command = [part.format(port=self.port) for part in self.command.split()]
        command[0] = str(self.folder / command[0])
        with self.log.open("ab") as log:
            environment = {**os.environ, "ENVIRONMENT": "development", **self.environment}
            self.process = subprocess.Popen(command, cwd=self.folder, env=environment, stdout=log, stderr=log)
        end = time.monotonic() + PATIENCE
        while not answers(self.url):
            if not self.runs or time.monotonic() > end:
                raise RuntimeError(f"`{' '.join(command)}` does not serve:\n{self.log.read_text()[-2000:]}")
            time.sleep(0.05)

    def kill(self) -> None:
        """End it as a crash would: it has no chance to say goodbye."""
        assert self.process
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """End it."""
        if self.process and self.runs:
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


def client(url: str, headers: dict[str, str] | None = None, auth: httpx.Auth | None = None) -> httpx.Client:
    """A client that keeps no cookies."""
    forgetful = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
    return httpx.Client(base_url=url, headers=headers, auth=auth, cookies=forgetful, verify=TLS, timeout=PATIENCE)


def answers(url: str) -> bool:
    """Whether anything that speaks HTTP is there."""
    try:
        httpx.get(f"{url}/healthz", timeout=2, verify=TLS)
    except httpx.TransportError:
        return False
    return True
