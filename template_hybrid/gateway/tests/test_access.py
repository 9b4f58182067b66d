"""What is made of the gateway's log."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gateway import routes, traffic
from gateway.access import Numbers, Request, measure, read

ROUTES = """[routes]
"/api/calls" = { share = 10 }
"/api/calls/export" = { share = 0 }
"""

Log = Callable[..., None]


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Log:
    """Writes a line as Caddy does: `log("/api/calls", served_by="api")`."""
    (tmp_path / "routes.toml").write_text(ROUTES)
    monkeypatch.setattr(routes, "ROUTES", tmp_path / "routes.toml")
    monkeypatch.setattr(routes, "STATE", tmp_path)

    def log(uri: str, *, at: float = 1000, status: int = 200, duration: float = 0.01, **fields: str) -> None:
        request = {"method": "GET", "uri": uri}
        line: dict[str, Any] = {"ts": at, "request": request, "status": status, "duration": duration}
        with (tmp_path / "access.log").open("a") as file:
            file.write(json.dumps({**line, "served_by": "web", **fields}) + "\n")

    return log


def numbers(*seconds: float, errors: int = 0) -> Numbers:
    """Numbers of that many requests."""
    return Numbers(list(seconds), errors)


def test_a_path_belongs_to_the_longest_route(log: Log) -> None:
    for uri in ("/api/calls", "/api/calls/7", "/api/callsigns", "/", "/api/calls/export", "/api/calls/export/7"):
        log(uri)
    log("/api/calls", served_by="api", meant="api")
    found = measure(0, ["/api/calls", "/api/calls/export"])
    requests = {route: {side: of.requests for side, of in sides.items()} for route, sides in found.items()}
    assert requests == {"/api/calls": {"web": 2, "api": 1}, "/api/calls/export": {"web": 2}}


def test_what_counts_is_what_happened_since(log: Log) -> None:
    for at in (999.9, 1000, 1001):
        log("/api/calls", at=at)
    assert [request.at for request in read(1000)] == [1000, 1001]


@pytest.mark.parametrize(
    ("fields", "side", "is_fault"),
    [
        ({}, "web", False),
        ({"status": 500}, "web", True),
        ({"status": 404}, "web", False),
        ({"meant": "api", "served_by": "api"}, "api", False),
        ({"meant": "api", "served_by": "api", "status": 500}, "api", True),
        ({"meant": "api", "served_by": "web"}, "api", True),
        ({"meant": "api", "served_by": "", "status": 503}, "api", True),
        ({"served_by": "api"}, "api", False),
        ({"served_by": "", "status": 503}, "web", True),
    ],
)
def test_whose_a_request_is_and_whether_it_failed(log: Log, fields: Any, side: str, is_fault: bool) -> None:
    log("/api/calls", **fields)
    assert list(read(0)) == [Request(1000, "GET", "/api/calls", 0.01, side, is_fault)]


def test_lines_that_are_not_whole_are_passed_over(log: Log, tmp_path: Path) -> None:
    assert list(read(0)) == []
    log("/api/calls")
    with (tmp_path / "access.log").open("a") as file:
        file.write('{"ts": 1000}\n{"ts": 1000, "requ')
    assert len(list(read(0))) == 1


def test_p95() -> None:
    assert numbers().p95 == numbers().error_rate == 0
    assert numbers(0.3).p95 == 0.3
    assert numbers(*(number / 100 for number in range(100, 0, -1))).p95 == 0.95
    assert numbers(0.1, 0.1, 0.1, 0.1, errors=1).error_rate == 0.25


def test_traffic_is_a_table(
    log: Log, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("gateway.traffic.minutes_ago", lambda minutes: 1000.0 - minutes)
    log("/api/calls", at=990)
    log("/api/calls", duration=0.1234)
    log("/api/calls", meant="api", served_by="api", status=500)
    for differences in ([], ["status: Django 200, FastAPI 404"]):
        line = {"at": 1000, "method": "GET", "path": "/api/calls/7", "differences": differences}
        with (tmp_path / "shadow.log").open("a") as file:
            file.write(json.dumps(line) + "\n")
    assert traffic.main(["2"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "The last 2 minutes:",
        "route              side   share  requests   errors       p95  parity",
        "/api/calls         web     90 %         1     0.0%  123.4 ms",
        "/api/calls         api     10 %         1   100.0%   10.0 ms  50.0 % of 2",
        "/api/calls/export  web    100 %         0        -         -",
        "/api/calls/export  api      0 %         0        -         -  -",
    ]


@pytest.mark.parametrize("minutes", ["0", "-1", "1.5", "many"])
def test_minutes_are_a_number(minutes: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert traffic.main([minutes]) == 2
    assert "MINUTES must be a whole number from 1" in capsys.readouterr().err
