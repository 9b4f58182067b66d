"""What is added to files that exist."""

import tomllib
from dataclasses import replace

import pytest

from moving.names import Names
from moving.register import NotRegisteredError, in_application, in_gateway

NAMES = Names("package", "/api/notes", "notes", "note", "Note")
MAIN = """from package import health
from package.calls.router import router as calls
from package.settings import Settings

def create_app():
    app.include_router(calls)
    app.include_router(health.router)
    return app
"""


def test_the_application_gets_the_router() -> None:
    lines = in_application(MAIN, NAMES).splitlines()
    assert lines[2] == "from package.notes.router import router as notes"
    assert lines[7:9] == ["    app.include_router(notes)", "    app.include_router(health.router)"]


def test_a_name_that_is_taken_is_not_taken_again() -> None:
    text = in_application(f"{MAIN}settings = Settings()\n", replace(NAMES, many="settings"))
    assert "import router as settings_router\n" in text
    assert "include_router(settings_router)" in text


def test_nothing_is_added_twice() -> None:
    once = in_application(MAIN, NAMES)
    assert in_application(once, NAMES) == once
    routes = in_gateway("[routes]\n", "/api/notes")
    assert in_gateway(routes, "/api/notes") == routes


@pytest.mark.parametrize("text", ["", MAIN.replace("health.router)", "health.router, tags=[])")])
def test_an_application_that_looks_otherwise_is_not_touched(text: str) -> None:
    with pytest.raises(NotRegisteredError, match="import the router and add"):
        in_application(text, NAMES)


@pytest.mark.parametrize("after", ["", "\n[other]\nnumber = 1\n"])
def test_the_gateway_gets_the_route_at_the_end_of_its_table(after: str) -> None:
    text = in_gateway('# What moves\n[routes]\n"/api/calls" = { share = 5 }\n' + after, "/api/notes")
    assert text.startswith("# What moves\n")
    routes = tomllib.loads(text)["routes"]
    assert routes == {"/api/calls": {"share": 5}, "/api/notes": {"share": 0, "methods": ["GET"]}}
    assert text.endswith(after or "\n")


def test_a_gateway_without_routes_is_not_touched() -> None:
    with pytest.raises(NotRegisteredError, match="has no table"):
        in_gateway("", "/api/notes")
