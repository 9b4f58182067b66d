"""Servers to measure, each one process behind an address."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from benchmarks.cli.costs import Failed
from benchmarks.cli.machine import UV
from benchmarks.processes import free_port, running
from new_project.render import render
from new_project.resources import template_root

BODY = {"caller_id": 1}


@dataclass(frozen=True)
class Running:
    """A server: the process that serves, its port, and what a client says to be let in."""

    process: int
    port: int
    authorization: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        """The headers of each request."""
        given = {"Authorization": self.authorization} if self.authorization else {}
        return {"Content-Type": "application/json", **given}


@contextmanager
def generated(folder: Path) -> Iterator[Running]:
    """A generated project on its own PostgreSQL, served as in production."""
    port = free_port()
    environment = clean_environment() | {"PORT": str(port), "LIVE_SOCKETS_PER_USER": "100000", "LOG_LEVEL": "WARNING"}
    command = "alembic upgrade heads && python -m call_center.seed && echo $$ > pid && exec python -m call_center"
    with started(["python", "-m", "devtools.with_postgres", "sh", "-c", command], folder, environment, port):
        credentials = {"email": "agent@example.com", "password": "demo-password"}
        token = post(Running(0, port), "/api/auth/token", credentials)["access_token"]
        process = int((folder / "pid").read_text(encoding="utf-8"))
        yield Running(process, port, f"Bearer {token}")


def build(folder: Path) -> None:
    """Render the project and install it."""
    render(template_root(), folder, {"architecture": "fastapi", "features": ["websockets"]})
    for command in (["lock"], ["sync"]):
        subprocess.run([UV, *command, "--quiet"], cwd=folder, env=clean_environment(), check=True)


@contextmanager
def channels(folder: Path, redis: str = "") -> Iterator[Running]:
    """Django Channels, on uvicorn with the same options."""
    port = free_port()
    uvicorn = [sys.executable, "-m", "uvicorn", "benchmarks.websockets.channels_peer:application"]
    options = ["--port", str(port), "--no-access-log", "--log-level", "warning", "--ws-per-message-deflate", "false"]
    environment = dict(os.environ) | {"CHANNEL_LAYER": redis, "PYTHONPATH": str(Path.cwd())}
    with started([*uvicorn, *options], folder, environment, port) as process:
        yield Running(process, port)


@contextmanager
def channels_on_redis(folder: Path) -> Iterator[Running]:
    """The same with the layer that serves several processes."""
    port = free_port()
    command = ["redis-server", "--port", str(port), "--save", "", "--dir", str(folder)]
    with started(command, folder, dict(os.environ), port), channels(folder, f"redis://127.0.0.1:{port}") as server:
        yield server


def has_redis() -> bool:
    """Whether this machine has it."""
    return shutil.which("redis-server") is not None


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


def post(server: Running, path: str, body: Mapping[str, object]) -> dict[str, str]:
    """Send a request, and read the answer."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("POST", path, json.dumps(body), server.headers)
    answer = connection.getresponse()
    content: dict[str, str] = json.loads(answer.read())
    if answer.status >= 300:
        raise Failed(f"{path}: {answer.status} {content}")
    return content


def clean_environment() -> dict[str, str]:
    """The environment, without the one that this program runs in."""
    kept = {name: value for name, value in os.environ.items() if name not in {"VIRTUAL_ENV", "DATABASE_URL"}}
    return kept | {"PATH": os.pathsep.join([".venv/bin", os.environ["PATH"]]), "ENVIRONMENT": "development"}
