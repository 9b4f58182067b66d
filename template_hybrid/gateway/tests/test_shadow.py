"""Mirrored reads: counted, shown, and compared by a running Django."""

import json
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from gateway import routes, shadow
from gateway.shadow import Parity, parity, place_of
from gateway.tests.conftest import a_gateway, wait_for
from parity import services
from parity.servers import Server, running
from parity.signing import Signed

ROUTES = """[routes]
"/api/calls" = { share = 0, mirror = 100 }
"""
Note = Callable[..., None]


@pytest.fixture
def note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Note:
    """Writes a comparison as Django does: `note("/api/calls", "status: ...")`."""
    monkeypatch.setattr(routes, "STATE", tmp_path)

    def note(path: str, *differences: str, at: float = 1000) -> None:
        line = {"at": at, "method": "GET", "path": path, "differences": differences}
        with (tmp_path / "shadow.log").open("a") as file:
            file.write(json.dumps(line) + "\n")

    return note


def test_parity_is_counted_by_route(note: Note) -> None:
    assert parity(0, ["/api/calls"]) == {"/api/calls": Parity()}
    note("/api/calls", at=999)
    note("/api/calls")
    note("/api/calls/7", "status: Django 200, FastAPI 404", "body: Django 1, FastAPI 2")
    note("/api/calls/export/7")
    note("/elsewhere")
    assert parity(1000, ["/api/calls", "/api/calls/export"]) == {
        "/api/calls": Parity(2, 1),
        "/api/calls/export": Parity(1, 1),
    }


@pytest.mark.parametrize(
    ("counted", "expected"),
    [
        (Parity(), "-"),
        (Parity(3, 3), "100.0 % of 3"),
        (Parity(3, 2), "66.7 % of 3"),
        (Parity(100_000, 99_999), "99.9 % of 100000"),
        (Parity(2, 0), "0.0 % of 2"),
    ],
)
def test_only_all_is_a_hundred_percent(counted: Parity, expected: str) -> None:
    assert str(counted) == expected


def test_what_differs_is_shown(note: Note, capsys: pytest.CaptureFixture[str]) -> None:
    at = time.time()
    note("/api/calls", at=at)
    note("/api/calls", "body.results.0.notes: Django 1, FastAPI 2", "body.results.12.notes: Django 1, FastAPI 3", at=at)
    note("/api/calls/7", "status: Django 200, FastAPI 404", at=at)
    note("/api/calls/8", "status: Django 200, FastAPI 500", at=at)
    assert shadow.main([]) == 0
    head, *lines = capsys.readouterr().out.splitlines()
    assert head == "Of 4 reads in the last 60 minutes, 1 were answered the same."
    assert [line.split("+00:00")[-1] for line in lines] == [
        "     2 times  status",
        "  GET /api/calls/8  status: Django 200, FastAPI 500",
        "     1 times  body.results.*.notes",
        "  GET /api/calls  body.results.12.notes: Django 1, FastAPI 3",
    ]
    shown = datetime.fromisoformat(lines[1].split()[0])
    assert abs(shown.timestamp() - at) < 2


def test_nothing_to_show_is_said(note: Note, capsys: pytest.CaptureFixture[str]) -> None:
    note("/api/calls", at=0)
    assert shadow.main(["5"]) == 0
    assert "Nothing was compared in the last 5 minutes: give a route a `mirror`" in capsys.readouterr().out
    assert shadow.main(["some"]) == 2


def test_lines_that_are_not_whole_are_passed_over(note: Note) -> None:
    note("/api/calls")
    with shadow.file().open("a") as file:
        file.write('{"at": 1000}\n[]\n{"at": 1000, "meth')
    assert len(list(shadow.read(0))) == 1


@pytest.mark.parametrize(
    ("difference", "place"),
    [
        ("status: Django 200, FastAPI 404", "status"),
        ("body.0.a.11.b: Django 1.5, FastAPI 2", "body.*.a.*.b"),
        ("body.3: Django 1, FastAPI 2", "body.*"),
        ("body.line2: Django 1, FastAPI 2", "body.line2"),
    ],
)
def test_a_place_in_a_list_is_any(difference: str, place: str) -> None:
    assert place_of(difference) == place


def test_a_running_django_compares_what_the_gateway_mirrors(
    database_url: str, api_server: Server, agent: Signed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "STATE", tmp_path / "state")
    web = services.web_server(database_url, tmp_path)
    web.environment |= {"WEB_ADDRESS": web.address, "API_ADDRESS": api_server.address, "SHADOW_LOG": str(shadow.file())}
    paths = ["/api/calls", "/api/calls?limit=3", "/api/calls/0", "/api/calls?limit=0", "/api/calls/1"]
    with running(web), a_gateway(tmp_path, ROUTES, web.address, api_server.address) as gateway:
        gateway.client.auth = agent
        for path in paths:
            assert gateway.ask(path=path).headers["X-Served-By"] == "web"
        wait_for(lambda: parity(0, ["/api/calls"])["/api/calls"].compared == len(paths))
    assert [compared.differences for compared in shadow.read(0)] == [[]] * len(paths)
