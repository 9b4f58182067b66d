"""Show what each side does: `python -m gateway.traffic [MINUTES]`, of the last five minutes if it is not said."""

import sys
from collections.abc import Iterator, Mapping

from gateway.access import SIDES, Traffic, measure, minutes_ago, minutes_of
from gateway.routes import RouteError, read_routes
from gateway.shadow import Parity, parity

MINUTES = 5


def main(arguments: list[str]) -> int:
    """Print a table."""
    try:
        minutes = minutes_of(arguments, MINUTES)
        shares = {path: route.share for path, route in read_routes().items()}
    except RouteError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"The last {minutes} minutes:")
    since = minutes_ago(minutes)
    print("\n".join(lines(shares, measure(since, shares), parity(since, shares))))
    return 0


def lines(shares: dict[str, int], traffic: Traffic, shadow: Mapping[str, Parity]) -> Iterator[str]:
    """One line for each route and side."""
    width = max([*map(len, shares), len("route")])
    yield f"{'route':{width}}  {'side':4}  {'share':>6}  {'requests':>8}  {'errors':>7}  {'p95':>8}  parity"
    for route, percent in shares.items():
        for side in SIDES:
            numbers = traffic[route][side]
            share = f"{percent if side == 'api' else 100 - percent} %"
            errors, p95 = f"{numbers.error_rate:.1%}", f"{numbers.p95 * 1000:.1f} ms"
            measured = f"{errors:>7}  {p95:>8}" if numbers.requests else f"{'-':>7}  {'-':>8}"
            compared = f"  {shadow[route]}" if side == "api" else ""
            yield f"{route:{width}}  {side:4}  {share:>6}  {numbers.requests:>8}  {measured}{compared}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
