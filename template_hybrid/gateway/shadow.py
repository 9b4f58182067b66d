"""Show where FastAPI answers mirrored reads otherwise than Django did: `python -m gateway.shadow [MINUTES]`."""

import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from gateway import routes
from gateway.access import minutes_ago, minutes_of, route_of
from gateway.routes import RouteError

MINUTES = 60
SHOWN = 20
NUMBER = re.compile(r"\.\d+(?=\.|$)")
"""Which one of a list it is"""


class Compared(NamedTuple):
    """A read that both sides answered: when (seconds since 1970), which, and what differed."""

    at: float
    method: str
    path: str
    differences: list[str]


@dataclass
class Parity:
    """How many reads of a route were compared, and how many were answered the same."""

    compared: int = 0
    same: int = 0

    def __str__(self) -> str:
        """As a table has it. Only what is the same without exception is 100 %."""
        if not self.compared:
            return "-"
        percent = min(99.9, 100 * self.same / self.compared) if self.same < self.compared else 100
        return f"{percent:.1f} % of {self.compared}"


def main(arguments: list[str]) -> int:
    """Print what differs, the most frequent first."""
    try:
        minutes = minutes_of(arguments, MINUTES)
    except RouteError as error:
        print(error, file=sys.stderr)
        return 2
    print("\n".join(lines(list(read(minutes_ago(minutes))), minutes)))
    return 0


def parity(since: float, of: Iterable[str]) -> Mapping[str, Parity]:
    """What has been compared of some routes since a time."""
    found = {route: Parity() for route in of}
    for compared in read(since):
        if route := route_of(compared.path, found):
            found[route].compared += 1
            found[route].same += not compared.differences
    return found


def read(since: float) -> Iterator[Compared]:
    """The comparisons since a time. The last line may still be in the making."""
    if not file().exists():
        return
    with file().open(encoding="utf-8", errors="replace") as log:
        for line in log:
            try:
                compared = Compared(**json.loads(line))
            except (ValueError, TypeError):
                continue
            if compared.at >= since:
                yield compared


def lines(found: list[Compared], minutes: int) -> Iterator[str]:
    """How many were the same, and each place where one was not, with the last example."""
    if not found:
        yield f"Nothing was compared in the last {minutes} minutes: give a route a `mirror` in gateway/routes.toml."
        return
    same = sum(not compared.differences for compared in found)
    yield f"Of {len(found)} reads in the last {minutes} minutes, {same} were answered the same."
    often: Counter[str] = Counter()
    last: dict[str, str] = {}
    for compared in found:
        at = datetime.fromtimestamp(compared.at, UTC).isoformat(timespec="seconds")
        for place, difference in {place_of(each): each for each in compared.differences}.items():
            often[place] += 1
            last[place] = f"    {at}  {compared.method} {compared.path}  {difference}"
    for place, number in often.most_common(SHOWN):
        yield f"{number:>6} times  {place}"
        yield last[place]


def place_of(difference: str) -> str:
    """`body.results.3.notes: ...` -> `body.results.*.notes`."""
    return NUMBER.sub(".*", difference.partition(":")[0])


def file() -> Path:
    """Where Django writes what it has compared."""
    return Path(os.environ.get("GATEWAY_SHADOW_LOG") or routes.STATE / "shadow.log")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
