"""Moves under guard: what is wrong, and what is taken back."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from gateway import guard
from gateway.access import Numbers
from gateway.guard import watch, what_is_wrong
from gateway.tests.conftest import Gateway, wait_for
from gateway.tests.test_gateway import reading
from parity.environments import ROOT
from parity.servers import Server


def numbers(requests: int, seconds: float = 0.03, errors: int = 0) -> Numbers:
    """Numbers of requests that took the same time each."""
    return Numbers([seconds] * requests, errors)


@pytest.mark.parametrize(
    ("web", "api", "says"),
    [
        (numbers(100), numbers(100), None),
        (numbers(100), numbers(19, errors=19), None),
        (numbers(100), numbers(100, errors=1), None),
        (numbers(100), numbers(100, errors=2), "FastAPI fails 2.0% of 100 requests, Django 0.0%."),
        (numbers(100, errors=2), numbers(100, errors=2), None),
        (numbers(0), numbers(20, errors=1), "FastAPI fails 5.0% of 20 requests, Django 0.0%."),
        (numbers(100), numbers(100, 0.045), None),
        (numbers(100), numbers(100, 0.046), "FastAPI's p95 is 46 ms, Django's 30 ms."),
        (numbers(100, 0.001), numbers(100, 0.019), None),
        (numbers(19), numbers(100, 9), None),
    ],
)
def test_what_is_wrong(web: Numbers, api: Numbers, says: str | None) -> None:
    assert what_is_wrong(web, api) == says


def test_once_django_has_no_requests_the_window_before_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "POLL", 0)
    asked: Iterator[tuple[Numbers, Numbers]] = iter(
        [(numbers(50), numbers(0)), (numbers(0), numbers(10)), (numbers(0), numbers(30, 0.1))]
    )
    assert watch(lambda _: next(asked), time.time(), 60) == "FastAPI's p95 is 100 ms, Django's 30 ms."


def under_guard(gateway: Gateway, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Move as `make guard` does."""
    command = [sys.executable, "-m", "gateway.guard", "/api/calls", *arguments]
    environment = {**os.environ, **gateway.environment}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def share(gateway: Gateway) -> str:
    """The share of FastAPI, as `make shift` shows it."""
    command = [sys.executable, "-m", "gateway.shift"]
    environment = {**os.environ, **gateway.environment}
    shown = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout
    return shown.splitlines()[0]


def test_step_by_step_while_all_is_well(gateway: Gateway) -> None:
    # Which of two servers in development is the faster one on a busy machine is not the question here.
    with reading(gateway):
        result = under_guard(gateway, "100", "--steps", "50", "--window", "3", "--slower", "1000")
    assert result.returncode == 0, result.stdout + result.stderr
    assert result.stdout.count("nothing is wrong") == 2
    assert share(gateway) == "/api/calls  100 %"


def test_a_step_on_which_fastapi_fails_is_taken_back(gateway: Gateway, api_server: Server) -> None:
    api_server.kill()
    with reading(gateway):
        result = under_guard(gateway, "100", "--steps", "50", "--window", "20")
    assert result.returncode == 1, result.stdout + result.stderr
    assert "FastAPI fails" in result.stdout
    assert "/api/calls  50 % -> 0 %" in result.stdout
    assert share(gateway) == "/api/calls  0 %"


def test_what_somebody_else_moves_meanwhile_stays(gateway: Gateway, api_server: Server) -> None:
    command = [sys.executable, "-m", "gateway.guard", "/api/calls", "100", "--steps", "50", "--window", "60"]
    environment = {**os.environ, **gateway.environment}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as guarding:
        wait_for(lambda: share(gateway) == "/api/calls  50 %")
        gateway.shift(0)
        api_server.kill()
        said, _ = guarding.communicate(timeout=60)
    assert guarding.returncode == 1
    assert "Somebody has moved /api/calls from 50 % to 0 %: that stays." in said
    assert share(gateway) == "/api/calls  0 %"


def test_a_step_that_makes_no_sense_moves_nothing(gateway: Gateway) -> None:
    result = under_guard(gateway, "50", "--steps", "150", "--window", "1")
    assert result.returncode == 2
    assert "PERCENT must be a whole number" in result.stderr
    assert share(gateway) == "/api/calls  0 %"


@pytest.mark.parametrize(
    ("now", "arguments", "steps"),
    [
        (0, ["100"], ["1", "5", "10", "25", "50", "100"]),
        (10, ["50"], ["25", "50"]),
        (10, ["60", "--steps", "20"], ["20", "60"]),
        (50, ["0"], ["0"]),
        (50, ["50"], ["50"]),
    ],
)
def test_a_plan_moves_nothing(now: int, arguments: list[str], steps: list[str], gateway: Gateway) -> None:
    gateway.shift(now)
    shown = under_guard(gateway, *arguments, "--plan").stdout.splitlines()
    assert shown[0] == f"/api/calls  {now} % now"
    assert [line.split()[0] for line in shown if "watched for 60 s" in line] == steps
    assert share(gateway) == f"/api/calls  {now} %"


def test_traffic_is_measured(gateway: Gateway) -> None:
    gateway.shift(100)
    for _ in range(3):
        gateway.ask("00")
    command = [sys.executable, "-m", "gateway.traffic", "1"]
    environment = {**os.environ, **gateway.environment}

    def line() -> list[str]:
        shown = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout
        return next(each.split() for each in shown.splitlines() if each.startswith("/api/calls ") and " api " in each)

    wait_for(lambda: int(line()[4]) >= 3)
