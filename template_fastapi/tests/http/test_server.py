"""The server as a process of its own: how it is attacked, and how it ends."""

import asyncio
import re
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.http.conftest import Start, until_the_end

HEAD = "{} HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n"


@asynccontextmanager
async def connection(port: int) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """A connection, byte by byte."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield reader, writer
    finally:
        writer.close()


async def ask(port: int, request: str) -> str:
    """Send a request, and read until the server closes the connection."""
    async with connection(port) as (reader, writer), asyncio.timeout(30):
        writer.write(request.encode())
        return (await until_the_end(reader)).decode()


async def test_sigterm_lets_requests_finish(start: Start) -> None:
    server, port = await start(SHUTDOWN_DELAY="1")
    ready = "GET /readyz HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n"
    assert "200 OK" in await ask(port, ready)

    async with connection(port) as (reader, writer), connection(port) as (idle, _), asyncio.timeout(30):
        writer.write(HEAD.format("POST /api/calls").encode())
        await asyncio.sleep(0.2)
        server.send_signal(signal.SIGTERM)
        while "200 OK" in (going := await ask(port, ready)):
            pass  # the signal is on its way
        assert await idle.read() == b""  # nobody asks here any more: closed
        with pytest.raises(OSError, match="onnect"):
            await ask(port, ready)
        writer.write(b"{}")
        answer = (await reader.read()).decode()
        assert await server.wait() == 0

    assert "503 Service Unavailable" in going
    assert "The service is shutting down." in going
    assert re.match(r"HTTP/1.1 4\d\d ", answer)
    assert "connection: close" in answer


async def test_what_does_not_finish_is_cut_off(start: Start) -> None:
    server, port = await start(SHUTDOWN_TIMEOUT="1")

    async with connection(port) as (_, writer), asyncio.timeout(30):
        writer.write(HEAD.format("POST /api/calls").encode())
        await asyncio.sleep(0.2)
        server.send_signal(signal.SIGTERM)
        assert await server.wait() == 0


async def test_attacks(start: Start) -> None:
    server, port = await start(MAX_BODY_BYTES="1000", REQUEST_TIMEOUT="1")
    chunk = "400\r\n" + "x" * 1024 + "\r\n"
    head = HEAD.format("POST /api/calls")

    declared, chunked, slow, garbage, split = await asyncio.gather(
        ask(port, head.replace("Length: 2", "Length: 1000000000")),
        ask(port, head.replace("Content-Length: 2", "Transfer-Encoding: chunked") + chunk),
        ask(port, head + "{"),
        ask(port, "\x16\x03\x01 this is TLS\r\n\r\n"),
        ask(port, "GET /healthz HTTP/1.1\r\nX-Request-ID: a\rSet-Cookie: b\r\nConnection: close\r\n\r\n"),
    )

    for answer in (declared, chunked):
        assert answer.startswith("HTTP/1.1 413 ")
        assert "The request is too large." in answer
    assert slow.startswith("HTTP/1.1 408 ")
    assert garbage.startswith("HTTP/1.1 400 Bad Request\r\ncontent-length: ")
    assert "application/problem+json" in garbage
    assert "set-cookie" not in split.lower()
    assert server.returncode is None
