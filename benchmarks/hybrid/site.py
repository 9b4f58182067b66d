"""A hybrid as it is rendered, with all of its processes."""

import http.client
import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmarks.cli.costs import Failed
from benchmarks.cli.machine import UV
from benchmarks.http.contestants import PACKAGE, run
from benchmarks.http.database import Database, Tables, database
from benchmarks.http.signing_in import create_user, sign_in
from benchmarks.processes import await_answer, free_port
from new_project.render import render
from new_project.resources import template_root

ROUTE = "/api/calls"
TABLES = Tables("calls_caller", "calls_call")
WEB = ".venv/bin/granian --interface wsgi --workers 1 --host 127.0.0.1 --port {port} config.wsgi:application"
API = f".venv/bin/uvicorn --factory {PACKAGE}_api.main:create_app --http {PACKAGE}_api.http_protocol:WholeAnswers"
GATEWAY = ".venv/bin/caddy run --config gateway/Caddyfile --adapter caddyfile"


@dataclass
class Service:
    """A process that can be killed and started again at the same port."""

    name: str
    command: str
    folder: Path
    environment: dict[str, str]
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start, and wait until it answers."""
        program, *arguments = self.command.format(port=self.port).split()
        with (self.folder / f"{self.name}.log").open("ab") as log:
            command = [str(self.folder / program), *arguments]
            self.process = subprocess.Popen(
                command, cwd=self.folder, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        await_answer(f"http://{self.address}/healthz", self.name)

    def kill(self) -> None:
        """End it as a crash would, with all processes that it has started."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def stop(self) -> None:
        """End it."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(30)


@dataclass(frozen=True)
class Site:
    """Django, FastAPI and the gateway before them, on a database with rows."""

    folder: Path
    web: Service
    api: Service
    gateway: Service
    database: Database
    spares: Mapping[str, Service]
    """Other instances of web and api, which do not run"""

    def token(self) -> str:
        """A new access token of somebody who may read and write calls; it outlasts what is tried with it."""
        return sign_in(self.url)

    @property
    def url(self) -> str:
        """Where people reach it."""
        return f"http://{self.gateway.address}"

    def shift(self, percent: int) -> None:
        """Move the share, by the project's own command."""
        command = [str(self.folder / ".venv/bin/python"), "-m", "gateway.shift", ROUTE, str(percent)]
        run(command, self.folder, self.gateway.environment)

    def choose(self, side: str, instance: str) -> None:
        """Let an instance of a side answer, main or spare, by the project's own command."""
        command = [str(self.folder / ".venv/bin/python"), "-m", "gateway.instances", side, instance]
        run(command, self.folder, self.gateway.environment)

    def connect(self) -> http.client.HTTPConnection:
        """A connection of a client's own."""
        return http.client.HTTPConnection("127.0.0.1", self.gateway.port, timeout=20)

    def sides(self, buckets: list[str]) -> dict[str, str]:
        """Who answers the users of each bucket; nobody has to be signed in for that, a refusal tells it, too."""
        connection = self.connect()
        found = {}
        for bucket in buckets:
            connection.request("GET", f"{ROUTE}/1", headers={"Cookie": f"gateway_bucket={bucket}"})
            answer = connection.getresponse()
            answer.read()
            found[bucket] = answer.headers["X-Served-By"]
        connection.close()
        return found

    def wait_for(self, side: str) -> float:
        """Wait until a side answers everybody; the seconds that it took."""
        start = time.monotonic()
        while set(self.sides(["00", "ff"]).values()) != {side}:
            if time.monotonic() > start + 60:
                raise Failed(f"{side} does not answer")
            time.sleep(0.01)
        return time.monotonic() - start


def render_and_install(folder: Path) -> None:
    """Render a hybrid and install its three environments."""
    answers = {"architecture": "hybrid", "api_style": "drf", "package_name": PACKAGE}
    render(template_root(), folder, answers)
    for part in (folder, folder / "web", folder / "api"):
        run([UV, "lock", "--quiet"], part, environment())
        run([UV, "sync", "--quiet"], part, environment())


@contextmanager
def running(folder: Path) -> Iterator[Site]:
    """Run everything until the end of the block."""
    with ExitStack() as stack:
        python = folder / ".venv/bin/python"
        server = stack.enter_context(database(folder, python, environment(), TABLES))
        settings = {**environment(), "DATABASE_URL": server.url}
        manage = [str(folder / "web/.venv/bin/python"), "manage.py"]
        run([*manage, "migrate", "--verbosity", "0"], folder / "web", settings)
        run([*manage, "seed_demo"], folder / "web", settings)
        create_user(folder / "web", PACKAGE, settings)
        server.run("TRUNCATE calls_call, calls_caller RESTART IDENTITY CASCADE")
        server.fill()
        web = Service("web", WEB, folder / "web", settings)
        api = Service("api", f"{API} --port {{port}}", folder / "api", settings)
        state = {"GATEWAY_STATE": str(folder / "state"), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
        addresses = {"WEB_ADDRESS": web.address, "API_ADDRESS": api.address}
        spares = {each.name: replace(each, name=f"{each.name}-spare", port=free_port()) for each in (web, api)}
        addresses |= {f"{name.upper()}_SPARE_ADDRESS": spare.address for name, spare in spares.items()}
        gateway = Service("gateway", GATEWAY, folder, {**environment(), **state, **addresses})
        gateway.environment["GATEWAY_PORT"] = str(gateway.port)
        site = Site(folder, web, api, gateway, server, spares)
        site.shift(0)
        for service in (web, api, gateway):
            stack.callback(service.stop)
            service.start()
        for spare in spares.values():
            stack.callback(spare.stop)
        yield site


def environment() -> dict[str, str]:
    """The environment, without the one that this program runs in."""
    return {name: value for name, value in os.environ.items() if name not in {"VIRTUAL_ENV", "DATABASE_URL"}} | {
        "ENVIRONMENT": "development"
    }
