"""What the gateway has written down of requests: who answered which route, how, and how fast."""

import json
import math
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from gateway import routes
from gateway.routes import RouteError

SIDES = ("web", "api")


class Request(NamedTuple):
    """One request: when it was answered (seconds since 1970), what it was, how long that took, and whose it was."""

    at: float
    method: str
    path: str
    seconds: float
    side: str
    is_fault: bool
    """The answer was 500 or above, or the other side had to give it"""


@dataclass
class Numbers:
    """What one side did of one route."""

    seconds: list[float] = field(default_factory=list)
    errors: int = 0

    @property
    def requests(self) -> int:
        """How many there were."""
        return len(self.seconds)

    @property
    def error_rate(self) -> float:
        """The share of requests that were faults."""
        return self.errors / self.requests if self.requests else 0

    @property
    def p95(self) -> float:
        """In seconds: 95 of 100 answers took no longer."""
        return sorted(self.seconds)[math.ceil(self.requests * 0.95) - 1] if self.requests else 0

    def add(self, request: Request) -> None:
        """Count a request."""
        self.seconds.append(request.seconds)
        self.errors += request.is_fault


Traffic = Mapping[str, Mapping[str, Numbers]]
"""By route and side"""


def measure(since: float, of: Iterable[str]) -> Traffic:
    """Count the requests of some routes since a time; a path belongs to the longest route that fits."""
    found: dict[str, dict[str, Numbers]] = {route: defaultdict(Numbers) for route in of}
    for request in read(since):
        if route := route_of(request.path, found):
            found[route][request.side].add(request)
    return found


def route_of(path: str, routes: Iterable[str]) -> str:
    """The longest route that fits a path, or nothing."""
    return max((route for route in routes if f"{path}/".startswith(f"{route}/")), key=len, default="")


def read(since: float) -> Iterator[Request]:
    """The requests since a time. The last line may still be in the making."""
    if not file().exists():
        return
    with file().open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            try:
                request = understand(json.loads(line))
            except (ValueError, KeyError, TypeError):
                continue
            if request.at >= since:
                yield request


def understand(said: Any) -> Request:
    """Read a line. What was meant for FastAPI is FastAPI's, also where it did not answer."""
    side = "api" if "api" in (said.get("meant"), said["served_by"]) else "web"
    is_fault = int(said["status"]) >= 500 or said["served_by"] != side
    asked = said["request"]
    return Request(float(said["ts"]), asked["method"], asked["uri"], float(said["duration"]), side, is_fault)


def file() -> Path:
    """Where Caddy writes; it begins a new one before this one is too large."""
    return routes.STATE / "access.log"


def minutes_of(arguments: list[str], usual: int) -> int:
    """How far back is asked for."""
    asked = "".join(arguments)
    if asked and not (asked.isascii() and asked.isdigit() and int(asked)):
        raise RouteError(f"MINUTES must be a whole number from 1, not {asked!r}.")
    return int(asked or usual)


def minutes_ago(minutes: float) -> float:
    """A time in the past, in seconds since 1970."""
    return time.time() - 60 * minutes
