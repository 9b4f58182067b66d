"""What all tables of the interface have in common."""

import re
from typing import Any, ClassVar

from sqladmin import ModelView
from sqlalchemy import Select, func, literal, select
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

    async def custom_export_cell(self, row: Any, name: str, value: Any) -> str | None:  # noqa: ARG002 - as it is called
        """Put an apostrophe before what would be a formula."""
        return f"'{value}" if FORMULA.match(str(value)) else None
