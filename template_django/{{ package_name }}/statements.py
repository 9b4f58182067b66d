"""Querysets whose SQL is written once: to write it takes Django longer than it takes the database to answer.

FIND_CALL = Statement(Call.objects.filter(pk=Parameter("call_id")).values("id", "notes"))
FIND_CALL.first(call_id=7)
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

from django.db import connections
from django.db.models import Expression, QuerySet
from django.db.models.sql.compiler import SQLCompiler

Row = dict[str, Any]


class Parameter(Expression):
    """A value that is given when the statement runs: a number or a text, as the column has it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """Stand where the value will."""
        return "%s", [self]


class Compiled(NamedTuple):
    """What Django makes of a queryset."""

    sql: str
    parameters: Sequence[Any]
    names: Sequence[str]
    convert: Callable[[Any], Any] | None
    """Makes Python's values of the database's, where the driver does not."""


class Statement:
    """Gives the rows of a queryset of `values()`."""

    def __init__(self, queryset: QuerySet[Any, Any]) -> None:
        self._queryset = queryset
        self._compiled: dict[str, Compiled] = {}

    def all(self, **values: Any) -> list[Row]:
        """Return all rows, each as a dictionary."""
        using = self._queryset.db
        if using not in self._compiled:
            self._compiled[using] = self.compile(using)
        statement = self._compiled[using]
        with connections[using].cursor() as cursor:
            cursor.execute(
                statement.sql,
                [values[each.name] if isinstance(each, Parameter) else each for each in statement.parameters],
            )
            rows = cursor.fetchall()
        if statement.convert:
            rows = statement.convert(rows)
        return [dict(zip(statement.names, row, strict=True)) for row in rows]

    def first(self, **values: Any) -> Row | None:
        """Return the first row, or none."""
        rows = self.all(**values)
        return rows[0] if rows else None

    def compile(self, using: str) -> Compiled:
        """Let Django write the SQL."""
        compiler = self._queryset.query.get_compiler(using)
        sql, parameters = compiler.as_sql()
        converters = compiler.get_converters([expression for expression, *_ in compiler.select])
        convert = partial(compiler.apply_converters, converters=converters) if converters else None
        return Compiled(sql, parameters, list(self._queryset.query.selected or ()), convert)


class Part(Statement):
    """Gives the rows from `offset`, at most `limit` of them."""

    def compile(self, using: str) -> Compiled:
        """Cut out a part."""
        whole = super().compile(using)
        parameters = [*whole.parameters, Parameter("limit"), Parameter("offset")]
        return whole._replace(sql=f"{whole.sql} LIMIT %s OFFSET %s", parameters=parameters)


class Count(Statement):
    """Gives how many rows there are."""

    def __init__(self, queryset: QuerySet[Any, Any]) -> None:
        super().__init__(queryset.order_by().values("pk"))

    def number(self, **values: Any) -> int:
        """Count them."""
        ((number,),) = (row.values() for row in self.all(**values))
        return int(number)

    def compile(self, using: str) -> Compiled:
        """Count the rows instead of giving them."""
        rows = super().compile(using)
        return rows._replace(sql=f"SELECT COUNT(*) FROM ({rows.sql}) AS counted", names=["count"])  # noqa: S608
