"""What Django's `_meta` says about one model, as plain data."""

from collections.abc import Iterator
from operator import itemgetter
from typing import Any, cast

from django.db import connection
from django.db.models import ManyToManyField

from bridge.facts import Index, Link, Model
from bridge.fields import describe_column
from bridge.tables import table_of


def describe(model: Any) -> Model:
    """One model: its table, columns, links to others, and what is unique or indexed over several columns."""
    meta = model._meta
    facts: Any = {
        "label": meta.label,
        **table_of(meta.db_table),
        "columns": [describe_column(field) for field in meta.local_concrete_fields if field.db_type(connection)],
        "many_to_many": [describe_many_to_many(field) for field in meta.local_many_to_many if is_link(field)],
        "unique": sorted(uniques(meta)),
        "indexes": sorted(indexes(meta), key=itemgetter("name")),
    }
    return cast("Model", facts if meta.managed else {**facts, "unmanaged": True})


def is_link(field: Any) -> bool:
    """Whether two foreign keys make the link: others, like tags by content type, go by what only Django knows."""
    return isinstance(field, ManyToManyField)


def describe_many_to_many(field: Any) -> Link:
    """A link to many others."""
    through = field.remote_field.through._meta
    sides = [through.get_field(name) for name in (field.m2m_field_name(), field.m2m_reverse_field_name())]
    targets = [column.related_model for column in through.local_concrete_fields if column.is_relation]
    return {
        "relation": field.name,
        "model": field.related_model._meta.concrete_model._meta.label,
        "through": through.label,
        "origin": sides[0].attname,
        "target": sides[1].attname,
        "ambiguous": len(targets) > len(set(targets)) or not all(side.db_constraint for side in sides),
    }


def uniques(meta: Any) -> Iterator[list[str]]:
    """The names of columns that are unique together, always (a condition or an expression stays Django's business)."""
    for names in [*meta.unique_together, *(constraint.fields for constraint in meta.total_unique_constraints)]:
        yield [meta.get_field(name).column for name in names]


def indexes(meta: Any) -> Iterator[Index]:
    """Each plain index and its columns, a `-` before those that descend."""
    for index in meta.indexes:
        if index.fields and not index.condition:
            columns = [f"{order and '-'}{meta.get_field(name).column}" for name, order in index.fields_orders]
            yield {"name": index.name, "columns": columns}
