"""What a queryset says: which rows there are, and in which order."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Expression, F, QuerySet
from django.db.models.expressions import Col, OrderBy
from django.db.models.lookups import Lookup

from moving.columns import columns_of
from moving.facts import Condition, Order

LOOKUPS = ("exact", "gt", "gte", "lt", "lte", "in", "isnull")


def order_of(queryset: QuerySet[Any]) -> tuple[tuple[Order, ...], list[str]]:
    """The order of a queryset; and a sentence where it cannot be told."""
    query = queryset.query
    meta = query.get_meta()
    # Django does not sort groups by the order of the model.
    by_default = query.default_ordering and query.group_by is None
    given = query.order_by or (meta.ordering if by_default else ())
    found = []
    for each in given:
        order = read_order(queryset.model, each)
        if order is None:
            return (), [f"The order {each!r} of the list is not that of a column."]
        found.append(order)
    return tuple(found), []


def read_order(model: Any, each: Any) -> Order | None:
    """One part of an order, if it is that of a column."""
    if isinstance(each, OrderBy) and not (each.nulls_first or each.nulls_last) and isinstance(each.expression, F):
        each = f"{'-' if each.descending else ''}{each.expression.name}"
    if not isinstance(each, str):
        return None
    column = columns_of(model).get(each.removeprefix("-"))
    # That of a link is the order of the other table.
    by_link = column is not None and column.is_relation and each.removeprefix("-") == column.name
    return None if column is None or by_link else Order(column.column, each.startswith("-"))


def conditions_of(queryset: QuerySet[Any]) -> tuple[tuple[Condition, ...], list[str]]:
    """What the rows of a queryset fulfil; and sentences about what of it cannot be translated."""
    where = queryset.query.where
    if not where:
        return (), []
    if where.negated or where.connector != "AND":
        return (), [f"The condition {where} is more than columns and values."]
    found, left_out = [], []
    for each in where.children:
        condition = read_condition(queryset, each)
        if condition is not None:
            found.append(condition)
        elif not is_key(queryset, each):
            left_out.append(f"The condition {each!r} is more than a column and a value.")
    return tuple(found), left_out


def read_condition(queryset: QuerySet[Any], each: Any) -> Condition | None:
    """One condition, if it is about a column of the queryset's own table."""
    if not isinstance(each, Lookup) or not isinstance(each.lhs, Col) or each.lookup_name not in LOOKUPS:
        return None
    value = list(each.rhs) if isinstance(each.rhs, tuple | list | set) else each.rhs
    if each.lhs.alias != queryset.query.base_table or not all(map(is_plain, value if type(value) is list else [value])):
        return None
    return Condition(each.lhs.target.column, each.lookup_name, value)


def is_plain(value: object) -> bool:
    """Whether JSON can hold a value."""
    return type(value) in {str, int, bool, float}


def is_key(queryset: QuerySet[Any], each: Any) -> bool:
    """Whether a condition asks for one row, by a value that is given when it is asked."""
    asks_later = isinstance(each, Lookup) and isinstance(each.rhs, Expression)
    return asks_later and isinstance(each.lhs, Col) and each.lhs.target == queryset.model._meta.pk


def oddities(queryset: QuerySet[Any]) -> Iterator[str]:
    """Sentences about what else a queryset does that changes which rows there are."""
    query = queryset.query
    found = {
        "distinct()": query.distinct,
        f"{query.combinator}()": bool(query.combinator),
        "a slice": query.is_sliced,
        "extra()": bool(query.extra),
    }
    yield from (f"The query has {name}." for name, is_so in found.items() if is_so)


def expression_of(queryset: QuerySet[Any] | None, name: str) -> str:
    """What a name that is no column is for a queryset: an expression, if it is one of that."""
    expression = queryset.query.annotations.get(name) if queryset is not None else None
    return "" if expression is None else f"the query computes it: {expression}"
