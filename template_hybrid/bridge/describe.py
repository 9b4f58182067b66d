"""What Django's `_meta` says about one model, as plain data. A key that is missing is one that does not apply."""

from collections.abc import Iterator
from datetime import timedelta
from operator import itemgetter
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

# The field types that bridge/columns.py translates; any other is dumped with the name of its type in the database.
TEXT_TYPES = {"CharField", "SlugField", "FileField", "FilePathField", "TextField"}
KNOWN_TYPES = TEXT_TYPES | {
    *("AutoField", "BigAutoField", "SmallAutoField"),
    *("IntegerField", "BigIntegerField", "SmallIntegerField"),
    *("PositiveIntegerField", "PositiveBigIntegerField", "PositiveSmallIntegerField"),
    *("BooleanField", "DecimalField", "FloatField", "JSONField", "UUIDField", "GenericIPAddressField", "BinaryField"),
    *("DateField", "DateTimeField", "TimeField", "DurationField"),
}


def describe(model: Any) -> dict[str, Any]:
    """One model: its table, columns, links to others, and what is unique or indexed over several columns."""
    meta = model._meta
    return {
        "label": meta.label,
        "table": meta.db_table,
        "columns": [describe_column(field) for field in meta.local_concrete_fields],
        "many_to_many": [describe_many_to_many(field) for field in meta.local_many_to_many],
        "unique": sorted(uniques(meta)),
        "indexes": sorted(indexes(meta), key=itemgetter("name")),
    }


def describe_column(field: Any) -> dict[str, Any]:
    """One column."""
    target = field
    while target.is_relation:
        target = target.target_field
    facts = {
        "name": field.attname,
        "column": field.column,
        **column_type(migrated(target)),
        "null": field.null,
        "primary_key": field in getattr(field.model._meta, "pk_fields", [field.model._meta.pk]),
        "unique": field.unique,
        "index": bool(field.db_index),
        "choices": [plain(choice) for choice, _ in field.flatchoices],
        "default": describe_default(field),
        "auto_now": getattr(field, "auto_now", False),
        "auto_now_add": getattr(field, "auto_now_add", False),
        "database_default": field.has_db_default(),
        "generated": field.generated,
        "references": describe_reference(field) if field.is_relation else None,
    }
    return {key: value for key, value in facts.items() if not (value is None or value is False or value == [])}


def migrated(field: Any) -> Any:
    """The field as migrations make it: the key of a table that Django adds in between is not what its app says."""
    if field.model._meta.auto_created and field.primary_key:
        return import_string(settings.DEFAULT_AUTO_FIELD)()
    return field


def column_type(field: Any) -> dict[str, Any]:
    """The type of a column, and its measures."""
    if field.generated:
        return column_type(field.output_field)
    known = field.get_internal_type() in KNOWN_TYPES and type(field).db_type.__module__.startswith("django.db.models.")
    if not known:
        kind = f"{type(field).__module__}.{type(field).__qualname__}"
        return {"type": kind, "database_type": field.db_type(connection)}
    measures = ("max_length", "max_digits", "decimal_places")
    return {"type": field.get_internal_type()} | {name: getattr(field, name, None) for name in measures}


def describe_default(field: Any) -> dict[str, Any] | None:
    """The default that Django fills in: a value, or the name of the function that makes it."""
    if field.has_default():
        if callable(field.default):
            return {"call": name_of(field.default)}
        value = plain(field.default)
        if isinstance(value, timedelta):
            return {"microseconds": value // timedelta(microseconds=1)}
        simple = value is None or isinstance(value, str | bool | int | float)
        return {"value": value} if simple else {"text": str(value)}
    is_text = field.get_internal_type() in TEXT_TYPES and field.empty_strings_allowed
    filled_in = is_text and not field.null and not field.primary_key and not field.has_db_default()
    return {"value": ""} if filled_in else None


def name_of(function: Any) -> str:
    """The full name of a function; of another thing that can be called, what it is."""
    function = getattr(function, "func", function)  # of functools.partial
    owner = function if getattr(function, "__module__", None) else function.__self__
    return f"{owner.__module__}.{getattr(function, '__qualname__', type(function).__qualname__)}"


def plain(value: Any) -> Any:
    """The value of a choice that may be a member of an enumeration."""
    return getattr(value, "value", value)


def describe_reference(field: Any) -> dict[str, Any]:
    """Where a foreign key points to."""
    return {
        "relation": field.name,
        "model": field.related_model._meta.concrete_model._meta.label,
        "table": field.related_model._meta.db_table,
        "column": field.target_field.column,
    }


def describe_many_to_many(field: Any) -> dict[str, Any]:
    """A link to many others, through a table that is dumped too."""
    through = field.remote_field.through._meta
    sides = [through.get_field(name) for name in (field.m2m_field_name(), field.m2m_reverse_field_name())]
    targets = [column.related_model for column in through.local_concrete_fields if column.is_relation]
    return {
        "relation": field.name,
        "model": field.related_model._meta.concrete_model._meta.label,
        "through": through.db_table,
        "from": describe_side(sides[0]),
        "to": describe_side(sides[1]),
        "ambiguous": len(targets) > len(set(targets)),
    }


def describe_side(field: Any) -> dict[str, str]:
    """One end of a link to many others: the column of the table in between, and where it points to."""
    target = field.target_field
    return {"column": field.column, "table": target.model._meta.db_table, "target": target.column}


def uniques(meta: Any) -> Iterator[list[str]]:
    """The names of columns that are unique together, always (a condition or an expression stays Django's business)."""
    for names in [*meta.unique_together, *(constraint.fields for constraint in meta.total_unique_constraints)]:
        yield [meta.get_field(name).column for name in names]


def indexes(meta: Any) -> Iterator[dict[str, Any]]:
    """Each plain index and its columns, a `-` before those that descend."""
    for index in meta.indexes:
        if index.fields and not index.condition:
            columns = [f"{order and '-'}{meta.get_field(name).column}" for name, order in index.fields_orders]
            yield {"name": index.name, "columns": columns}
