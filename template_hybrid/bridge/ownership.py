"""Who writes which table: what the API wants to do, and what Django's behaviour prevents."""

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bridge.record import Behaviour
from bridge.tables import path_of
from bridge.wishes import OPERATIONS, OWNERS, OwnershipError, of_owners, of_routes, section
from gateway.routes import Route, read_routes

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Ownership:
    """What the API wants to do with a table, and may."""

    table: str
    behaviours: tuple[Behaviour, ...] = ()
    wanted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Each operation, or "lock", with the routes or the file that want it"""
    reason: str = ""
    """Why its owner lets the API write without what Django does"""

    @property
    def prevented(self) -> frozenset[str]:
        """What the API must not do; where anything happens at a save, the table is Django's alone."""
        happens = {operation for behaviour in self.behaviours for operation in behaviour.when}
        return frozenset(OPERATIONS if happens & {"insert", "update"} else happens)

    @property
    def allowed(self) -> frozenset[str]:
        """What the API may do besides reading."""
        return frozenset(self.wanted) - (frozenset() if self.reason else self.prevented)

    @property
    def refused(self) -> frozenset[str]:
        """What it wants to and may not."""
        return frozenset(self.wanted) - self.allowed


def read_ownership(behaviour: Path = HERE / "behaviour.json", owners: Path = OWNERS) -> list[Ownership]:
    """Each table that the API has a model of or wants to write, by what is committed here."""
    tables = {path_of(model) for model in json.loads((HERE / "django.json").read_text(encoding="utf-8"))}
    found = json.loads(behaviour.read_text(encoding="utf-8"))
    behaviours = [Behaviour(**{**each, "when": tuple(each["when"])}) for each in found]
    try:
        said = tomllib.loads(owners.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise OwnershipError(f"{owners} cannot be read: {error}") from error
    return ownership(tables, behaviours, read_routes(), said)


def ownership(
    tables: Iterable[str], behaviours: Iterable[Behaviour], routes: Mapping[str, Route], owners: Mapping[str, Any]
) -> list[Ownership]:
    """Each table, sorted by its name."""
    known = set(tables)
    wanted: dict[str, dict[str, tuple[str, ...]]] = {}
    for table, operation, who in (*of_routes(routes, known), *of_owners(owners)):
        said = wanted.setdefault(table, {})
        said[operation] = (*said.get(operation, ()), who)
    reasons = section(owners, "without_django")
    done: dict[str, list[Behaviour]] = {}
    for behaviour in behaviours:
        done.setdefault(behaviour.table, []).append(behaviour)
    return [
        Ownership(table, tuple(done.get(table, ())), wanted.get(table, {}), reasons.get(table, ""))
        for table in sorted(known | wanted.keys())
    ]
