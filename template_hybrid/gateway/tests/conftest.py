"""A gateway of the tests' own, in front of both services."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from parity.environments import ROOT
from parity.servers import PATIENCE, Server, client, running
from parity.signing import Signed


@dataclass
class Gateway:
    """A running gateway, the command that moves its traffic, and a client without cookies."""

    server: Server
    environment: dict[str, str]
    client: httpx.Client

    @property
    def url(self) -> str:
        """Where people reach it."""
        return self.server.url

    def shift(self, percent: int, route: str = "/api/calls") -> None:
        """Move the share of a route, as `make shift` does."""
        command = [sys.executable, "-m", "gateway.shift", route, str(percent)]
        subprocess.run(command, cwd=ROOT, env={**os.environ, **self.environment}, check=True, stdout=subprocess.DEVNULL)

    def choose(self, side: str, instance: str) -> None:
        """Let an instance answer for its side."""
        command = [sys.executable, "-m", "gateway.instances", side, instance]
        subprocess.run(command, cwd=ROOT, env={**os.environ, **self.environment}, check=True, stdout=subprocess.DEVNULL)

    def ask(self, bucket: str | None = None, path: str = "/api/calls/0") -> httpx.Response:
        """One request of a user who has no cookie yet, or this bucket."""
        return self.client.get(path, headers={} if bucket is None else cookie(bucket))


def served_by(response: httpx.Response) -> str:
    """Who answered."""
    side: str = response.headers["X-Served-By"]
    return side


def wait_for(condition: Callable[[], bool]) -> None:
    """Wait until something has come true."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it did not come true"
        time.sleep(0.02)


def cookie(bucket: str) -> dict[str, str]:
    """What the browser of a user in this bucket sends."""
    return {"Cookie": f"gateway_bucket={bucket}"}


@contextmanager
def a_gateway(folder: Path, routes: str, web: str, api: str, **settings: str) -> Iterator[Gateway]:
    """A gateway with these routes, and settings of its own, in front of two addresses."""
    file = folder / "routes.toml"
    file.write_text(routes)
    environment = {
        "GATEWAY_ROUTES": str(file),
        "GATEWAY_STATE": str(folder / "state"),
        "WEB_ADDRESS": web,
        "API_ADDRESS": api,
        "XDG_DATA_HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
        **settings,
    }
    command = ".venv/bin/caddy run --config gateway/Caddyfile --adapter caddyfile"
    server = Server(command, ROOT, folder / "log", environment)
    environment["GATEWAY_PORT"] = str(server.port)
    with client(server.url) as people:
        gateway = Gateway(server, environment, people)
        gateway.shift(0)
        with running(server):
            yield gateway


@pytest.fixture(scope="session")
def shared_gateway(
    web_server: Server, api_server: Server, agent: Signed, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Gateway]:
    """One gateway for all tests."""
    folder, routes = tmp_path_factory.mktemp("gateway"), (ROOT / "gateway/routes.toml").read_text()
    with a_gateway(folder, routes, web_server.address, api_server.address) as gateway:
        gateway.client.auth = agent
        yield gateway


@pytest.fixture
def gateway(shared_gateway: Gateway, api_server: Server) -> Iterator[Gateway]:
    """The gateway, with all traffic on Django's side before and after; and a FastAPI that is used again."""
    shared_gateway.shift(0)
    yield shared_gateway
    if not api_server.runs:
        api_server.start()
        # A service that failed is left alone for a while, in which the next test would find Django instead.
        shared_gateway.shift(100)
        wait_for(lambda: served_by(shared_gateway.ask("00")) == "api")
    shared_gateway.shift(0)


@pytest.fixture(scope="session")
def state(shared_gateway: Gateway) -> Path:
    """Where the gateway reads shares from."""
    return Path(shared_gateway.environment["GATEWAY_STATE"])
