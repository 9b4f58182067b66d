"""The gateway in front of both services: who answers whom, while shares move and while FastAPI is down."""

import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from gateway.tests.conftest import Gateway, cookie, served_by, wait_for
from parity.servers import Server, client

BUCKETS = [f"{number:02x}" for number in range(256)]
USERS = 1_000


def sides(gateway: Gateway) -> dict[str, str]:
    """Who answers the users of each bucket."""
    return {bucket: served_by(gateway.ask(bucket)) for bucket in BUCKETS}


@pytest.mark.parametrize(("percent", "buckets"), [(0, 0), (10, 26), (25, 64), (50, 128), (99, 253), (100, 256)])
def test_a_share_is_a_share_of_the_buckets(percent: int, buckets: int, gateway: Gateway) -> None:
    gateway.shift(percent)
    assert Counter(sides(gateway).values())["api"] == buckets


def test_who_is_in_stays_in(gateway: Gateway) -> None:
    before: dict[str, str] = {}
    for percent in (10, 50, 100):
        gateway.shift(percent)
        now = sides(gateway)
        assert all(now[bucket] == "api" for bucket, side in before.items() if side == "api")
        before = now


def test_a_tenth_of_those_without_a_cookie(gateway: Gateway) -> None:
    gateway.shift(10)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: gateway.ask(), range(USERS)))
    assert 0.06 < Counter(map(served_by, answers))["api"] / USERS < 0.14
    # The bucket that they were given is the one that decided, and decides the same from then on.
    for answer in answers[:100]:
        again = gateway.ask(answer.cookies["gateway_bucket"])
        assert served_by(again) == served_by(answer)
        assert "Set-Cookie" not in again.headers


@pytest.mark.parametrize("bucket", ["", "f", "fff", "zz", "max", "00; gateway_bucket=zz"])
def test_a_cookie_that_makes_no_sense_is_replaced(bucket: str, gateway: Gateway) -> None:
    answer = gateway.ask(bucket)
    if bucket.startswith("00;"):
        assert "Set-Cookie" not in answer.headers
    else:
        assert answer.cookies["gateway_bucket"] in BUCKETS


@pytest.mark.parametrize(("percent", "side"), [(0, "web"), (100, "api")])
def test_nobody_and_everybody(percent: int, side: str, gateway: Gateway) -> None:
    gateway.shift(percent)
    assert {served_by(gateway.ask(bucket)) for bucket in (None, "00", "ff", "zz")} == {side}


@pytest.mark.parametrize(
    ("path", "side"),
    [
        ("/api/calls", "api"),
        ("/api/calls?limit=1", "api"),
        ("/api/calls/1", "api"),
        ("/api/calls/1/more", "api"),
        ("/api/callsigns", "web"),
        ("/api", "web"),
        ("/api/docs", "web"),
        ("/healthz", "web"),
        ("/admin/login/", "web"),
    ],
)
def test_a_route_is_a_path_and_what_is_below_it(path: str, side: str, gateway: Gateway) -> None:
    gateway.shift(100)
    answer = gateway.ask(path=path)
    assert served_by(answer) == side
    assert ("gateway_bucket" in answer.cookies) == (side == "api")


def test_without_its_file_a_route_stays_with_django(gateway: Gateway, state: Path) -> None:
    gateway.shift(100)
    (state / "shares/api+calls.read").unlink()
    assert served_by(gateway.ask()) == "web"


def test_reads_and_writes_go_through_whole(gateway: Gateway) -> None:
    people = gateway.client
    for percent, side in ((0, "web"), (100, "api")):
        gateway.shift(percent)
        made = people.post("/api/calls", json={"caller_id": a_caller(gateway), "notes": "x" * 2_000})
        assert (made.status_code, served_by(made)) == (201, side)
        changed = people.patch(made.headers["Location"], json={"notes": "y"})
        assert (changed.status_code, changed.json()["notes"]) == (200, "y")
        assert people.delete(made.headers["Location"]).status_code == 204


@dataclass
class Readers:
    """Clients that read without a pause, until they are told to stop."""

    gateway: Gateway
    stop: threading.Event = field(default_factory=threading.Event)
    failures: list[str] = field(default_factory=list)
    served: Counter[str] = field(default_factory=Counter)

    def read(self, bucket: str) -> None:
        """One client."""
        with client(self.gateway.url, cookie(bucket), self.gateway.client.auth) as reader:
            while not self.stop.is_set():
                try:
                    answer = reader.get("/api/calls?limit=2")
                except httpx.HTTPError as error:
                    self.failures.append(repr(error))
                    continue
                if answer.status_code != 200 or len(answer.json()["results"]) != 2:
                    self.failures.append(f"{answer.status_code} {answer.text}")
                self.served[answer.headers.get("X-Served-By", "nobody")] += 1

    def go_on(self, side: str) -> None:
        """Wait until they have got 40 more answers from a side."""
        enough = self.served[side] + 40
        wait_for(lambda: self.served[side] >= enough)


@contextmanager
def reading(gateway: Gateway) -> Iterator[Readers]:
    """20 clients, evenly spread over the buckets; at the end none may have seen a failure."""
    readers = Readers(gateway)
    threads = [threading.Thread(target=readers.read, args=(bucket,)) for bucket in BUCKETS[::13]]
    for thread in threads:
        thread.start()
    try:
        yield readers
    finally:
        readers.stop.set()
        for thread in threads:
            thread.join()
    assert len(threads) == 20
    assert readers.failures == []


def test_moving_traffic_fails_no_request(gateway: Gateway) -> None:
    with reading(gateway) as readers:
        for percent, side in ((0, "web"), (10, "api"), (50, "api"), (100, "api"), (0, "web")):
            gateway.shift(percent)
            readers.go_on(side)


def test_a_crash_of_fastapi_fails_no_read(gateway: Gateway, api_server: Server) -> None:
    gateway.shift(100)
    with reading(gateway) as readers:
        readers.go_on("api")
        api_server.kill()
        readers.go_on("web")


def test_fastapi_is_used_again_when_it_is_back(gateway: Gateway, api_server: Server) -> None:
    gateway.shift(100)
    api_server.kill()
    assert served_by(gateway.ask()) == "web"
    api_server.start()
    wait_for(lambda: served_by(gateway.ask()) == "api")


def test_a_write_while_fastapi_is_down_is_refused_as_a_problem(gateway: Gateway, api_server: Server) -> None:
    caller, before = a_caller(gateway), gateway.ask(path="/api/calls").json()["count"]
    gateway.shift(100)
    api_server.kill()
    refused = gateway.client.post("/api/calls", json={"caller_id": caller})
    assert refused.status_code == 503
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert refused.json() == {
        "type": "about:blank",
        "title": "Service Unavailable",
        "status": 503,
        "detail": "The service cannot be reached.",
    }
    # Django goes on answering, and knows of no new call.
    assert gateway.ask(path="/api/calls").json()["count"] == before


def test_a_crash_of_fastapi_applies_no_write_twice(gateway: Gateway, api_server: Server) -> None:
    caller = a_caller(gateway)
    gateway.shift(100)

    def write(number: int) -> int:
        if number == 40:
            api_server.kill()
        body = {"caller_id": caller, "notes": f"once {number}", "started_at": "9000-01-01T00:00:00Z"}
        return gateway.client.post("/api/calls", json=body).status_code

    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(write, range(80)))
    assert set(statuses) == {201, 503}
    newest = gateway.ask(path="/api/calls?limit=100").json()["results"]
    made = {call["id"]: call["notes"] for call in newest if call["notes"].startswith("once ")}
    assert len(made) == len(set(made.values()))
    assert {f"once {number}" for number, status in enumerate(statuses) if status == 201} <= set(made.values())
    gateway.shift(0)
    for call_id in made:
        assert gateway.client.delete(f"/api/calls/{call_id}").status_code == 204


def a_caller(gateway: Gateway) -> int:
    """The id of one of the callers."""
    caller: int = gateway.ask(path="/api/calls?limit=1").json()["results"][0]["caller"]["id"]
    return caller
