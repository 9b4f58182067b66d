"""Move the traffic of a route: `python -m gateway.shift ROUTE PERCENT`; without arguments it shows the shares.

It takes effect with the next request, whether the gateway runs now or starts later. `rollback [ROUTE]` takes the last
move back, and the one before that when it is said again. With --dry-run nothing is moved.
"""

import argparse
import difflib
import sys

from gateway import history
from gateway.publish import publish
from gateway.routes import SAFE, UNSAFE, Route, RouteError, alone, read_api_only, read_routes, write_share


def main(arguments: list[str]) -> int:
    """Do what the command line asks; 2 when it makes no sense."""
    options = argparse.ArgumentParser(prog="python -m gateway.shift", description=__doc__)
    options.add_argument("what", nargs="?", default="", help="a route, or rollback")
    options.add_argument("to", nargs="?", default="", help="percent, or with rollback the route")
    options.add_argument("--why", default="", help="is kept with the move")
    options.add_argument("--dry-run", action="store_true", help="only say what would be done")
    asked = options.parse_args(arguments)
    try:
        if asked.what == "rollback":
            said = rollback(asked.to, is_real=not asked.dry_run)
        elif asked.what or asked.to:
            said = shift(*parse(asked.what, asked.to), why=asked.why, is_real=not asked.dry_run)
        else:
            said = show()
    except RouteError as error:
        print(error, file=sys.stderr)
        return 2
    print(said)
    return 0


def show() -> str:
    """Tell the gateway what routes.toml says, and name the shares."""
    with alone():
        routes, api_only = read_routes(), read_api_only()
        publish(routes, api_only)
    shares = [f"{path}  {route.share} %{aside(route)}" for path, route in routes.items()]
    return "\n".join([*shares, *(f"{route}  only the API" for route in api_only)])


def aside(route: Route) -> str:
    """What a share does not tell of a route."""
    said = {
        f"only {', '.join(route.methods)}": set(route.methods) != {*SAFE, *UNSAFE},
        "writes are Django's": route.writer == "web",
        "writes are FastAPI's": route.writer == "api",
        "by user": route.sticky == "user",
        f"mirrors {route.mirror} %": route.mirror > 0,
    }
    return "".join(f", {text}" for text, is_so in said.items() if is_so)


class MovedError(RouteError):
    """Somebody else has moved a route meanwhile."""


def stands(route: str, percent: int | None = None) -> int:
    """The share of a route, which must still be what it was, where that is said."""
    now = read_routes()[route].share
    if percent is not None and now != percent:
        raise MovedError(f"Somebody has moved {route} from {percent} % to {now} %: that stays.")
    return now


def shift(route: str, percent: int, *, why: str = "", is_real: bool = True, was: int | None = None) -> str:
    """Move a route's traffic, and write it down."""
    with alone():
        before = stands(route, was)
        if is_real:
            move(route, percent)
        if is_real and percent != before:
            history.note(route, before, percent, why=why)
    return told(route, before, percent, is_real=is_real)


def rollback(route: str = "", *, is_real: bool = True, was: int | None = None) -> str:
    """Take the last move back that stands, of a route or of all."""
    with alone():
        routes = read_routes()
        if route:
            stands(known(route, routes), was)
        last = history.last_to_undo(history.read(), route)
        if last is None:
            raise RouteError(f"Nothing of {route} can be taken back." if route else "Nothing can be taken back.")
        now = routes[known(last.route, routes)].share
        if is_real:
            move(last.route, last.before)
            history.note(last.route, now, last.before, why=f"takes back the move of {last.at}", undoes=True)
    return told(last.route, now, last.before, is_real=is_real)


def move(route: str, percent: int) -> None:
    """Write the share down and tell the gateway."""
    write_share(route, percent)
    publish(read_routes(), read_api_only())


def told(route: str, before: int, after: int, *, is_real: bool) -> str:
    """Say what was done, or would be."""
    return f"{route}  {before} % -> {after} %{'' if is_real else ', if it were not a dry run'}"


def parse(route: str, percent: str) -> tuple[str, int]:
    """The route and the percentage that are meant."""
    if not route or not percent:
        raise RouteError("Both are needed: ROUTE=/api/calls PERCENT=25")
    known(route, read_routes())
    if not (percent.isascii() and percent.isdigit() and len(percent) <= 3 and int(percent) <= 100):
        raise RouteError(f"PERCENT must be a whole number from 0 to 100, not {percent!r}.")
    return route, int(percent)


def known(route: str, routes: dict[str, Route]) -> str:
    """The route, if it is one whose traffic can be moved."""
    if route in read_api_only():
        raise RouteError(f"Only the API has {route}: Django could not answer.")
    if route not in routes:
        near = difflib.get_close_matches(route, routes, n=1, cutoff=0.5)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise RouteError(f"{route} is not in gateway/routes.toml.{hint} It knows: {', '.join(routes)}.")
    return route


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
