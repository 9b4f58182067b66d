"""A server behind the gateway that says what it was sent, and can be made to hang."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from gateway.routes import SAFE, UNSAFE

METHODS = (*SAFE, *UNSAFE, "PROPFIND")
STREAM = "/stream"
"""The path of an answer that comes in two parts"""


@dataclass
class Echo:
    """Where the server is, and what it waits for."""

    address: str = ""
    works: threading.Event = field(default_factory=threading.Event)
    may_end_stream: threading.Event = field(default_factory=threading.Event)


class Handler(BaseHTTPRequestHandler):
    """Answers any method with the headers of the request."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # an answer is one packet: of two, the second would wait for the client's word about the first
    echo: Echo

    def answer(self) -> None:
        """Answer."""
        self.echo.works.wait()
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.send_response(200)
        if self.path == STREAM:
            self.stream()
            return
        said = {name.lower(): self.headers.get_all(name) for name in self.headers} | {"body": body.decode()}
        answer = json.dumps(said).encode()
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer)

    def stream(self) -> None:
        """One event now, and one when it is wanted."""
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(b"data: first\n\n")
        self.wfile.flush()
        self.echo.may_end_stream.wait()
        self.wfile.write(b"data: last\n\n")

    def log_message(self, *_: Any) -> None:
        """Be silent."""


for each in METHODS:
    setattr(Handler, f"do_{each}", Handler.answer)


@contextmanager
def echoing() -> Iterator[Echo]:
    """A server that works, until the end of the block."""
    echo = Echo()
    echo.works.set()
    handler = type("Handler", (Handler,), {"echo": echo})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        echo.address = f"127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield echo
        echo.works.set()
        echo.may_end_stream.set()
        server.shutdown()
