"""Django's routes: what there is at a path and below it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.admindocs.views import simplify_regex
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

PARAMETER = re.compile(r"<(?:[^<>:]+:)?([^<>:]+)>")


@dataclass(frozen=True)
class Endpoint:
    """A path, like /api/callers/{caller_id}, and what Django calls for it."""

    path: str
    callback: Callable[..., Any]


def endpoints(route: str) -> Iterator[Endpoint]:
    """Those of a route. A path with a suffix for a format is the same once more."""
    return (each for each in walk_all() if f"{each.path}/".startswith(f"{route}/") and "{format}" not in each.path)


def walk_all() -> Iterator[Endpoint]:
    """All that there are."""
    return walk(get_resolver(), "/")


def walk(resolver: URLResolver, prefix: str) -> Iterator[Endpoint]:
    """All of a resolver, and of those in it."""
    for pattern in resolver.url_patterns:
        path = prefix + template(pattern)
        if isinstance(pattern, URLResolver):
            yield from walk(pattern, path)
        elif isinstance(pattern, URLPattern):
            yield Endpoint(path, pattern.callback)


def template(pattern: URLResolver | URLPattern) -> str:
    """The part of a path that a pattern is about."""
    said = str(pattern.pattern)
    plain = said if isinstance(pattern.pattern, RoutePattern) else simplify_regex(said).removeprefix("/")
    return PARAMETER.sub(r"{\1}", plain)


def parameters(path: str) -> list[str]:
    """The names in a path."""
    return re.findall(r"{(\w+)}", path)
