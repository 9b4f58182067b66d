"""What routes.toml says of each route."""

import fcntl
import os
import re
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROUTES = Path(os.environ.get("GATEWAY_ROUTES", HERE / "routes.toml"))
STATE = Path(os.environ.get("GATEWAY_STATE", HERE / ".state"))
PART = "[A-Za-z0-9._~-]+"
ROUTE = re.compile(rf"(/{PART})+")
API_ROUTE = re.compile(rf"(/({PART}|\*))+")
SAFE = ("GET", "HEAD", "OPTIONS")
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")


class RouteError(Exception):
    """routes.toml, or a wish about it, makes no sense; the message says why."""


@dataclass(frozen=True)
class Route:
    """Who answers the requests of a path and of what is below it."""

    share: int
    """Percent of the users whom the API answers"""
    methods: tuple[str, ...] = SAFE + UNSAFE
    """Those that may move; the others stay with Django"""
    writer: str = "both"
    """Who answers unsafe methods: web, api, or both by the share"""
    sticky: str = "cookie"
    """What decides who is in the share: a browser's cookie, or the user where one is logged in"""
    mirror: int = 0
    """Percent of the reads that Django answers of which the API is asked too, to compare"""
    tables: tuple[str, ...] = ()
    """What the route writes"""


def is_percent(value: object) -> bool:
    """Whether it can be a share."""
    return type(value) is int and 0 <= value <= 100


def is_list_of(allowed: Callable[[str], object]) -> Callable[[object], bool]:
    """A check of lists: all are texts, and allowed."""
    return lambda value: isinstance(value, list) and all(isinstance(each, str) and allowed(each) for each in value)


KEYS: dict[str, tuple[Callable[[object], object], str]] = {
    "share": (is_percent, "a whole number from 0 to 100"),
    "methods": (is_list_of((*SAFE, *UNSAFE).__contains__), f"a list of {', '.join(SAFE + UNSAFE)}"),
    "writer": (("web", "api", "both").__contains__, '"web", "api" or "both"'),
    "sticky": (("cookie", "user").__contains__, '"cookie" or "user"'),
    "mirror": (is_percent, "a whole number from 0 to 100"),
    "tables": (is_list_of(bool), 'a list of tables, like ["calls_call"]'),
}
"""What a route may say: a check, and what is expected"""


def read_routes() -> dict[str, Route]:
    """Each route in routes.toml."""
    routes = read().get("routes")
    if not isinstance(routes, dict):
        raise RouteError(f"{ROUTES} has no table [routes].")
    return {route: understand(route, said) for route, said in routes.items()}


def understand(route: str, said: object) -> Route:
    """Check one route."""
    if not ROUTE.fullmatch(route):
        raise RouteError(
            f"{ROUTES}: {route!r} is not a route: write a path like /api/calls, without a slash at its end."
        )
    if not isinstance(said, dict) or "share" not in said:
        raise RouteError(f"{ROUTES}: {route} needs a share: {as_written(route, 0)}")
    for key, value in said.items():
        if key not in KEYS:
            raise RouteError(f"{ROUTES}: {route} has {key!r}, but a route may have {', '.join(KEYS)}.")
        is_right, expected = KEYS[key]
        if not is_right(value):
            raise RouteError(f"{ROUTES}: the {key} of {route} is {value!r}, but it must be {expected}.")
    checked: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in said.items()}
    return Route(**checked)


def read_api_only() -> list[str]:
    """The routes that Django does not have."""
    routes = read().get("api_only", [])
    if not isinstance(routes, list):
        raise RouteError(f"{ROUTES}: api_only is {routes!r}, but it must be a list of routes.")
    for route in routes:
        if not isinstance(route, str) or not API_ROUTE.fullmatch(route):
            raise RouteError(f"{ROUTES}: api_only has {route!r}, which is no route like /api/calls/*/export.")
    return routes


def expression(route: str) -> str:
    """A route that only the API has, as a regular expression: `*` is one part of a path."""
    return re.escape(route).replace(r"\*", "[^/]+")


def read() -> Mapping[str, Any]:
    """What the file says."""
    try:
        return tomllib.loads(ROUTES.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise RouteError(f"{ROUTES} cannot be read: {error!r}") from error


def write_share(route: str, percent: int) -> None:
    """Change one number in routes.toml."""
    replace(ROUTES, with_share(ROUTES.read_text(encoding="utf-8"), route, percent))


def with_share(text: str, route: str, percent: int) -> str:
    """Change one number in the text of a routes.toml and leave the rest, comments included, as it is."""
    line = re.compile(rf"""^(\s*["']{re.escape(route)}["']\s*=\s*\{{[^#\n]*?\bshare\s*=\s*)[0-9_]+""", re.MULTILINE)
    text, changes = line.subn(rf"\g<1>{percent}", text)
    if changes != 1:
        raise RouteError(f"{ROUTES}: {route} must stand on a line of its own, like {as_written(route, percent)}")
    return text


def as_written(route: str, percent: int) -> str:
    """The line of a route in routes.toml."""
    return f'"{route}" = ' + "{ " + f"share = {percent}" + " }"


def replace(path: Path, text: str) -> None:
    """Write a file in one step: whoever reads it at the same time sees the old text or the new one."""
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}.", delete=False
    ) as file:
        file.write(text)
    Path(file.name).chmod(0o644)
    Path(file.name).replace(path)


@contextmanager
def alone() -> Iterator[None]:
    """Let others who look or shift at the same time wait: what they read must be what they publish."""
    STATE.mkdir(parents=True, exist_ok=True)
    with (STATE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
