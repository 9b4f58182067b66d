"""What a view's code does inside, which no queryset and no guard of it says."""

import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

NARROWING = {
    *("filter", "exclude", "complex_filter", "extra", "get_queryset"),
    *("user", "auth", "who_asks", "current_user", "has_perm", "has_perms", "PermissionDenied", "NotAuthenticated"),
}
"""Names in code that leaves out rows, or asks who is there"""
ROOT = Path(__file__).resolve().parent.parent
DEPTH = 2
"""How far into what it calls"""


def narrowing(view: Callable[..., Any], cls: type | None = None, depth: int = DEPTH) -> frozenset[str]:
    """Those names in a view's code, and in that of the functions and of its class's methods that it calls."""
    function = inspect.unwrap(view)
    if not isinstance(function, FunctionType):
        return frozenset()
    names = set(names_in(function.__code__)) if is_of_project(function.__code__) else set()
    found = names & NARROWING
    for each in called(function, names, cls) if depth else ():
        found |= narrowing(each, cls, depth - 1)
    return frozenset(found)


def is_of_project(code: CodeType) -> bool:
    """Whether it is written here, and no library's."""
    file = Path(code.co_filename).resolve()
    return file.is_relative_to(ROOT) and "site-packages" not in file.parts


def names_in(code: CodeType) -> Iterator[str]:
    """What code names, and what is defined in it."""
    yield from code.co_names
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from names_in(each)


def called(function: FunctionType, names: set[str], cls: type | None) -> Iterator[Callable[..., Any]]:
    """What a function may call: by a name of its module, as a method of its class, or because it surrounds it."""
    for name in names:
        for each in (function.__globals__.get(name), getattr(cls, name, None)):
            if callable(each) and not isinstance(each, type):
                yield each
    yield from (cell.cell_contents for cell in function.__closure__ or () if callable(cell.cell_contents))
