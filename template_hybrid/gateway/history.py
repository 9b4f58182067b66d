"""Who moved which traffic, when and why: `python -m gateway.history [ROUTE]` shows it.

It is a file of the gateway's state, to which each move adds a line of JSON.
"""

import getpass
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from gateway import routes
from gateway.routes import RouteError


@dataclass(frozen=True)
class Move:
    """A route's share, in percent, before and after somebody moved it."""

    at: str
    who: str
    route: str
    before: int
    after: int
    why: str = ""
    undoes: bool = False


def main(arguments: list[str]) -> int:
    """Show the moves, the newest last."""
    try:
        shown = [move for move in read() if move.route in arguments or not any(arguments)]
    except RouteError as error:
        print(error, file=sys.stderr)
        return 2
    for move in shown:
        why = f"  {move.why}" if move.why else ""
        print(f"{move.at}  {move.who}  {move.route}  {move.before} % -> {move.after} %{why}")
    if not shown:
        print("Nothing has been moved.")
    return 0


def note(route: str, before: int, after: int, *, why: str = "", undoes: bool = False) -> None:
    """Add a move to the file."""
    move = Move(datetime.now(UTC).isoformat(timespec="seconds"), me(), route, before, after, why, undoes)
    with file().open("a", encoding="utf-8") as history:
        history.write(json.dumps(asdict(move)) + "\n")


def read() -> Iterator[Move]:
    """The moves, the oldest first."""
    if not file().exists():
        return
    for number, line in enumerate(file().read_text(encoding="utf-8").splitlines(), 1):
        try:
            yield Move(**json.loads(line))
        except (ValueError, TypeError):
            raise RouteError(f"{file()}, line {number}, is none of ours: mend it, or delete it.") from None


def last_to_undo(moves: Iterable[Move], route: str = "") -> Move | None:
    """The newest move, of one route or of any, that has not been undone."""
    standing: list[Move] = []
    for move in moves:
        if route and move.route != route:
            continue
        if not move.undoes:
            standing.append(move)
        elif undone := next((each for each in reversed(standing) if each.route == move.route), None):
            standing.remove(undone)
    return standing[-1] if standing else None


def file() -> Path:
    """Where they are kept."""
    return routes.STATE / "history.jsonl"


def me() -> str:
    """Who moves it now."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"  # a container may run as a number without a name


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
