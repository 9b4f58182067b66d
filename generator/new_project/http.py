"""The few HTTP requests that `verify` makes; the standard library is enough for them."""

import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

TIMEOUT = 10.0
"""Seconds that one answer may take."""

NONE: Mapping[str, str] = MappingProxyType({})

# The project under test is on this machine: a proxy of the user's must not get in between.
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True)
class Answer:
    """An HTTP answer; status 0 means that nobody answered, and `body` then says why."""

    status: int
    content_type: str
    body: str

    def json(self) -> Any:
        """The body as JSON, or None where it is not JSON."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None


def get(url: str, headers: Mapping[str, str] = NONE) -> Answer:
    """GET `url`."""
    return request("GET", url, headers=headers)


def request(method: str, url: str, body: object = None, headers: Mapping[str, str] = NONE) -> Answer:
    """Send a request, with `body` as JSON where there is one; an error status is an answer, not an exception."""
    data = None if body is None else json.dumps(body).encode()
    sent = {**headers, **({"Content-Type": "application/json"} if data else {})}
    message = urllib.request.Request(url, data=data, headers=sent, method=method)  # noqa: S310 - always http on loopback
    try:
        with OPENER.open(message, timeout=TIMEOUT) as response:
            return Answer(
                response.status, response.headers.get_content_type(), response.read().decode(errors="replace")
            )
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, error.headers.get_content_type(), error.read().decode(errors="replace"))
    except OSError as error:
        return Answer(0, "", str(error))
