"""Rank what Django answers by the time that it takes: `python -m gateway.hot [MINUTES]`, of the last 60.

What stands first gains most by a move to FastAPI. Numbers and UUIDs in a path count as one, and are shown as `*`.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from gateway.access import Numbers, Request, minutes_ago, minutes_of, read, route_of
from gateway.routes import SAFE, RouteError, read_routes

MINUTES = 60
SHOWN = 15
OF_ONE = re.compile(r"/(?:\d+|[0-9a-fA-F]{8}(?:-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12})(?=/|$)")
"""A part of a path that names one of many"""


@dataclass
class Spent:
    """What Django spent on a route."""

    numbers: Numbers = field(default_factory=Numbers)
    reads: int = 0

    @property
    def seconds(self) -> float:
        """In all."""
        return sum(self.numbers.seconds)

    def add(self, request: Request) -> None:
        """Count a request."""
        self.numbers.add(request)
        self.reads += request.method in SAFE


def main(arguments: list[str]) -> int:
    """Print a table."""
    try:
        minutes = minutes_of(arguments, MINUTES)
        known = read_routes()
    except RouteError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"What Django answered in the last {minutes} minutes:")
    print("\n".join(lines(rank(read(minutes_ago(minutes))), known)))
    return 0


def rank(requests: Iterable[Request]) -> list[tuple[str, Spent]]:
    """Each route with what Django spent on it, the most first."""
    found: defaultdict[str, Spent] = defaultdict(Spent)
    for request in requests:
        if request.side == "web":
            found[OF_ONE.sub("/*", request.path)].add(request)
    return sorted(found.items(), key=lambda item: -item[1].seconds)


def lines(ranked: list[tuple[str, Spent]], known: Iterable[str]) -> Iterator[str]:
    """One line for each of the first."""
    in_all = sum(spent.seconds for _, spent in ranked) or 1
    width = max([len(path) for path, _ in ranked[:SHOWN]] + [len("route")])
    yield f"{'route':{width}}  {'of time':>7}  {'requests':>8}  {'reads':>5}  {'p95':>9}  in routes.toml"
    for path, spent in ranked[:SHOWN]:
        numbers = spent.numbers
        measured = f"{spent.reads / numbers.requests:>5.0%}  {numbers.p95 * 1000:>6.1f} ms"
        of = route_of(path, known) or "-"
        yield f"{path:{width}}  {spent.seconds / in_all:>7.1%}  {numbers.requests:>8}  {measured}  {of}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
