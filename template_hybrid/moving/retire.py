"""Say what of a route's side in Django could go: `python -m moving.retire FILE`, of what moving.describe wrote.

Nothing is removed: Django answers the reads while FastAPI is down, and it is what a rollback goes back to.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from gateway import history, shadow
from gateway.routes import Route, RouteError, read_routes
from moving.facts import Description
from moving.loading import load


def main(file: str) -> int:
    """Say it; 1 where the route has not moved yet, 2 where it is none that moves."""
    description = load(json.loads(Path(file).read_text(encoding="utf-8")))
    try:
        route = read_routes().get(description.route)
        print("\n".join(lines(description, route)))
    except RouteError as error:
        print(error, file=sys.stderr)
        return 2
    return 0 if route and route.share == 100 else 1


def lines(description: Description, route: Route | None) -> Iterator[str]:
    """What is so, and what could be done."""
    name = description.route
    if route is None:
        yield f"FastAPI does not have {name} yet: `make move ROUTE={name}` first."
        return
    if route.share < 100:
        yield f"FastAPI answers {route.share} % of {name}: `make guard ROUTE={name} PERCENT=100` first."
        return
    yield f"FastAPI answers all of {name}{since(name)}."
    compared = shadow.parity(0, [name])[name]
    yield f"  Compared with Django behind people's backs: {compared}"
    yield "Django's side stays as the fallback: for reads while FastAPI is down, and for `make rollback`."
    if description.stays:
        yield "It cannot go at all, as long as Django alone answers what FastAPI has not:"
        yield from (f"  {each}" for each in description.stays)
        return
    yield "If it shall go all the same, when nothing has been rolled back for long:"
    views = [operation for operation in (description.listed, description.one) if operation]
    yield f'  gateway/routes.toml: delete the line of {name} in [routes], and list "{name}" in api_only above it'
    yield from (f"  {view.where}: {view.view}, and its path" for view in views)
    yield "  web/tests/ and parity/: the tests that ask Django for it"


def since(name: str) -> str:
    """When it moved to where it is."""
    moves = [move for move in history.read() if move.route == name]
    return f" since {moves[-1].at}" if moves else ""


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
