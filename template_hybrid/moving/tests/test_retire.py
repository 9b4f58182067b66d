"""What is said of a route that has moved."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from gateway import history, routes
from moving.facts import Access, Description, Operation, Table
from moving.retire import main

DESCRIPTION = Description(
    route="/api/notes",
    table=Table("notes.Note", "notes_note", "id", "int", "its name"),
    access=Access("open", "nothing guards it"),
    fields=(),
    listed=Operation("/api/notes", "notes.views.Notes.get", "web/notes/views.py:7"),
)


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A gateway's files of this test's own."""
    monkeypatch.setattr(routes, "STATE", tmp_path)
    monkeypatch.setattr(routes, "ROUTES", tmp_path / "routes.toml")
    return tmp_path


def say(state: Path, route: str, stays: tuple[str, ...] = ()) -> int:
    """Say it, of a route in routes.toml."""
    (state / "routes.toml").write_text(f"[routes]\n{route}\n", encoding="utf-8")
    file = state / "described.json"
    file.write_text(json.dumps({**asdict(DESCRIPTION), "stays": stays}), encoding="utf-8")
    return main(str(file))


@pytest.mark.parametrize(
    ("route", "says"),
    [
        ("", "FastAPI does not have /api/notes yet: `make move ROUTE=/api/notes` first."),
        (
            '"/api/notes" = { share = 50 }',
            "FastAPI answers 50 % of /api/notes: `make guard ROUTE=/api/notes PERCENT=100` first.",
        ),
    ],
)
def test_what_has_not_moved_cannot_retire(
    route: str, says: str, state: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert say(state, route) == 1
    assert capsys.readouterr().out == f"{says}\n"


def test_it_says_since_when_and_where_what_could_go_is(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    history.note("/api/notes", 50, 100)
    (moved,) = history.read()
    assert say(state, '"/api/notes" = { share = 100 }') == 0
    said = capsys.readouterr().out
    assert f"FastAPI answers all of /api/notes since {moved.at}." in said
    assert "stays as the fallback" in said
    assert 'list "/api/notes" in api_only' in said
    assert "  web/notes/views.py:7: notes.views.Notes.get, and its path\n" in said


def test_what_django_alone_answers_cannot_go(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert say(state, '"/api/notes" = { share = 100 }', stays=("POST /api/notes",)) == 0
    said = capsys.readouterr().out
    assert "It cannot go at all" in said
    assert "  POST /api/notes\n" in said
    assert "api_only" not in said


def test_routes_that_cannot_be_read_are_no_traceback(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert say(state, "nothing") == 2
    assert "cannot be read" in capsys.readouterr().err
