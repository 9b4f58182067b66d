"""Which instance of a side answers, and where it is."""

from pathlib import Path

import pytest

from gateway import instances, routes
from gateway.instances import main

ADDRESSES = {"API_ADDRESS": "api:8000", "API_SPARE_ADDRESS": "api-spare:8000", "WEB_ADDRESS": "web:8000"}


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the gateway reads it."""
    monkeypatch.setattr(routes, "STATE", tmp_path / "state")
    monkeypatch.delenv("WEB_SPARE_ADDRESS", raising=False)
    for name, address in ADDRESSES.items():
        monkeypatch.setenv(name, address)
    return tmp_path / "state"


def told(side: str) -> str:
    """Where Caddy finds a side."""
    return ":".join(instances.file(f"{side}.{name}").read_text() for name in ("host", "port"))


def test_the_main_one_answers_unless_another_is_chosen(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert capsys.readouterr().out == "web  main\napi  main\n"
    assert main(["api", "spare"]) == 0
    assert capsys.readouterr().out == "web  main\napi  spare\n"
    assert told("api") == "api-spare:8000"


def test_who_was_chosen_stays_so_and_an_address_may_change(monkeypatch: pytest.MonkeyPatch) -> None:
    main(["api", "spare"])
    monkeypatch.setenv("API_SPARE_ADDRESS", "api-spare:9000")
    instances.publish()
    assert (told("api"), told("web")) == ("api-spare:9000", "web:8000")


def test_where_nothing_is_said_it_stays_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    instances.publish()
    for name in ADDRESSES:
        monkeypatch.delenv(name)
    instances.publish()
    assert (told("api"), told("web")) == ("api:8000", "web:8000")


def test_where_nothing_was_ever_said_it_is_as_in_development(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ADDRESSES:
        monkeypatch.delenv(name)
    instances.publish()
    assert (told("api"), told("web")) == ("127.0.0.1:8002", "127.0.0.1:8001")


@pytest.mark.parametrize("arguments", [["web"], ["spare"], ["web", "x"], ["gateway", "spare"], ["web", "spare", "x"]])
def test_what_makes_no_sense_is_explained(
    arguments: list[str], state: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert "Say a side and an instance: web spare, web main" in capsys.readouterr().err
    assert not state.exists()


@pytest.mark.parametrize(
    ("spare", "message"),
    [
        ("", "WEB_ADDRESS and WEB_SPARE_ADDRESS must say where the instances are."),
        ("web-spare", "'web-spare' is no address like 127.0.0.1:8001."),
        ("web-spare:9000", "web-spare:9000 and web:8000 differ in host and port"),
    ],
)
def test_addresses_that_make_no_sense_are_explained(
    spare: str, message: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WEB_SPARE_ADDRESS", spare)
    assert main(["web", "spare"]) == 2
    assert message in capsys.readouterr().err
