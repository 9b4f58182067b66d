"""The command that asks both sides the same."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from parity.replay import main
from parity.requests import Request
from parity.servers import Server
from parity.signing import AGENT, sign_in

Capture = pytest.CaptureFixture[str]


class Wrong(BaseHTTPRequestHandler):
    """A service that knows of no calls."""

    def do_GET(self) -> None:
        """Answer an empty list."""
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(b'{"count": 0, "next": null, "previous": null, "results": []}')

    def log_message(self, *_: Any) -> None:
        """Be silent."""


@pytest.fixture
def wrong_url() -> Iterator[str]:
    """Where the wrong service is."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Wrong) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def token(web_server: Server, monkeypatch: pytest.MonkeyPatch) -> str:
    """The access token of who asks two services that run."""
    token = str(sign_in(web_server.url, AGENT)["access_token"])
    monkeypatch.setenv("ACCESS_TOKEN", token)
    return token


def record(folder: Path, *requests: tuple[str, str]) -> str:
    """A recording as a browser makes it, of these methods and paths."""
    headers = [{"name": "Accept", "value": "application/json"}, {"name": "Cookie", "value": "sessionid=secret"}]
    entries = [
        {"request": {"method": method, "url": f"https://example.com{path}", "headers": headers}}
        for method, path in requests
    ]
    file = folder / "recorded.har"
    file.write_text(json.dumps({"log": {"entries": entries}}))
    return str(file)


def test_both_give_the_same_answers(capsys: Capture) -> None:
    assert main(["--cases", "4"]) == 0
    *routes, all_of = capsys.readouterr().out.splitlines()
    assert {route.split()[0] for route in routes} == {"GET", "POST", "PATCH", "DELETE"}
    assert all_of.startswith("100.0% of ")


@pytest.mark.usefixtures("token")
def test_what_was_recorded_is_asked_again(
    tmp_path: Path, web_server: Server, api_server: Server, web: httpx.Client, capsys: Capture
) -> None:
    file = record(tmp_path, ("GET", "/api/calls?limit=3"), ("DELETE", "/api/calls/1"), ("GET", "/admin/"))
    assert main(["--har", file, "--web", web_server.url, "--api", f"{api_server.url}/"]) == 0
    assert capsys.readouterr().out == (
        "GET     /api/calls      1 of     1 the same\n100.0% of 1 answers are the same.\n"
    )
    assert web.get("/api/calls/1").status_code == 200


def test_a_difference_is_shown(tmp_path: Path, web_server: Server, wrong_url: str, token: str, capsys: Capture) -> None:
    file = record(tmp_path, ("GET", "/api/calls?limit=1&status=missed"))
    assert main(["--har", file, "--web", web_server.url, "--api", wrong_url]) == 1
    shown = capsys.readouterr().out
    assert (
        f"curl -i '{web_server.url}/api/calls?limit=1&status=missed' "
        """-H "Authorization: Bearer $ACCESS_TOKEN" -H 'accept: application/json'\n"""
    ) in shown
    assert '+    "count": 0,' in shown
    assert "secret" not in shown
    assert token not in shown
    assert shown.endswith("0.0% of 1 answers are the same.\n")


@pytest.mark.usefixtures("token")
def test_nothing_to_ask_is_no_success(tmp_path: Path, web_server: Server, wrong_url: str, capsys: Capture) -> None:
    file = record(tmp_path, ("GET", "/admin/"))
    assert main(["--har", file, "--web", web_server.url, "--api", wrong_url]) == 1
    assert "There was nothing to ask" in capsys.readouterr().out


@pytest.mark.parametrize(("text", "says"), [("", "is no HAR file"), ("{}", "is no HAR file"), (None, "cannot be read")])
def test_a_file_that_is_no_recording(
    text: str | None, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv("ACCESS_TOKEN", "any")
    file = tmp_path / "some.har"
    if text is not None:
        file.write_text(text)
    assert main(["--har", str(file), "--web", "http://127.0.0.1:1", "--api", "http://127.0.0.1:1"]) == 2
    assert says in capsys.readouterr().err


@pytest.mark.usefixtures("token")
def test_a_service_that_is_not_there(tmp_path: Path, web_server: Server, capsys: Capture) -> None:
    file = record(tmp_path, ("GET", "/api/calls"))
    assert main(["--har", file, "--web", web_server.url, "--api", "http://127.0.0.1:1"]) == 1
    assert "A service cannot be asked" in capsys.readouterr().err


def test_who_is_not_signed_in_would_find_everything_the_same(
    tmp_path: Path, web_server: Server, api_server: Server, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    arguments = ["--har", record(tmp_path, ("GET", "/api/calls")), "--web", web_server.url, "--api", api_server.url]
    monkeypatch.setenv("ACCESS_TOKEN", "expired")
    assert main(arguments) == 2
    assert "ACCESS_TOKEN shows nobody" in capsys.readouterr().err
    monkeypatch.delenv("ACCESS_TOKEN")
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2
    assert "ACCESS_TOKEN is not set" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--web", "http://127.0.0.1:1"], ["--cases", "0"]])
def test_what_makes_no_sense(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2


def test_a_request_can_be_asked_by_hand() -> None:
    headers = {"content-type": "application/json"}
    request = Request("PATCH", "/api/calls/1", headers, '{"notes": "it\'s"}', is_signed_in=False)
    assert request.curl("http://127.0.0.1:8001") == (
        "curl -i -X PATCH http://127.0.0.1:8001/api/calls/1 -H 'content-type: application/json' "
        """--data-raw '{"notes": "it'"'"'s"}'"""
    )
