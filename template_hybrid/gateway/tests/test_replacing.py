"""An instance of either side is replaced while people read and write: no request fails, no write is applied twice."""

import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from gateway.instances import MAIN, SPARE
from gateway.replacing import replace
from gateway.tests.conftest import Gateway, a_gateway, wait_for
from parity import services
from parity.environments import ROOT
from parity.servers import Server, client, running
from parity.signing import Signed

SERVERS = {"web": services.web_server, "api": services.api_server}
PAGE = 100


@dataclass
class People:
    """Readers and writers who go on until they are told to stop."""

    url: str
    auth: httpx.Auth | None
    stop: threading.Event = field(default_factory=threading.Event)
    failures: list[str] = field(default_factory=list)
    served: Counter[str] = field(default_factory=Counter)
    written: list[str] = field(default_factory=list)

    def read(self) -> None:
        """One reader."""
        with client(self.url, auth=self.auth) as reader:
            while not self.stop.wait(0.01):
                self.ask(reader, reader.build_request("GET", "/api/calls?limit=1"), 200)

    def write(self, caller: int, name: str) -> None:
        """One writer, who writes nothing twice."""
        with client(self.url, auth=self.auth) as writer:
            while not self.stop.wait(0.05):
                notes = f"{name} {len(self.written)}"
                body = {"caller_id": caller, "notes": notes, "started_at": "8000-01-01T00:00:00Z"}
                if self.ask(writer, writer.build_request("POST", "/api/calls", json=body), 201):
                    self.written.append(notes)

    def ask(self, who: httpx.Client, request: httpx.Request, expected: int) -> bool:
        """Send one request; whether it was answered as it should be."""
        try:
            answer = who.send(request)
        except httpx.HTTPError as error:
            self.failures.append(repr(error))
            return False
        self.served[answer.headers.get("X-Served-By", "nobody")] += 1
        if answer.status_code != expected:
            self.failures.append(f"{answer.status_code} {answer.text}")
        return answer.status_code == expected

    def go_on(self) -> None:
        """Wait until they have had 20 more answers."""
        enough = self.served.total() + 20
        wait_for(lambda: self.served.total() >= enough)


@contextmanager
def at_work(gateway: Gateway) -> Iterator[People]:
    """Four readers and two writers."""
    people = People(gateway.url, gateway.client.auth)
    caller = gateway.ask(path="/api/calls?limit=1").json()["results"][0]["caller"]["id"]
    threads = [threading.Thread(target=people.read) for _ in range(4)]
    threads += [
        threading.Thread(target=people.write, args=(caller, name)) for name in ("replacing one", "replacing two")
    ]
    for thread in threads:
        thread.start()
    try:
        yield people
    finally:
        people.stop.set()
        for thread in threads:
            thread.join()


@dataclass
class Processes:
    """The instances of a side, as processes of this machine."""

    gateway: Gateway
    servers: dict[str, Server]
    people: People
    answering: str = MAIN
    happened: list[str] = field(default_factory=list)

    def start(self, side: str, instance: str) -> None:
        """Start one; what runs there is ended first, as a container is that is replaced."""
        self.servers[instance].stop()
        self.servers[instance].start()
        self.happened.append(f"start {side} {instance}")

    def stop(self, side: str, instance: str) -> None:
        """Ask it to end, and see it do so."""
        self.servers[instance].stop()
        self.happened.append(f"stop {side} {instance}")

    def choose(self, side: str, instance: str) -> None:
        """Tell the gateway."""
        self.gateway.choose(side, instance)
        self.answering = instance
        self.happened.append(f"choose {side} {instance}")
        self.people.go_on()

    def chosen(self, _side: str) -> str:
        """Who answers."""
        return self.answering


@pytest.fixture(params=["web", "api"])
def side(request: pytest.FixtureRequest) -> str:
    """The side whose instance is replaced."""
    name: str = request.param
    return name


@pytest.fixture
def instances(side: str, database_url: str, tmp_path: Path) -> Iterator[dict[str, Server]]:
    """Two instances of that side, of which the main one runs."""
    servers = {name: SERVERS[side](database_url, tmp_path) for name in (MAIN, SPARE)}
    with running(servers[MAIN]):
        yield servers
    servers[SPARE].stop()


@pytest.fixture
def addresses(side: str, instances: dict[str, Server], web_server: Server, api_server: Server) -> dict[str, str]:
    """Where both sides are."""
    return {"web": web_server.address, "api": api_server.address, side: instances[MAIN].address}


@pytest.fixture
def site(
    side: str, instances: dict[str, Server], addresses: dict[str, str], agent: Signed, tmp_path: Path
) -> Iterator[Gateway]:
    """A gateway in front of them, which gives them all of the traffic."""
    routes = (ROOT / "gateway/routes.toml").read_text()
    spare = {f"{side.upper()}_SPARE_ADDRESS": instances[SPARE].address}
    with a_gateway(tmp_path, routes, addresses["web"], addresses["api"], **spare) as gateway:
        gateway.client.auth = agent
        gateway.shift(0 if side == "web" else 100)
        yield gateway


def test_replacing_an_instance_fails_nobody(side: str, site: Gateway, instances: dict[str, Server]) -> None:
    with at_work(site) as people:
        people.go_on()
        processes = Processes(site, instances, people)
        replace(side, processes, pause=0.5)
        people.go_on()
    assert people.failures == []
    assert set(people.served) == {side}
    assert processes.happened == [
        f"start {side} {SPARE}",
        f"choose {side} {SPARE}",
        f"start {side} {MAIN}",
        f"choose {side} {MAIN}",
        f"stop {side} {SPARE}",
    ]
    assert sorted(take_away(site)) == sorted(people.written)


def take_away(gateway: Gateway) -> list[str]:
    """What the database holds of what was written, and delete it."""
    made: list[str] = []
    while True:
        newest = gateway.ask(path=f"/api/calls?limit={PAGE}").json()["results"]
        ours = [call for call in newest if call["notes"].startswith("replacing ")]
        if not ours:
            return made
        made += [call["notes"] for call in ours]
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda call: gateway.client.delete(f"/api/calls/{call['id']}"), ours))


class Recorded:
    """Instances of which one never starts."""

    def __init__(self, answering: str, fails: str) -> None:
        """Nothing has happened yet."""
        self.answering = answering
        self.fails = fails
        self.happened: list[str] = []

    def start(self, _side: str, instance: str) -> None:
        """Start, unless it is the one that fails."""
        self.happened.append(f"start {instance}")
        if instance == self.fails:
            raise RuntimeError(instance)

    def stop(self, _side: str, instance: str) -> None:
        """Write it down."""
        self.happened.append(f"stop {instance}")

    def choose(self, _side: str, instance: str) -> None:
        """Write it down, too."""
        self.happened.append(f"choose {instance}")
        self.answering = instance

    def chosen(self, _side: str) -> str:
        """Who answers."""
        return self.answering


@pytest.mark.parametrize("fails", [SPARE, MAIN])
def test_where_one_does_not_start_the_other_answers_on(fails: str) -> None:
    recorded = Recorded(MAIN, fails)
    with pytest.raises(RuntimeError, match=fails):
        replace("api", recorded, pause=0)
    assert recorded.answering == (MAIN if fails == SPARE else SPARE)
    assert f"stop {recorded.answering}" not in recorded.happened


def test_what_was_interrupted_goes_on_without_touching_who_answers() -> None:
    recorded = Recorded(SPARE, fails="none")
    replace("api", recorded, pause=0)
    assert recorded.happened == [f"start {MAIN}", f"choose {MAIN}", f"stop {SPARE}"]
