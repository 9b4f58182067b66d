"""Both services are asked, and their answers compared."""

from collections.abc import Iterator
from typing import Any

import httpx

from parity.compare import Answer, comparable, difference


def same(web: httpx.Client, api: httpx.Client, path: str, **request: Any) -> dict[str, Any]:
    """Read from both, fail where they differ, and return the answer."""
    one, other = (
        comparable(Answer(said.status_code, said.headers, said.content))
        for said in (client.get(path, **request) for client in (web, api))
    )
    found = difference(one, other)
    assert not found, f"GET {path}\n{found}"
    return one


def fields(answer: Any, of: str = "") -> set[str]:
    """The names of all fields in an object, those of objects in it with dots."""
    return set(names(answer, of))


def names(answer: Any, of: str) -> Iterator[str]:
    """The same, one by one."""
    for name, value in answer.items() if isinstance(answer, dict) else ():
        yield f"{of}{name}"
        yield from names(value, f"{of}{name}.")
