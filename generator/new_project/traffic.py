"""What the gateway of a hybrid has written down: which of the routes that Django answers are slow, and who answers."""

import json
import math
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from new_project.code_facts import Measure, share
from new_project.patient import Patient
from new_project.thresholds import load_thresholds

LOG = "gateway/.state/access.log"
ROUTES = "gateway/routes.toml"
OF_ONE = re.compile(r"/(?:\d+|[0-9a-fA-F]{8}(?:-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12})(?=/|$)")
"""A part of a path that names one of many; the gateway's own `make hot` counts in the same way."""


class Request(NamedTuple):
    """A request that Django answered."""

    path: str
    seconds: float


@dataclass
class Timed:
    """How long Django took for a route."""

    seconds: list[float] = field(default_factory=list)

    @property
    def p95_ms(self) -> float:
        """95 of 100 answers took no longer."""
        return 1000 * sorted(self.seconds)[math.ceil(len(self.seconds) * 0.95) - 1]


def slow_routes(patient: Patient) -> Mapping[str, Measure]:
    """The routes that are slow and asked often, and their share of Django's time; nothing where nothing is written."""
    if patient.made.architecture != "hybrid" or not (patient.path / LOG).exists():
        return {}
    timed = times(patient.path / LOG)
    slow = {path: each for path, each in timed.items() if is_slow(each)}
    places = tuple(f"{path}: p95 {each.p95_ms:.0f} ms of {len(each.seconds)} requests" for path, each in slow.items())
    percent = share(sum(len(each.seconds) for each in slow.values()), sum(len(each.seconds) for each in timed.values()))
    return {"slow_routes": Measure(len(slow), len(slow), places), "slow_percent": Measure(percent, percent)}


def is_slow(timed: Timed) -> bool:
    """Whether a route is slow and was asked often enough to say so."""
    slow = load_thresholds().slow
    return len(timed.seconds) >= slow["requests"] and timed.p95_ms >= slow["p95_ms"]


def times(log: Path) -> dict[str, Timed]:
    """What Django took for each route, the slowest first."""
    found: defaultdict[str, Timed] = defaultdict(Timed)
    for request in answered_by_django(log):
        found[OF_ONE.sub("/*", request.path)].seconds.append(request.seconds)
    return dict(sorted(found.items(), key=lambda item: -item[1].p95_ms))


def answered_by_django(log: Path) -> Iterator[Request]:
    """Each request in the log that was neither meant for FastAPI nor answered by it."""
    with log.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            try:
                said: Any = json.loads(line)
                if "api" not in {said.get("meant"), said["served_by"]}:
                    yield Request(said["request"]["uri"], float(said["duration"]))
            except (ValueError, KeyError, TypeError, AttributeError):
                continue


def shares(patient: Patient) -> dict[str, int]:
    """Each route that may move, with the percent that FastAPI answers."""
    said = tomllib.loads((patient.path / ROUTES).read_text(encoding="utf-8"))
    routes = {path: int(route["share"]) for path, route in said.get("routes", {}).items()}
    return routes | dict.fromkeys(said.get("api_only", []), 100)
