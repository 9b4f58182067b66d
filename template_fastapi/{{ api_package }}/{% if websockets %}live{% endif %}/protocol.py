"""How sockets are served: `python -m PACKAGE` and `make dev` choose it."""

import asyncio
from functools import lru_cache
from typing import Any

from uvicorn._types import ASGISendEvent
from uvicorn.config import Config
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState
from websockets.frames import Frame, Opcode
from websockets.server import ServerProtocol

LONGEST_MESSAGE = 8 * 1024
FLUSH_SECONDS = 5


class LiveProtocol(WebSocketsSansIOProtocol):
    """Uvicorn's own protocol, for sockets on which the server talks to many and clients say little."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        # Clients send tokens only. Nothing is compressed: that costs more than all else, for each client anew.
        self.conn = ServerProtocol(max_size=LONGEST_MESSAGE, logger=self.logger)

    async def send(self, message: ASGISendEvent) -> None:
        """Send what the application says; a text that all clients get becomes a frame once."""
        text = message["text"] if message["type"] == "websocket.send" and "text" in message else None
        if text is None or not self.handshake_complete or self.close_sent or self.transport.is_closing():
            await super().send(message)
            return
        if not self.writable.is_set():
            await self.writable.wait()
        self.transport.write(as_frame(text))

    def pause_writing(self) -> None:
        """The client does not read: nothing more of it is read either, or pings would pile up pongs without end."""
        super().pause_writing()
        self.transport.pause_reading()

    def resume_writing(self) -> None:
        """The client reads again."""
        super().resume_writing()
        if not self.read_paused:
            self.transport.resume_reading()

    def on_task_complete(self, task: asyncio.Task[None]) -> None:
        """The application has ended the socket."""
        super().on_task_complete(task)
        self.abort_soon()

    def keepalive_timeout(self) -> None:
        """The client has not answered a ping."""
        super().keepalive_timeout()
        self.abort_soon()

    def abort_soon(self) -> None:
        """Close for good: to close is to flush first, which a client that does not read would delay for ever."""
        self.loop.call_later(FLUSH_SECONDS, self.transport.abort)


@lru_cache(maxsize=2048)
def as_frame(text: str) -> bytes:
    """What is written to the connection; the same for all: servers do not mask, and nothing is compressed."""
    return Frame(Opcode.TEXT, text.encode()).serialize(mask=False)
