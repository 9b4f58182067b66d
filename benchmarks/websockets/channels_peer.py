"""The peer: one event to everyone who is connected, as Django Channels documents it, without a database behind it.

`CHANNEL_LAYER` is the address of a Redis, or empty for the layer in memory, which serves one process only.
"""

import json
import os

import django
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.layers import get_channel_layer
from channels.routing import ProtocolTypeRouter, URLRouter
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.http import HttpRequest, JsonResponse
from django.urls import path

REDIS = os.environ.get("CHANNEL_LAYER")
CAPACITY = 100_000  # by default messages are lost when a client has 100 before it
IN_MEMORY = {"BACKEND": "channels.layers.InMemoryChannelLayer", "CONFIG": {"capacity": CAPACITY}}
BY_REDIS = {"BACKEND": "channels_redis.core.RedisChannelLayer", "CONFIG": {"hosts": [REDIS], "capacity": CAPACITY}}

settings.configure(
    SECRET_KEY="only here",  # noqa: S106
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    CHANNEL_LAYERS={"default": BY_REDIS if REDIS else IN_MEMORY},
)
django.setup()


class Calls(AsyncWebsocketConsumer):  # type: ignore[misc] # it has no types
    """A client of the group."""

    async def connect(self) -> None:
        """Join."""
        await self.channel_layer.group_add("calls", self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:  # noqa: ARG002 - it is called so
        """Leave."""
        await self.channel_layer.group_discard("calls", self.channel_name)

    async def call_event(self, event: dict[str, str]) -> None:
        """Pass on a text that was serialised once."""
        await self.send(text_data=event["text"])


async def create(request: HttpRequest) -> JsonResponse:
    """Tell everyone of a call."""
    fields = json.loads(request.body)
    caller = {"id": fields["caller_id"], "name": "Ada Lovelace", "phone": "+15550100001"}
    started = "2026-01-31T12:00:00Z"
    call = {"id": 1, "caller": caller, "status": "ringing", "started_at": started, "duration_seconds": 0, "notes": ""}
    text = json.dumps({"type": "created", "event": 1, "call": call}, separators=(",", ":"))
    await get_channel_layer().group_send("calls", {"type": "call.event", "text": text})
    return JsonResponse(call, status=201)


urlpatterns = [path("api/calls", create)]

application = ProtocolTypeRouter(
    {"http": get_asgi_application(), "websocket": URLRouter([path("ws/calls", Calls.as_asgi())])}
)
