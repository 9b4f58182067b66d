"""The routes in routes.toml, and the files from which Caddy knows them."""

import os
import re
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROUTES = Path(os.environ.get("GATEWAY_ROUTES", HERE / "routes.toml"))
STATE = Path(os.environ.get("GATEWAY_STATE", HERE / ".state"))
BUCKETS = 256  # a user's cookie holds one of 00 to ff
EVERYBODY = "max"  # comes after ff
PART = "[A-Za-z0-9._~-]+"
ROUTE = re.compile(rf"(/{PART})+")
API_ROUTE = re.compile(rf"(/({PART}|\*))+")


class RouteError(Exception):
    """routes.toml, or a wish about it, makes no sense; the message says why."""


def read_routes() -> dict[str, int]:
    """Each route and its share in percent."""
    routes = read().get("routes")
    if not isinstance(routes, dict):
        raise RouteError(f"{ROUTES} has no table [routes].")
    for route, percent in routes.items():
        if not ROUTE.fullmatch(route):
            raise RouteError(
                f"{ROUTES}: {route!r} is not a route: write a path like /api/calls, without a slash at its end."
            )
        if type(percent) is not int or not 0 <= percent <= 100:
            raise RouteError(
                f"{ROUTES}: the share of {route} is {percent!r}, but it must be a whole number from 0 to 100."
            )
    return dict(routes)


def read_api_only() -> list[str]:
    """The routes that Django does not have."""
    routes = read().get("api_only", [])
    if not isinstance(routes, list):
        raise RouteError(f"{ROUTES}: api_only is {routes!r}, but it must be a list of routes.")
    for route in routes:
        if not isinstance(route, str) or not API_ROUTE.fullmatch(route):
            raise RouteError(f"{ROUTES}: api_only has {route!r}, which is no route like /api/calls/*/export.")
    return routes


def read() -> dict[str, Any]:
    """What the file says."""
    try:
        return tomllib.loads(ROUTES.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise RouteError(f"{ROUTES} cannot be read: {error!r}") from error


def write_share(route: str, percent: int) -> None:
    """Change one number in routes.toml and leave the rest, comments included, as it is."""
    line = re.compile(rf"""^(\s*["']{re.escape(route)}["']\s*=\s*)[0-9_]+""", re.MULTILINE)
    text, changes = line.subn(rf"\g<1>{percent}", ROUTES.read_text(encoding="utf-8"))
    if changes != 1:
        raise RouteError(f'{ROUTES}: {route} must stand on a line of its own, like "{route}" = {percent}')
    replace(ROUTES, text)


def publish(routes: dict[str, int], api_only: Sequence[str] = ()) -> None:
    """Write what Caddy reads: at each request the threshold of a route, and at its start which routes there are."""
    shares = STATE / "shares"
    shares.mkdir(parents=True, exist_ok=True)
    for route, percent in routes.items():
        replace(shares / file_name(route), threshold(percent))
    lines = [line for route in sorted(routes, key=len) for line in caddy_lines(route, shares)]
    replace(STATE / "routes.caddy", "".join([*lines, *caddy_lines_of_api(api_only)]))


def caddy_lines(route: str, shares: Path) -> Iterator[str]:
    """The lines that give the requests of a route its threshold; a longer route comes later and overrules."""
    value = f'"{{file.{shares / file_name(route)}}}"'
    yield f"vars {route} threshold {value}\n"
    yield f"vars {route}/* threshold {value}\n"


def caddy_lines_of_api(routes: Sequence[str]) -> Iterator[str]:
    """The lines that give the requests of the API's own routes to it, whatever a shorter route says."""
    if routes:
        either = "|".join(re.escape(route).replace(r"\*", "[^/]+") for route in routes)
        yield f"@of_api path_regexp ^({either})(/.*)?$\n"
        yield 'vars @of_api threshold "api"\n'


def file_name(route: str) -> str:
    """`/api/calls` -> `api+calls`."""
    return route[1:].replace("/", "+")


def threshold(percent: int) -> str:
    """The first bucket that stays with Django. A larger share only adds buckets, so nobody who was in falls out."""
    return EVERYBODY if percent == 100 else f"{round(percent * BUCKETS / 100):02x}"


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
