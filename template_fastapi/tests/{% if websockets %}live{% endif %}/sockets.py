"""What the tests do with sockets."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

Open = Callable[..., AbstractAsyncContextManager[ClientConnection]]


def opener(address: str, signed_in: Mapping[str, str]) -> Open:
    """Make what opens sockets: `async with open_socket(after=3) as socket`."""

    @asynccontextmanager
    async def open_socket(
        headers: Mapping[str, str] = signed_in, *, origin: str | None = None, after: int | str | None = None
    ) -> AsyncIterator[ClientConnection]:
        sent = {**headers, "Origin": origin} if origin else headers
        query = "" if after is None else f"?after={after}"
        async with connect(f"ws://{address}/ws/calls{query}", additional_headers=sent, proxy=None) as socket:
            yield socket

    return open_socket


async def read(socket: ClientConnection) -> dict[str, Any]:
    """The next message; a heartbeat, which may come at any time, is passed over."""
    async with asyncio.timeout(30):
        while (message := await read_any(socket))["type"] == "heartbeat":
            pass
    return message


async def read_any(socket: ClientConnection) -> dict[str, Any]:
    """The next message, be it a heartbeat."""
    message: dict[str, Any] = json.loads(await socket.recv())
    return message


async def read_types(socket: ClientConnection, number: int) -> list[str]:
    """What the next messages are."""
    return [(await read(socket))["type"] for _ in range(number)]


async def closing(socket: ClientConnection) -> int:
    """The code with which the server closes the socket; what it says before is passed over."""
    try:
        async with asyncio.timeout(30):
            while True:
                await socket.recv()
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else 1006
