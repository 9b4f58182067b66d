"""The SQL that gives FastAPI's role its rights.

They name columns: PostgreSQL lets those who may update a table lock it against everybody else, but not those who may
update each of its columns. Only the right to delete is there for whole tables alone, and brings that lock along.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from bridge.ownership import Ownership
from bridge.wishes import OwnershipError

HERE = Path(__file__).parent
PREPARE = HERE.joinpath("prepare.sql").read_text(encoding="utf-8")
REVOKE = HERE.joinpath("revoke.sql").read_text(encoding="utf-8")
FINISH = HERE.joinpath("finish.sql").read_text(encoding="utf-8")
Table = Mapping[str, Any]


def script(role: str, tables: Iterable[Table], ownership: Iterable[Ownership], *, keep: bool = False) -> str:
    """All of it, to be done in one transaction; done again, it changes nothing. It may keep what is no longer due."""
    literal = role.replace("'", "''")
    rights = "".join(f"{right} TO {quoted(role)};\n" for right in grants(tables, ownership))
    parts = [f"SET LOCAL api.role = '{literal}';\n", PREPARE, *([] if keep else [REVOKE]), rights, FINISH]
    return "\n".join(parts)


def grants(tables: Iterable[Table], ownership: Iterable[Ownership]) -> Iterator[str]:
    """Each right: to read what the API knows, and to write what is its to write."""
    known = {".".join(filter(None, (table["schema"], table["name"]))): table for table in tables}
    schemas = sorted({table["schema"] for table in known.values() if table["schema"]})
    yield from (f"GRANT USAGE ON SCHEMA {quoted(name)}" for name in schemas)
    yield from (grant("SELECT", table, table["columns"]) for table in known.values())
    for owned in ownership:
        if owned.allowed and owned.table not in known:
            raise OwnershipError(
                f"FastAPI shall write {owned.table}, but api/ has neither a model of it nor a `table(...)` in a module."
            )
        for operation in sorted(owned.allowed):
            yield from written(operation, known[owned.table])


def written(operation: str, table: Table) -> Iterator[str]:
    """The right to one operation; to lock a row is to be allowed to update any of its columns."""
    columns, key = table["columns"], table["key"]
    of = {
        "insert": [column for column in columns if column not in table["automatic"]],
        "update": [column for column in columns if column not in key],
        "lock": key or columns,
    }
    if operation == "delete":
        yield grant("DELETE", table)
    elif of[operation]:
        yield grant("INSERT" if operation == "insert" else "UPDATE", table, of[operation])


def grant(right: str, table: Table, columns: Iterable[str] = ()) -> str:
    """A right to a table, or to some of its columns."""
    named = ", ".join(quoted(column) for column in columns)
    place = ".".join(quoted(part) for part in (table["schema"], table["name"]) if part)
    return f"GRANT {right}{f' ({named})' if named else ''} ON {place}"


def quoted(name: str) -> str:
    """A name as it is."""
    return '"' + name.replace('"', '""') + '"'
