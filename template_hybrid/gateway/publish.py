"""The files from which Caddy knows the routes: their thresholds at each request, and at its start which there are."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from gateway import instances, routes
from gateway.routes import SAFE, UNSAFE, Route, replace

BUCKETS = 256  # a user's cookie holds one of 00 to ff
NOBODY = "00"
EVERYBODY = "max"  # comes after ff


def publish(known: Mapping[str, Route], api_only: Sequence[str] = ()) -> None:
    """Tell Caddy of the routes, and of those that only the API has."""
    shares = routes.STATE / "shares"
    shares.mkdir(parents=True, exist_ok=True)
    for path, route in known.items():
        for name, text in thresholds(route).items():
            replace(shares / f"{file_name(path)}.{name}", text)
    shortest_first = sorted(known, key=len)
    lines = [line for path in shortest_first for line in caddy_lines(path, known[path], shares)]
    replace(routes.STATE / "routes.caddy", "".join([*lines, *caddy_lines_of_api(api_only)]))
    mirrors = [line for path in shortest_first for line in caddy_lines_of_mirror(path, known[path], shares)]
    replace(routes.STATE / "mirrors.caddy", "".join(mirrors))
    instances.publish()


def thresholds(route: Route) -> dict[str, str]:
    """What the small files of a route hold."""
    by_share = threshold(route.share)
    by_writer = {"web": NOBODY, "api": EVERYBODY, "both": by_share}
    return {"read": by_share, "write": by_writer[route.writer], "mirror": threshold(route.mirror)}


def threshold(percent: int) -> str:
    """The first bucket that stays with Django. A larger share only adds buckets, so nobody who was in falls out."""
    return EVERYBODY if percent == 100 else f"{round(percent * BUCKETS / 100):02x}"


def caddy_lines(path: str, route: Route, shares: Path) -> Iterator[str]:
    """The lines that give the requests of a route its thresholds; a longer route comes later and overrules."""
    files, matcher = shares / file_name(path), f"@route+{file_name(path)}"
    below = f"path {path} {path}/*"
    # What a shorter route has said does not count here.
    yield f'{matcher} {below}\nvars {matcher} {{\n\tthreshold ""\n\tsticky {route.sticky}\n}}\n'
    for kind, methods in (("read", SAFE), ("write", UNSAFE)):
        if may_move := movable(route, methods):
            yield f"{matcher}:{kind} {{\n\t{below}\n\tmethod {' '.join(may_move)}\n}}\n"
            yield f'vars {matcher}:{kind} threshold "{{file.{files}.{kind}}}"\n'


def movable(route: Route, methods: Sequence[str]) -> Sequence[str]:
    """Those of some methods that may move. Who may be asked by GET may be asked by HEAD."""
    return [each for each in methods if each in route.methods or (each == "HEAD" and "GET" in route.methods)]


def caddy_lines_of_mirror(path: str, route: Route, shares: Path) -> Iterator[str]:
    """The lines that say of which part of a route's reads the API is asked, too."""
    share = f"{{file.{shares / file_name(path)}.mirror}}" if "GET" in route.methods else ""
    yield f'vars @route+{file_name(path)} mirror "{share}"\n'


def caddy_lines_of_api(api_only: Sequence[str]) -> Iterator[str]:
    """The lines that give the requests of the API's own routes to it, whatever a shorter route says."""
    if api_only:
        either = "|".join(re.escape(route).replace(r"\*", "[^/]+") for route in api_only)
        yield f"@of_api path_regexp ^({either})(/.*)?$\n"
        yield 'vars @of_api threshold "api"\n'


def file_name(path: str) -> str:
    """`/api/calls` -> `api+calls`."""
    return path[1:].replace("/", "+")
