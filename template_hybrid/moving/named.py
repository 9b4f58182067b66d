"""What a view's code calls by name, found without running it: querysets and models."""

import inspect
from collections.abc import Callable, Iterator
from types import FunctionType, ModuleType
from typing import Any

from django.db.models import Model, QuerySet

DEPTH = 3
"""How far into what a name stands for: a queryset may be a part of something that runs it"""


def named_in(view: Callable[..., Any]) -> Iterator[tuple[str, Any]]:
    """What a function's code calls by name, from its module."""
    function = inspect.unwrap(view)
    if isinstance(function, FunctionType):
        for name in function.__code__.co_names:
            if name in function.__globals__:
                yield name, function.__globals__[name]


def querysets_of(view: Callable[..., Any]) -> Iterator[tuple[QuerySet[Any], str]]:
    """Each queryset that a view's code names, with the name."""
    for name, value in named_in(view):
        yield from ((queryset, name) for queryset in inside(value, DEPTH))


def inside(value: object, depth: int) -> Iterator[QuerySet[Any]]:
    """The querysets that something is, or has."""
    if isinstance(value, QuerySet):
        yield value
    elif depth and not isinstance(value, type | ModuleType | FunctionType) and hasattr(value, "__dict__"):
        for part in vars(value).values():
            yield from inside(part, depth - 1)


def says(queryset: QuerySet[Any]) -> tuple[bool, int]:
    """How much a queryset says, to choose the one of a list and not that by which it is counted."""
    query = queryset.query
    return bool(query.order_by) or query.default_ordering, len(query.annotations) + len(query.values_select)


def models_of(view: Callable[..., Any], depth: int = 2) -> Iterator[tuple[type[Model], str]]:
    """Each model that a view's code names, or the code of a function that it calls, with the name of that."""
    for name, value in named_in(view):
        if isinstance(value, type) and issubclass(value, Model):
            yield value, name
        elif depth and callable(value) and not isinstance(value, type):
            yield from ((model, name) for model, _ in models_of(value, depth - 1))
