"""Routes that take JSON and nothing else."""

import json
from collections.abc import Callable, Coroutine
from typing import Any, NoReturn

from fastapi import HTTPException, Request, Response
from fastapi.routing import APIRoute


class JsonRequest(Request):
    """A request whose body is JSON by the letter of its standard: Python's own parser takes UTF-16 and NaN too."""

    async def json(self) -> Any:
        """Parse the body."""
        return json.loads((await self.body()).decode(), parse_constant=refuse)


class JsonRoute(APIRoute):
    """A route that refuses a body that is empty or is not declared to be JSON.

    It does so before any dependency, as FastAPI refuses one that does not parse: strangers are told 400, not 401.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Check the body before FastAPI does."""
        handle = super().get_route_handler()
        if self.body_field is None:
            return handle

        async def handle_json(plain: Request) -> Response:
            request = JsonRequest(plain.scope, plain.receive)
            media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
            if media_type != "application/json" or not await request.body():
                raise HTTPException(400)
            return await handle(request)

        return handle_json


def refuse(constant: str) -> NoReturn:
    """Refuse a constant that JSON does not have."""
    raise json.JSONDecodeError("not JSON", constant, 0)
