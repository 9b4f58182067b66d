"""What all tables of the interface have in common."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from sqladmin import ModelView
from sqlalchemy import Select, func, literal, select
from sqlalchemy.exc import IntegrityError
from starlette.exceptions import HTTPException
from starlette.requests import Request

COUNTED = 10_000
"""So many rows can be paged through; a search or filter finds the others. To count all of a large table takes long."""

FORMULA = re.compile(r"[=@\t\r]|[+-](?!\d+$)")
"""How a text begins that a spreadsheet would run. A phone number is none."""


class TableView(ModelView):
    """A table that stays quick when it is large, and whose export runs nothing in a spreadsheet."""

    page_size = 25
    export_types: ClassVar[list[str]] = ["csv"]
    export_max_rows = COUNTED
    use_pretty_export = True

    async def count(self, request: Request, stmt: Select[Any] | None = None) -> int:
        """Count the rows, up to a number."""
        (rows,) = (self.count_query(request) if stmt is None else stmt).get_final_froms()
        few = select(literal(1)).select_from(rows).limit(COUNTED).subquery()
        return await super().count(request, select(func.count()).select_from(few))

    def _stmt_by_identifier(self, identifier: str) -> Select[Any]:
        """Find the row that an address names; 404 where that is no name of a row."""
        try:
            return super()._stmt_by_identifier(identifier)
        except ValueError:
            raise HTTPException(404) from None

    async def insert_model(self, request: Request, data: dict[str, Any]) -> Any:
        """Create a row."""
        with in_plain_words():
            return await super().insert_model(request, data)

    async def update_model(self, request: Request, pk: str, data: dict[str, Any]) -> Any:
        """Change a row."""
        with in_plain_words():
            return await super().update_model(request, pk, data)

    async def custom_export_cell(self, row: Any, name: str, value: Any) -> str | None:  # noqa: ARG002 - as it is called
        """Put an apostrophe before what would be a formula."""
        return f"'{value}" if FORMULA.match(str(value)) else None


@contextmanager
def in_plain_words() -> Iterator[None]:
    """Tell what the database refuses without the statement and its values: the page shows it, and the log."""
    try:
        yield
    except IntegrityError:
        raise ValueError("Another one has this already, or what it refers to is gone.") from None
