"""Requests to ask both services: generated from the API's description, or recorded by a browser."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from shlex import quote
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

import httpx

from gateway.access import route_of
from gateway.routes import SAFE, Route, expression
from parity.environments import run_in

SENT = ("accept", "accept-language", "content-type", "if-match", "if-modified-since", "if-none-match")
"""The headers of a recorded request that are asked again; what it was authorized by is not"""


class RecordingError(Exception):
    """A file is no recording; the message says why."""


@dataclass(frozen=True)
class Request:
    """A request that can be asked again."""

    method: str
    path: str
    """With its query"""
    headers: dict[str, str] = field(default_factory=dict)
    content: str | None = None
    is_signed_in: bool = True

    @property
    def is_safe(self) -> bool:
        """Whether it changes nothing."""
        return self.method in SAFE

    def curl(self, url: str) -> str:
        """The command that asks it, where $ACCESS_TOKEN is somebody's."""
        parts = ["curl -i", *([] if self.method == "GET" else [f"-X {self.method}"]), quote(f"{url}{self.path}")]
        parts += ['-H "Authorization: Bearer $ACCESS_TOKEN"'] if self.is_signed_in else []
        parts += [f"-H {quote(f'{name}: {value}')}" for name, value in self.headers.items()]
        parts += [] if self.content is None else [f"--data-raw {quote(self.content)}"]
        return " ".join(parts)


def generated(api_url: str, number: int) -> list[Request]:
    """The same each time: for each operation that the API describes, so many that are fine, and as many wrong ones."""
    described = httpx.get(f"{api_url}/api/schema", timeout=30)
    described.raise_for_status()
    with TemporaryDirectory() as folder:
        schema = Path(folder) / "schema.json"
        schema.write_bytes(described.content)
        lines = run_in("api", "-m", "parity.generate", str(schema), str(number)).splitlines()
    return [Request(**json.loads(line)) for line in lines]


def recorded(file: Path) -> list[Request]:
    """The requests of a HAR file: browsers write one in the network tab of their developer tools."""
    try:
        entries = json.loads(file.read_text(encoding="utf-8"))["log"]["entries"]
        return [understand(entry["request"]) for entry in entries]
    except OSError as error:
        raise RecordingError(f"{file} cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise RecordingError(f"{file} is no HAR file: {error!r}") from error


def understand(said: Any) -> Request:
    """A request as a HAR file has it."""
    address = urlsplit(said["url"])
    headers = {each["name"].lower(): each["value"] for each in said["headers"]}
    content = said["postData"]["text"] if "postData" in said else None
    path = f"{address.path}?{address.query}" if address.query else address.path
    return Request(said["method"], path, {name: headers[name] for name in SENT if name in headers}, content)


def of_both(requests: Sequence[Request], routes: dict[str, Route], api_only: Sequence[str]) -> Iterator[Request]:
    """Those whose route both sides have."""
    alone = re.compile(f"({'|'.join(map(expression, api_only))})(/.*)?") if api_only else None
    for request in requests:
        path = request.path.partition("?")[0]
        if route_of(path, routes) and not (alone and alone.fullmatch(path)):
            yield request
