"""Which of Django's routes take the most of its time."""

import os
import subprocess
import sys

import pytest

from gateway import hot
from gateway.access import Request
from gateway.hot import lines, rank
from gateway.tests.conftest import Gateway, served_by, wait_for
from parity.environments import ROOT


def asked(path: str, seconds: float, method: str = "GET", side: str = "web") -> Request:
    """A request that was answered."""
    return Request(1000, method, path, seconds, side, is_fault=False)


def test_the_most_time_in_all_comes_first() -> None:
    slow_once = [asked("/reports/2026", 0.5)]
    often = [asked(f"/api/calls/{number}", 0.01) for number in range(100)]
    of_api = [asked("/api/calls", 60, side="api")]
    found = [(path, spent.numbers.requests) for path, spent in rank([*slow_once, *often, *of_api])]
    assert found == [("/api/calls/*", 100), ("/reports/*", 1)]


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("/api/calls/7/notes", "/api/calls/*/notes"),
        ("/a/0b6f2b7e-5f0e-4a51-9d0f-0d6a3c1b9f11", "/a/*"),
        ("/a/0b6f2b7e5f0e4a519d0f0d6a3c1b9f11/7/", "/a/*/*/"),
        ("/a/v2/deadbeef", "/a/v2/deadbeef"),
        ("/", "/"),
    ],
)
def test_one_of_many_counts_as_one_route(path: str, route: str) -> None:
    assert [found for found, _ in rank([asked(path, 1)])] == [route]


def test_the_table_says_what_helps_to_choose() -> None:
    requests = [asked("/api/calls/1", 0.03), asked("/api/calls/2", 0.03, "DELETE"), asked("/reports", 0.02)]
    assert list(lines(rank(requests), ["/api/calls", "/api"])) == [
        "route         of time  requests  reads        p95  in routes.toml",
        "/api/calls/*    75.0%         2    50%    30.0 ms  /api/calls",
        "/reports        25.0%         1   100%    20.0 ms  -",
    ]


def test_nothing_may_have_been_asked() -> None:
    assert list(lines([], [])) == ["route  of time  requests  reads        p95  in routes.toml"]


def test_minutes_are_a_number(capsys: pytest.CaptureFixture[str]) -> None:
    assert hot.main(["soon"]) == 2
    assert "MINUTES must be a whole number from 1, not 'soon'." in capsys.readouterr().err


def test_it_reads_what_the_gateway_writes(gateway: Gateway) -> None:
    assert served_by(gateway.ask("00", "/api/docs")) == "web"
    command = [sys.executable, "-m", "gateway.hot", "1"]
    environment = {**os.environ, **gateway.environment}

    def shown() -> str:
        ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
        return ran.stdout

    wait_for(lambda: "/api/docs " in shown())
