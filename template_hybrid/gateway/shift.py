"""Move the traffic of a route: `python -m gateway.shift [ROUTE PERCENT]`; without arguments it shows the shares.

It takes effect with the next request, whether the gateway runs now or starts later.
"""

import difflib
import fcntl
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from gateway.routes import STATE, RouteError, publish, read_api_only, read_routes, write_share


def main(arguments: list[str]) -> int:
    """Do what the command line asks; 2 when it makes no sense."""
    try:
        before = read_routes()
        if not any(arguments):
            print("\n".join(f"{route}  {percent} %" for route, percent in publish_all().items()))
            print("".join(f"{route}  only the API\n" for route in read_api_only()), end="")
            return 0
        route, percent = parse(arguments, before)
        shift(route, percent)
    except RouteError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{route}  {before[route]} % -> {percent} %")
    return 0


def parse(arguments: list[str], routes: dict[str, int]) -> tuple[str, int]:
    """The route and the percentage that are meant."""
    route, percent = [*arguments, ""][:2]
    if not route or not percent:
        raise RouteError("Both are needed: make shift ROUTE=/api/calls PERCENT=25")
    if route in read_api_only():
        raise RouteError(f"Only the API has {route}: Django could not answer.")
    if route not in routes:
        near = difflib.get_close_matches(route, routes, n=1, cutoff=0.5)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise RouteError(f"{route} is not in gateway/routes.toml.{hint} It knows: {', '.join(routes)}.")
    if not (percent.isascii() and percent.isdigit() and len(percent) <= 3 and int(percent) <= 100):
        raise RouteError(f"PERCENT must be a whole number from 0 to 100, not {percent!r}.")
    return route, int(percent)


def publish_all() -> dict[str, int]:
    """Tell the gateway what routes.toml says, and return that."""
    with alone():
        routes = read_routes()
        publish(routes, read_api_only())
    return routes


def shift(route: str, percent: int) -> None:
    """Write the share down and tell the gateway."""
    with alone():
        write_share(route, percent)
        publish(read_routes(), read_api_only())


@contextmanager
def alone() -> Iterator[None]:
    """Let others who look or shift at the same time wait: what they read must be what they publish."""
    STATE.mkdir(parents=True, exist_ok=True)
    with (STATE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
