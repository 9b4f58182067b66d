"""What Django's models say of a column: how its values are answered, and where they are."""

from dataclasses import dataclass
from typing import Any

from moving.facts import Field, Link

KINDS = {
    **dict.fromkeys(
        ("AutoField", "BigAutoField", "SmallAutoField", "IntegerField", "BigIntegerField", "SmallIntegerField"), "int"
    ),
    **dict.fromkeys(("PositiveIntegerField", "PositiveBigIntegerField", "PositiveSmallIntegerField"), "int"),
    **dict.fromkeys(("CharField", "SlugField", "TextField"), "text"),
    "BooleanField": "bool",
    "DateField": "date",
    "DateTimeField": "datetime",
    "DecimalField": "decimal",
    "FloatField": "float",
    "JSONField": "json",
    "TimeField": "time",
    "UUIDField": "uuid",
}
"""The types whose values both sides write the same in JSON"""


@dataclass(frozen=True)
class Source:
    """Where a field's values come from: a column, maybe of another table."""

    column: Any
    link: Any = None


def kind_of(column: Any) -> str:
    """How a column's values are answered; empty where the two sides would write them otherwise."""
    while column.is_relation:
        column = column.target_field
    return KINDS.get(column.get_internal_type(), "")


def find(model: Any, source: str) -> Source | None:
    """The column that a name means, like `name`, `pk`, `caller_id` or `caller.name`; None where it is none."""
    first, _, rest = source.replace("__", ".").partition(".")
    column = columns_of(model).get(first)
    if column is None or not rest:
        return None if column is None else Source(column)
    if not column.many_to_one and not column.one_to_one:
        return None
    other = columns_of(column.related_model).get(rest)
    return Source(other, column) if other else None


def columns_of(model: Any) -> dict[str, Any]:
    """The columns of a model by all of their names."""
    meta = model._meta
    own = [field for field in meta.concrete_fields if field.model._meta.concrete_model is meta.concrete_model]
    names = {name: field for field in own for name in (field.name, field.attname)}
    return {**names, "pk": meta.pk}


def leaf(name: str, kind: str, source: Source | None, found: str, link: Any = None) -> Field:
    """A field of an answer whose values have this kind, from this column; left out where that does not fit."""
    if source is None:
        return Field(name, found, left_out="it is no column")
    column, link = source.column, source.link or link
    if not kind or kind_of(column) != kind:
        answered = f" and answered as {kind}" if kind else ""
        return Field(name, found, left_out=f"it is of the type {column.get_internal_type()}{answered}")
    choices = tuple(str(value) for value, _ in column.flatchoices) if kind == "text" else ()
    of_link = link.name if link else ""
    is_null = column.null or bool(link and link.null)
    return Field(name, found, kind, column.column, of_link, is_null, choices)


def links(model: Any, fields: tuple[Field, ...]) -> tuple[Link, ...]:
    """The foreign keys that fields follow."""
    names = dict.fromkeys(name for field in fields for name in followed(field))
    found = (model._meta.get_field(name) for name in names)
    return tuple(
        Link(each.name, each.column, each.related_model._meta.db_table, each.target_field.column, each.null)
        for each in found
    )


def followed(field: Field) -> list[str]:
    """The names of the links that a field follows."""
    return [name for each in field.fields for name in followed(each)] or ([field.relation] if field.relation else [])
