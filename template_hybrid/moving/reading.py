"""What is read of a view, before it is compared with a model."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from moving.facts import Access

LIMIT = ("limit", 1, 100, 20)
OFFSET = ("offset", 0, 2**31 - 1, 0)
"""How pages are asked for in the API: the name, the least, the most, and what is meant if it is not said"""


class NotDescribedError(Exception):
    """Nothing can be written from what is known; the message says what is not."""

    def __init__(self, message: str, code: int = 1) -> None:
        """Keep the exit code, too: 2 where it is the route that is wrong."""
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Parameter:
    """A parameter of a query."""

    name: str
    least: float | None
    most: float | None
    default: Any


@dataclass(frozen=True)
class Reading:
    """What a view says of a GET."""

    view: Callable[..., Any]
    name: str
    source: Any
    """Where to look it up: the view, or its class where the view is the framework's"""
    response: Any
    """As moving/shape.py understands it; None where it is not said"""
    access: Access
    parameters: tuple[Parameter, ...] = ()
    queryset: QuerySet[Any] | None = None
    """That of the view itself, where it has one"""
    key: str = "pk"
    """The field by which one is looked up"""
    narrows: frozenset[str] = frozenset()
    """What its code names that may leave out rows, or people, by values that only a request has"""
    left_out: list[str] = field(default_factory=list)


def is_paged(parameters: tuple[Parameter, ...]) -> bool:
    """Whether pages are asked for as in the API."""
    found = {(each.name, each.least, each.most, each.default) for each in parameters}
    return {LIMIT, OFFSET} <= found
