"""What is kept of moves, and how they are taken back."""

import json
from pathlib import Path

import pytest

from gateway import history, routes
from gateway.routes import read_routes
from gateway.shift import main

ROUTES = """[routes]
"/api/calls" = { share = 10 }
"/api/callers" = { share = 0 }
"""


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Routes and a state of the test's own."""
    file, state = tmp_path / "routes.toml", tmp_path / "state"
    file.write_text(ROUTES)
    monkeypatch.setattr(routes, "ROUTES", file)
    monkeypatch.setattr(routes, "STATE", state)
    monkeypatch.setattr(history, "me", lambda: "ada")
    return state


def shares() -> dict[str, int]:
    """The shares in routes.toml."""
    return {path: route.share for path, route in read_routes().items()}


def rollback(*arguments: str) -> dict[str, int]:
    """Take a move back, and return the shares."""
    assert main(["rollback", *arguments]) == 0
    return shares()


def shift(route: str, percent: int) -> None:
    """Move a share."""
    assert main([route, str(percent)]) == 0


def test_a_move_is_written_down(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["/api/calls", "50", "--why", "p95 is fine"]) == 0
    (move,) = history.read()
    assert (move.who, move.route, move.before, move.after, move.why) == ("ada", "/api/calls", 10, 50, "p95 is fine")
    capsys.readouterr()
    assert history.main(["/api/calls"]) == 0
    assert capsys.readouterr().out == f"{move.at}  ada  /api/calls  10 % -> 50 %  p95 is fine\n"


def test_what_moves_nothing_is_not_written_down(capsys: pytest.CaptureFixture[str]) -> None:
    shift("/api/calls", 10)
    capsys.readouterr()
    assert history.main([""]) == 0
    assert capsys.readouterr().out == "Nothing has been moved.\n"


def test_moves_are_taken_back_one_after_the_other(state: Path) -> None:
    for percent in (25, 50, 100):
        shift("/api/calls", percent)
    assert rollback()["/api/calls"] == 50
    assert rollback("/api/calls")["/api/calls"] == 25
    shift("/api/calls", 75)
    assert rollback("")["/api/calls"] == 25
    assert (state / "shares/api+calls.read").read_text() == "40"
    assert rollback()["/api/calls"] == 10
    assert main(["rollback"]) == 2


def test_the_last_move_of_a_route(capsys: pytest.CaptureFixture[str]) -> None:
    shift("/api/calls", 50)
    shift("/api/callers", 5)
    assert rollback("/api/calls") == {"/api/calls": 10, "/api/callers": 5}
    assert rollback() == {"/api/calls": 10, "/api/callers": 0}
    assert main(["rollback", "/api/callers"]) == 2
    assert capsys.readouterr().err == "Nothing of /api/callers can be taken back.\n"


def test_a_dry_run_takes_nothing_back(capsys: pytest.CaptureFixture[str]) -> None:
    shift("/api/calls", 50)
    capsys.readouterr()
    assert rollback("--dry-run")["/api/calls"] == 50
    assert capsys.readouterr().out == "/api/calls  50 % -> 10 %, if it were not a dry run\n"
    assert len(list(history.read())) == 1


def test_a_route_that_is_not_there_any_more(capsys: pytest.CaptureFixture[str]) -> None:
    shift("/api/callers", 50)
    routes.ROUTES.write_text('[routes]\n"/api/calls" = { share = 10 }\n')
    assert main(["rollback"]) == 2
    assert "/api/callers is not in gateway/routes.toml" in capsys.readouterr().err


@pytest.mark.parametrize("line", ["", "{", "[]", json.dumps({"route": "/api/calls"})])
def test_a_line_that_is_none_is_named(line: str, state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shift("/api/calls", 50)
    with (state / "history.jsonl").open("a") as file:
        file.write(f"{line}\n")
    assert main(["rollback"]) == history.main([]) == 2
    assert capsys.readouterr().err.count("history.jsonl, line 2, is none of ours: mend it, or delete it.") == 2
    assert shares()["/api/calls"] == 50
