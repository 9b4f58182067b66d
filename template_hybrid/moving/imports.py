"""Writes the imports that a module needs, by the names in it."""

from collections.abc import Iterable, Mapping

KNOWN = {
    "collections.abc": ("AsyncIterator",),
    "datetime": ("UTC", "date", "datetime", "time", "timedelta"),
    "decimal": ("Decimal",),
    "functools": ("cache",),
    "itertools": ("count",),
    "typing": ("Annotated", "Any", "Literal"),
    "uuid": ("UUID", "uuid4"),
    "fastapi": ("APIRouter", "Depends", "HTTPException", "Path", "Query", "Request"),
    "sqlalchemy": ("bindparam", "delete", "func", "insert", "select"),
    "sqlalchemy.orm": ("aliased",),
    "typing_extensions": ("TypedDict",),
    "{package}.auth.dependencies": ("Guard", "guards"),
    "{package}.database": ("Database", "Reading"),
    "{package}.fields": ("Digits", "Id"),
    "{package}.json_route": ("JsonRoute",),
    "{package}.pagination": ("Page", "PageQuery", "neighbours"),
    "{package}.problems": ("answers",),
    "{package}.statements": ("Row", "Statement"),
    "tests.conftest": ("Make",),
}
"""Where the names come from that generated code uses, in the order of the blocks"""
OTHERS = ("fastapi", "sqlalchemy", "sqlalchemy.orm", "typing_extensions")


def words(code: str) -> set[str]:
    """The names in code."""
    return set("".join(each if each.isalnum() or each == "_" else " " for each in code).split())


def imports(code: str, package: str, more: Mapping[str, Iterable[str]]) -> str:
    """The lines for what the code uses, and for what else it is told of; the formatter sorts them."""
    used = words(code)
    blocks: dict[int, list[str]] = {0: [], 1: [], 2: [], 3: []}
    for module, names in {**KNOWN, **more}.items():
        if found := sorted(name for name in names if name in used):
            name = module.format(package=package)
            blocks[block_of(module)].append(f"from {name} import {', '.join(found)}")
    return "\n\n".join("\n".join(lines) for lines in blocks.values() if lines)


def block_of(module: str) -> int:
    """The standard library, other people's, our own, the tests'."""
    return 2 if module.startswith("{package}") else 3 if module.startswith("tests") else int(module in OTHERS)
