"""The command that moves traffic: what it accepts, and what it writes."""

import subprocess
import sys
from pathlib import Path

import pytest

from gateway import history, routes
from gateway.publish import publish, threshold
from gateway.routes import RouteError, read_api_only, read_routes, write_share
from gateway.shift import main

ROUTES = """# Who answers what
[routes]
"/api/calls" = { share = 10, writer = "web", mirror = 5 } # careful
"/api/calls/export" = { share = 0, methods = ["GET"], sticky = "user" }
"""


@pytest.fixture(autouse=True)
def routes_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A routes.toml of the test's own."""
    file = tmp_path / "routes.toml"
    file.write_text(ROUTES)
    monkeypatch.setattr(routes, "ROUTES", file)
    monkeypatch.setattr(routes, "STATE", tmp_path / "state")
    return file


def published() -> dict[str, str]:
    """What the gateway reads of /api/calls at each request."""
    return {kind: (routes.STATE / f"shares/api+calls.{kind}").read_text() for kind in ("read", "write", "mirror")}


def test_shift_changes_one_number_and_tells_the_gateway(routes_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["/api/calls", "50"]) == 0
    assert capsys.readouterr().out == "/api/calls  10 % -> 50 %\n"
    assert routes_file.read_text() == ROUTES.replace("share = 10", "share = 50")
    assert published() == {"read": "80", "write": "00", "mirror": "0d"}


def test_a_dry_run_moves_nothing(routes_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["/api/calls", "50", "--dry-run"]) == 0
    assert capsys.readouterr().out == "/api/calls  10 % -> 50 %, if it were not a dry run\n"
    assert routes_file.read_text() == ROUTES
    assert list(history.read()) == []


@pytest.mark.parametrize("arguments", [[], ["", ""]])
def test_without_arguments_it_shows_the_shares(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown == [
        "/api/calls  10 %, writes are Django's, mirrors 5 %",
        "/api/calls/export  0 %, only GET, by user",
    ]
    assert published() == {"read": "1a", "write": "00", "mirror": "0d"}


@pytest.mark.parametrize(("writer", "write"), [("web", "00"), ("api", "max"), ("both", "1a")])
def test_who_writes_is_said_apart(writer: str, write: str, routes_file: Path) -> None:
    routes_file.write_text(ROUTES.replace("web", writer))
    publish(read_routes())
    assert published()["write"] == write


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["/api/call", "5"], "/api/call is not in gateway/routes.toml. Did you mean /api/calls?"),
        (["/elsewhere", "5"], "It knows: /api/calls, /api/calls/export."),
        (["/api/calls", "101"], "PERCENT must be a whole number from 0 to 100, not '101'."),
        (["/api/calls", "-1"], "not '-1'"),
        (["/api/calls", "2.5"], "not '2.5'"),
        (["/api/calls", "²"], "not '²'"),
        (["/api/calls", ""], "Both are needed: ROUTE=/api/calls PERCENT=25"),
        (["", "25"], "Both are needed"),
        (["/api/calls"], "Both are needed"),
    ],
)
def test_what_makes_no_sense_is_explained(
    arguments: list[str], message: str, routes_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert message in capsys.readouterr().err
    assert routes_file.read_text() == ROUTES


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[routes", "cannot be read"),
        ("", "has no table [routes]"),
        ("routes = 5", "has no table [routes]"),
        ('[routes]\n"api/calls" = { share = 0 }', "'api/calls' is not a route"),
        ('[routes]\n"/api/calls/" = { share = 0 }', "'/api/calls/' is not a route"),
        ('[routes]\n"/api/*" = { share = 0 }', "is not a route"),
        ('[routes]\n"/api/calls" = 5', '/api/calls needs a share: "/api/calls" = { share = 0 }'),
        ('[routes]\n"/api/calls" = {}', "/api/calls needs a share"),
        ('[routes]\n"/api/calls" = { share = 101 }', "the share of /api/calls is 101"),
        ('[routes]\n"/api/calls" = { share = true }', "the share of /api/calls is True"),
        ('[routes]\n"/api/calls" = { share = "5" }', "the share of /api/calls is '5'"),
        ('[routes]\n"/api/calls" = { share = 0, mirror = -1 }', "the mirror of /api/calls is -1"),
        ('[routes]\n"/api/calls" = { share = 0, methods = ["get"] }', "the methods of /api/calls is ['get']"),
        ('[routes]\n"/api/calls" = { share = 0, methods = "GET" }', "it must be a list of GET, HEAD"),
        ('[routes]\n"/api/calls" = { share = 0, writer = "me" }', 'must be "web", "api" or "both"'),
        ('[routes]\n"/api/calls" = { share = 0, sticky = 5 }', 'must be "cookie" or "user"'),
        ('[routes]\n"/api/calls" = { share = 0, tables = [5] }', "it must be a list of tables"),
        ('[routes]\n"/api/calls" = { share = 0, writers = "web" }', "/api/calls has 'writers', but a route may have"),
    ],
)
def test_a_file_that_makes_no_sense_is_explained(text: str, message: str, routes_file: Path) -> None:
    routes_file.write_text(text)
    with pytest.raises(RouteError, match=r"routes\.toml") as error:
        read_routes()
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ('"/api/exports"', "it must be a list of routes"),
        ('["/api/exports/"]', "'/api/exports/', which is no route"),
        ('["/api/exports*"]', "'/api/exports*', which is no route"),
        ("[5]", "5, which is no route"),
    ],
)
def test_routes_of_the_api_alone_that_make_no_sense(value: str, message: str, routes_file: Path) -> None:
    routes_file.write_text(f"api_only = {value}\n{ROUTES}")
    assert main([]) == 2
    with pytest.raises(RouteError, match=r"routes\.toml") as error:
        read_api_only()
    assert message in str(error.value)


def test_what_only_the_api_has_is_shown_and_cannot_be_shifted(
    routes_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    routes_file.write_text(f'api_only = ["/api/calls/*/export"]\n{ROUTES}')
    assert main([]) == 0
    assert capsys.readouterr().out.endswith("\n/api/calls/*/export  only the API\n")
    assert main(["/api/calls/*/export", "0"]) == 2
    assert "Only the API has /api/calls/*/export" in capsys.readouterr().err


def test_a_route_that_is_not_on_a_line_of_its_own_is_left_alone(routes_file: Path) -> None:
    text = '[routes."/api/calls"]\nshare = 0'
    routes_file.write_text(text)
    with pytest.raises(RouteError, match="on a line of its own"):
        write_share("/api/calls", 5)
    assert routes_file.read_text() == text


def test_thresholds_only_grow() -> None:
    thresholds = [threshold(percent) for percent in range(101)]
    assert thresholds == sorted(set(thresholds))
    assert [thresholds[percent] for percent in (0, 25, 50, 99, 100)] == ["00", "40", "80", "fd", "max"]


def test_the_longest_route_comes_last_and_so_overrules() -> None:
    publish(read_routes())
    written = (routes.STATE / "routes.caddy").read_text().splitlines()
    paths = [line.split()[-2] for line in written if "path " in line]
    assert paths == ["/api/calls"] * 3 + ["/api/calls/export"] * 2


def test_the_command_ends_with_the_code(routes_file: Path) -> None:
    command = [sys.executable, "-m", "gateway.shift", "/nowhere", "5"]
    environment = {"GATEWAY_ROUTES": str(routes_file), "GATEWAY_STATE": str(routes.STATE)}
    assert subprocess.run(command, env=environment, capture_output=True, check=False).returncode == 2
