"""What the tests do with sockets."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

Open = Callable[..., AbstractContextManager[ClientConnection]]


def opener(address: str, signed_in: Mapping[str, str]) -> Open:
    """Make what opens sockets: `with open_socket(after=3) as socket`."""

    @contextmanager
    def open_socket(
        headers: Mapping[str, str] = signed_in, *, origin: str | None = None, after: int | str | None = None
    ) -> Iterator[ClientConnection]:
        sent = {**headers, "Origin": origin} if origin else headers
        query = "" if after is None else f"?after={after}"
        with connect(f"ws://{address}/ws/calls{query}", additional_headers=sent, proxy=None) as socket:
            yield socket

    return open_socket


def read(socket: ClientConnection) -> dict[str, Any]:
    """The next message; a heartbeat, which may come at any time, is passed over."""
    while (message := read_any(socket))["type"] == "heartbeat":
        pass
    return message


def read_any(socket: ClientConnection) -> dict[str, Any]:
    """The next message, be it a heartbeat."""
    message: dict[str, Any] = json.loads(socket.recv(timeout=30))
    return message


def read_types(socket: ClientConnection, number: int) -> list[str]:
    """What the next messages are."""
    return [read(socket)["type"] for _ in range(number)]


def closing(socket: ClientConnection) -> int:
    """The code with which the server closes the socket; what it says before is passed over."""
    try:
        while True:
            socket.recv(timeout=30)
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else 1006
