"""Many clients in one process that costs little: it counts what arrives and looks no further."""

import select
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

EVENT = b'"type":"created"'
HANDSHAKE = (
    "GET /ws/calls HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n{headers}\r\n"
)
# Of four bytes, as uvicorn sends them; an answer is masked, with nothing. Neither is a part of ASCII.
PING, PONG = b"\x89\x04", b"\x8a\x84\0\0\0\0"
PATIENCE = 180
"""In seconds, for all that one measurement delivers."""


class Lost(Exception):
    """Not everything was delivered: there is no number then."""


class Audience:
    """Open sockets, read together."""

    def __init__(self, sockets: list[socket.socket]) -> None:
        self._sockets = {each.fileno(): each for each in sockets}
        self._ends = dict.fromkeys(self._sockets, b"")
        self._poll = select.epoll()
        for number in self._sockets:
            self._poll.register(number, select.EPOLLIN)

    def wait_for(self, deliveries: int) -> float:
        """Read until so many events have arrived, and return when that was."""
        give_up = time.perf_counter() + PATIENCE
        while deliveries > 0:
            if time.perf_counter() > give_up:
                raise Lost(f"{deliveries} deliveries are missing")
            for number, _ in self._poll.poll(1):
                deliveries -= self._read(number)
        return time.perf_counter()

    def _read(self, number: int) -> int:
        received = self._sockets[number].recv(1_000_000)
        if not received:
            raise Lost(f"a socket was closed: {self._ends[number]!r}")
        seen = self._ends[number] + received
        if 0 <= (ping := seen.rfind(PING)) <= len(seen) - 6:
            self._sockets[number].send(PONG + seen[ping + 2 : ping + 6])
        self._ends[number] = seen[1 - len(EVENT) :]
        return seen.count(EVENT)


@contextmanager
def audience(port: int, clients: int, headers: str) -> Iterator[Audience]:
    """Connect so many clients."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(connect(port, headers)) for _ in range(clients)]
        time.sleep(1)  # until the last of them is in the group, which the peer does not tell
        yield Audience(sockets)


def connect(port: int, headers: str) -> socket.socket:
    """Open one socket."""
    opened = socket.create_connection(("127.0.0.1", port), timeout=10)
    opened.sendall(HANDSHAKE.format(port=port, headers=headers).encode())
    answer = b""
    while b"\r\n\r\n" not in answer:
        answer += opened.recv(4096)
    if not answer.startswith(b"HTTP/1.1 101"):
        raise Lost(answer.decode(errors="replace"))
    opened.setblocking(False)
    return opened
