"""Both services in one process, behind a gateway that does not know."""

import signal
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from gateway.tests.conftest import Gateway, a_gateway, served_by
from parity.environments import ROOT
from parity.servers import PATIENCE, Server, answers, free_port, running
from parity.signing import Signed

COMMAND = "together/.venv/bin/python -m together"
ROUTES = """[routes]
"/api/calls" = { share = 0 }
"""


def make_process(log: Path, database_url: str, **environment: str) -> Server:
    """A process that has not been started; its address is Django's."""
    port = free_port()
    addresses = {"WEB_ADDRESS": f"127.0.0.1:{port}", "API_ADDRESS": f"127.0.0.1:{free_port()}"}
    return Server(COMMAND, ROOT, log, {"DATABASE_URL": database_url, **addresses, **environment}, port)


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory, database_url: str) -> Iterator[Server]:
    """One that runs."""
    with running(make_process(tmp_path_factory.mktemp("together") / "log", database_url)) as process:
        yield process


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory, process: Server, agent: Signed) -> Iterator[Gateway]:
    """What people ask."""
    addresses = process.environment["WEB_ADDRESS"], process.environment["API_ADDRESS"]
    with a_gateway(tmp_path_factory.mktemp("gateway"), ROUTES, *addresses) as gateway:
        gateway.client.auth = agent
        yield gateway


def test_each_answers_for_itself(process: Server) -> None:
    api = f"http://{process.environment['API_ADDRESS']}"
    assert httpx.get(f"{process.url}/accounts/login/").status_code == 200
    assert httpx.get(f"{api}/accounts/login/").status_code == 404
    for url in (process.url, api):
        assert httpx.get(f"{url}/readyz").status_code == 200, "its database is reached"


def test_shares_move_between_them(gateway: Gateway) -> None:
    said = {}
    for percent, side in ((0, "web"), (100, "api")):
        gateway.shift(percent)
        answer = gateway.ask(path="/api/calls?limit=3")
        assert served_by(answer) == side
        said[side] = (answer.status_code, answer.json())
    assert said["web"] == said["api"]
    assert said["web"][0] == 200


def test_it_ends_when_it_is_told_to(tmp_path: Path, database_url: str) -> None:
    process = make_process(tmp_path / "log", database_url)
    with running(process):
        assert process.process
        process.process.send_signal(signal.SIGTERM)
        assert process.process.wait(PATIENCE) == 0
    assert not answers(process.url)


@pytest.mark.parametrize(
    ("environment", "says"),
    [({"API_ADDRESS": "8002"}, "API_ADDRESS must say where to listen, like 127.0.0.1:8001."), ({}, "already in use")],
    ids=["no address", "taken"],
)
def test_it_does_not_run_by_halves(
    environment: dict[str, str], says: str, tmp_path: Path, database_url: str, process: Server
) -> None:
    taken = {"API_ADDRESS": process.environment["API_ADDRESS"], **environment}
    log = tmp_path / "log"
    half = make_process(log, database_url, **taken)
    with pytest.raises(RuntimeError), running(half):
        pass
    assert says in log.read_text()
    assert half.process
    assert half.process.returncode
