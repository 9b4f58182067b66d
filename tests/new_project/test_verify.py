"""The receipt: what it says of a project that works, and that each of its steps can fail."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from new_project.project import NotAProject
from new_project.verify import verify

# A project as small as one can be: `make dev` serves the contract as far as the receipt asks for it.
SERVER = """
import json, sys
from http.server import BaseHTTPRequestHandler, HTTPServer

CALLS = {1: {"id": 1, "caller": {"id": 7}, "notes": ""}}
BROKEN = set(sys.argv[2:])

class Handler(BaseHTTPRequestHandler):
    def answer(self, status, body=None, content_type="application/json"):
        data = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def is_refused(self):
        return self.headers["Authorization"] != "Bearer right"

    def do_GET(self):
        path = self.path.partition("?")[0]
        if path.startswith("/api/calls") and self.is_refused():
            self.answer(401, {})
            return
        if path in BROKEN:
            self.answer(500, {})
        elif path in ("/healthz", "/readyz", "/api/schema"):
            self.answer(200, {"status": "ok"})
        elif path == "/api/docs":
            self.answer(200, b"<html>", "text/plain" if "type" in BROKEN else "text/html")
        elif path == "/api/calls":
            self.answer(200, {"results": [] if "empty" in BROKEN else list(CALLS.values())[:1]})
        else:
            call = CALLS.get(int(path.rpartition("/")[2]))
            self.answer(200 if call else 404, call and {**call, **({"notes": "?"} if "read" in BROKEN else {})})

    def do_POST(self):
        if self.path == "/api/auth/token":
            self.answer(401 if "stranger" in BROKEN else 200, {"access_token": "right"})
            return
        if self.is_refused():
            self.answer(401, {})
            return
        call = {"id": 2, "caller": {"id": 7}, "notes": "written by verify"}
        if "write" not in BROKEN:
            CALLS[2] = call
        self.answer(500 if "write" in BROKEN else 201, call)

    def do_DELETE(self):
        if self.is_refused():
            self.answer(401, {})
            return
        if "delete" not in BROKEN:
            del CALLS[2]
        self.answer(204)

    def log_message(self, *arguments):
        pass

try:
    HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
except KeyboardInterrupt:
    print("bye")
"""


# Hears no signal but the last.
STUBBORN = (
    "import signal, sys; [signal.signal(each, signal.SIG_IGN) for each in (signal.SIGINT, signal.SIGTERM)]; "
    'exec(open("server.py").read())'
)


def make_project(folder: Path, *broken: str, install: str = "true", dev: str = "") -> Path:
    (folder / ".copier-answers.yml").write_text("architecture: fastapi\n")
    (folder / "server.py").write_text(SERVER)
    serve = dev or f"exec {sys.executable} server.py $(PORT) {' '.join(broken)}"
    (folder / "Makefile").write_text(f"install:\n\t@{install}\n\ndev:\n\t@{serve}\n")
    return folder


Check = Callable[[Path], tuple[bool, str]]


@pytest.fixture
def receipt(capsys: pytest.CaptureFixture[str]) -> Check:
    """Verify a project; return whether it passed, and what was printed."""
    return lambda project: (verify(project), capsys.readouterr().out)


def test_a_project_that_works(tmp_path: Path, receipt: Check) -> None:
    passed, text = receipt(make_project(tmp_path))
    assert passed
    assert text.count("  ok  ") == 8
    assert "All 8 steps passed in" in text


def test_a_project_that_does_not_know_its_demo_user(tmp_path: Path, receipt: Check) -> None:
    passed, text = receipt(make_project(tmp_path, "stranger"))
    assert not passed
    assert "POST /api/auth/token as agent@example.com: 401" in text


@pytest.mark.parametrize(
    ("broken", "step", "reason"),
    [
        ("/readyz", "GET /readyz", "500"),
        ("/api/docs", "GET /api/docs", "500"),
        ("type", "GET /api/docs", "expected text/html, got text/plain"),
        ("empty", "a call is written, read back and deleted", "no demo data"),
        ("write", "a call is written, read back and deleted", "POST /api/calls: 500"),
        ("read", "a call is written, read back and deleted", "written: "),
        ("delete", "a call is written, read back and deleted", "afterwards GET: 200"),
    ],
)
def test_a_step_that_fails_is_named_with_its_reason(
    tmp_path: Path, receipt: Check, broken: str, step: str, reason: str
) -> None:
    passed, text = receipt(make_project(tmp_path, broken))
    assert not passed
    assert f"FAILED  {step}" in text
    assert f"FAILED at: {step}" in text
    assert reason in text


def test_an_install_that_fails_shows_what_it_said(tmp_path: Path, receipt: Check) -> None:
    passed, text = receipt(make_project(tmp_path, install="echo no such package >&2; exit 1"))
    assert not passed
    assert "no such package" in text
    assert "make dev" not in text


def test_servers_that_end_at_once_show_what_they_said(tmp_path: Path, receipt: Check) -> None:
    passed, text = receipt(make_project(tmp_path, dev="echo port taken >&2; exit 3"))
    assert not passed
    assert "'make dev' ended with exit code" in text
    assert "port taken" in text


def test_servers_that_ignore_ctrl_c_are_told_of_and_ended(
    tmp_path: Path, receipt: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("new_project.servers.STOP_TIMEOUT", 1.0)
    passed, text = receipt(make_project(tmp_path, dev=f"exec {sys.executable} -c '{STUBBORN}' $(PORT)"))
    assert not passed
    assert "FAILED  Ctrl-C ends every process" in text
    assert "still running" in text


def test_an_embedded_database_that_is_left_is_told_of(tmp_path: Path, receipt: Check) -> None:
    left = tmp_path / ".postgres" / "data" / "postmaster.pid"
    left.parent.mkdir(parents=True)
    left.touch()
    passed, text = receipt(make_project(tmp_path))
    assert not passed
    assert "the embedded PostgreSQL is still running" in text


def test_the_user_s_own_database_is_kept_out_of_it(
    tmp_path: Path, receipt: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://production")
    passed, text = receipt(make_project(tmp_path, install='test -z "$$DATABASE_URL"'))
    assert passed, text


@pytest.mark.parametrize(
    "content", [None, "", "architecture: flask\n", "- a list\n", "a: [\n", "architecture: [x]\n", "\x00"]
)
def test_another_folder_is_refused(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / ".copier-answers.yml").write_text(content)
    with pytest.raises(NotAProject):
        verify(tmp_path)
