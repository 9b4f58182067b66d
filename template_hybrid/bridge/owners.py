"""Show who writes which table, and what Django does in Python then: `python -m bridge.owners`.

1 where a route is to move writes that need Django, 2 where a file makes no sense.
"""

import sys
from collections.abc import Iterable, Iterator
from itertools import groupby

from bridge.ownership import Ownership, read_ownership
from bridge.record import Behaviour
from bridge.wishes import OPERATIONS
from gateway.routes import RouteError

OWNERS = "bridge/owners.toml"


def main() -> int:
    """Print a line for each table, and what is wrong."""
    try:
        tables = read_ownership()
    except RouteError as error:
        print(error, file=sys.stderr)
        return 2
    print("\n".join(line for table in tables for line in lines(table)))
    wrong = list(refusals(tables))
    print("".join(f"\n{sentence}\n" for sentence in wrong), end="", file=sys.stderr)
    return 1 if wrong else 0


def lines(table: Ownership) -> Iterator[str]:
    """What FastAPI may, and what Django does in Python, by what it does it at."""
    wishes = sorted({who for operation in table.allowed for who in table.wanted[operation]})
    allowed = ", ".join(["read", *(each for each in (*OPERATIONS, "lock") if each in table.allowed)])
    because = f" ({', '.join(wishes)})" if wishes else ""
    yield f"{table.table}: FastAPI may {allowed}{because}"
    for said, alike in groupby(table.behaviours, lambda each: f"{at(each)}: {each.what}"):
        yield f"    {said}, {', '.join(each.where for each in alike)}"
    if table.reason:
        yield f"    not needed by FastAPI, says {OWNERS}: {table.reason}"


def at(behaviour: Behaviour) -> str:
    """What it happens at."""
    return f"at {' and '.join(behaviour.when)}" if behaviour.when else "to be given at insert"


def refusals(tables: Iterable[Ownership]) -> Iterator[str]:
    """What a person has to decide, a sentence for each table."""
    for table in tables:
        if table.refused:
            reasons = [each for each in table.behaviours if table.prevented & set(each.when)]
            done = ", ".join(f"{each.what} ({each.where}) of {each.model}" for each in reasons)
            wishes = sorted({who for operation in table.refused for who in table.wanted[operation]})
            operations = " or ".join(each for each in OPERATIONS if each in table.refused)
            yield (
                f"FastAPI may not {operations} rows of {table.table}, as {', '.join(wishes)} wants it to: Django does "
                f"something in Python then, which would not happen: {done}. {ways_out(table.table, wishes)}"
            )


def ways_out(table: str, wishes: Iterable[str]) -> str:
    """What can be done about it."""
    keep = "take it out of [writes] there" if OWNERS in wishes else 'leave these writes to Django (writer = "web")'
    return f"Either {keep}, or say under [without_django] in {OWNERS} why it is not needed: {table} = '...'"


if __name__ == "__main__":
    sys.exit(main())
