"""The id of a request: the gateway makes it, and it is the same in the answer and in each log."""

import json
import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from gateway.tests.conftest import Gateway, a_gateway, served_by, wait_for

MADE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def id_of(response: httpx.Response) -> str:
    """The only id that an answer has."""
    (given,) = response.headers.get_list("X-Request-ID")
    assert MADE.fullmatch(given)
    return given


def noted(state: Path) -> dict[str, Any]:
    """What the gateway has written down of requests, by their ids."""
    lines = [json.loads(line) for line in (state / "access.log").read_text().splitlines()]
    return {line["request_id"]: line for line in lines}


@pytest.mark.parametrize(("percent", "side"), [(0, "web"), (100, "api")])
def test_answers_have_the_ids_of_the_gateways_log(percent: int, side: str, gateway: Gateway, state: Path) -> None:
    gateway.shift(percent)
    answers = [gateway.ask() for _ in range(3)]
    assert {served_by(answer) for answer in answers} == {side}
    ids = {id_of(answer) for answer in answers}
    assert len(ids) == 3
    wait_for(lambda: ids <= set(noted(state)))
    assert {noted(state)[each]["served_by"] for each in ids} == {side}


def test_django_logs_the_same_id(gateway: Gateway, logs: Path) -> None:
    missing = gateway.ask(path="/a/path/that/nobody/has")
    assert missing.status_code == 404
    wait_for(lambda: id_of(missing) in (logs / "web").read_text())


@pytest.mark.parametrize("percent", [0, 100])
def test_a_clients_id_is_none(percent: int, gateway: Gateway) -> None:
    gateway.shift(percent)
    answer = gateway.client.get("/api/calls/0", headers={"X-Request-ID": "mine"})
    assert id_of(answer) != "mine"


def test_a_failure_has_an_id_too(tmp_path: Path) -> None:
    with a_gateway(tmp_path, '[routes]\n"/api/calls" = { share = 0 }\n', "127.0.0.1:1", "127.0.0.1:2") as gateway:
        refused = gateway.ask()
        assert refused.status_code == 503
        wait_for(lambda: id_of(refused) in noted(tmp_path / "state"))
