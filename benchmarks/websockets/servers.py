"""Servers to measure, each one process behind an address."""

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from benchmarks.cli.costs import Failed
from benchmarks.processes import free_port, started
from benchmarks.projects import clean_environment
from benchmarks.redis import redis_server

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
    with redis_server(folder) as redis, channels(folder, redis.url) as server:
        yield server


def post(server: Running, path: str, body: Mapping[str, object]) -> dict[str, str]:
    """Send a request, and read the answer."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("POST", path, json.dumps(body), server.headers)
    answer = connection.getresponse()
    content: dict[str, str] = json.loads(answer.read())
    if answer.status >= 300:
        raise Failed(f"{path}: {answer.status} {content}")
    return content
