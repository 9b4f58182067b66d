"""What stands above the generated classes: the imports, and types that SQLAlchemy lacks; each only where it is used."""

from bridge import dialect

HEADER = '''"""Django's models as the API sees them. Written by `make models` from bridge/django.json: do not edit.

Django owns these tables and makes every migration. What it does in Python when it saves or deletes (signals, `save()`,
`on_delete`) does not happen here. A relation is loaded only by a query that asks for it, as with `joinedload`.
"""'''
# By the text that needs it. Private names, so that a column may be called `uuid`, `orm` or `typing`.
IMPORTS = {
    "_dt.": "import datetime as _dt",
    "_decimal.": "import decimal as _decimal",
    "_typing.": "import typing as _typing",
    "_uuid.": "import uuid as _uuid",
}
LIBRARY_IMPORTS = {
    "_sa.": "import sqlalchemy as _sa",
    **dialect.IMPORTS,
}
BASE = '''class Base(DeclarativeBase):
    """Knows all tables."""'''
HELPERS = {
    **dialect.HELPERS,
    "_now": """def _now() -> _dt.datetime:
    return _dt.datetime.now(_dt.UTC)""",
    "_DatabaseType": '''class _DatabaseType(_sa.types.UserDefinedType[_typing.Any]):
    """A type that only the database knows; its values are what the driver makes of them."""

    cache_ok = True

    def __init__(self, name: str) -> None:
        self.name = name

    def get_col_spec(self, **_: _typing.Any) -> str:
        return self.name''',
}


def wrap(classes: str, package: str | None) -> str:
    """The module around `classes`; the column types that `package` has are imported from there."""
    shared = {"UtcDateTime"} if package else set()
    body = [text for name, text in HELPERS.items() if name in classes and name not in shared]
    code = "\n\n\n".join([BASE, *body, classes])
    orm = ["DeclarativeBase", "Mapped", "mapped_column", *(["relationship"] if "relationship(" in code else [])]
    libraries = [*used(LIBRARY_IMPORTS, code), f"from sqlalchemy.orm import {', '.join(orm)}"]
    blocks = [used(IMPORTS, code), libraries]
    if package and "UtcDateTime" in code:
        blocks.append([f"from {package}.column_types import UtcDateTime"])
    imports = "\n\n".join("\n".join(block) for block in blocks if block)
    return f"{HEADER}\n\n{imports}\n\n\n{code}"


def used(imports: dict[str, str], code: str) -> list[str]:
    """Those imports whose name occurs in `code`."""
    return [line for name, line in imports.items() if name in code]
