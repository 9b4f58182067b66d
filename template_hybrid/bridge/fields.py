"""What Django's `_meta` says about one field, as plain data."""

from datetime import timedelta
from typing import Any, cast

from django.db import connection

from bridge.facts import Column, Default, Generated, Reference
from bridge.field_types import column_type, converter, is_generated
from bridge.tables import table_of

TEXT_TYPES = {"CharField", "SlugField", "FileField", "FilePathField", "TextField"}


def describe_column(field: Any) -> Column:
    """One column."""
    facts = {
        "name": field.attname,
        "column": field.column,
        **column_type(field),
        "null": field.null or is_generated(field),  # Django adds no NOT NULL to what the database computes
        "primary_key": field in getattr(field.model._meta, "pk_fields", [field.model._meta.pk]),
        "unique": field.unique,
        "index": bool(field.db_index) and not field.unique,  # what is unique needs no other index
        "choices": [plain(choice) for choice, _ in field.flatchoices],
        "default": describe_default(field),
        "auto_now": getattr(field, "auto_now", False),
        "auto_now_add": getattr(field, "auto_now_add", False),
        "database_default": has_database_default(field),
        "generated": describe_generated(field) if is_generated(field) else None,
        "references": describe_reference(field) if field.is_relation else None,
    }
    present = {key: value for key, value in facts.items() if not (value is None or value is False or value == [])}
    return cast("Column", present)


def has_database_default(field: Any) -> bool:
    """Whether the database fills the column in; before Django 5 it never does."""
    return hasattr(field, "has_db_default") and bool(field.has_db_default())


def describe_default(field: Any) -> Default | None:
    """The default that Django fills in: a value, or the name of the function that makes it."""
    if is_generated(field):
        return None
    if field.has_default():
        if callable(field.default):
            return {"call": name_of(field.default)}
        value = plain(field.default)
        if isinstance(value, timedelta):
            return {"microseconds": value // timedelta(microseconds=1)}
        return {"value": value} if is_stored_so(field, value) else {"text": str(value)}
    is_text = field.get_internal_type() in TEXT_TYPES and field.empty_strings_allowed
    filled_in = is_text and not field.null and not field.primary_key and not has_database_default(field)
    return {"value": ""} if filled_in and is_stored_so(field, "") else None


def is_stored_so(field: Any, value: Any) -> bool:
    """Whether a value is plain, and the same in the table as in Django."""
    simple = value is None or isinstance(value, str | bool | int | float)
    return simple and (converter(field) is None or field.get_db_prep_save(value, connection) == value)


def name_of(function: Any) -> str:
    """The full name of a function; of another thing that can be called, what it is."""
    function = getattr(function, "func", function)  # of functools.partial
    owner = function if getattr(function, "__module__", None) else function.__self__
    return f"{owner.__module__}.{getattr(function, '__qualname__', type(function).__qualname__)}"


def plain(value: Any) -> Any:
    """The value of a choice that may be a member of an enumeration."""
    return getattr(value, "value", value)


def describe_generated(field: Any) -> Generated:
    """The SQL that Django gave the database, values and all."""
    sql, parameters = field.generated_sql(connection)
    editor = connection.schema_editor(collect_sql=True)
    values = tuple(editor.quote_value(value) for value in parameters)
    return {"sql": sql % values if values else sql, "stored": bool(field.db_persist)}


def describe_reference(field: Any) -> Reference:
    """Where a foreign key points to."""
    other = field.related_model._meta
    facts: Any = {
        "relation": field.name,
        "model": other.concrete_model._meta.label,
        **table_of(other.db_table),
        "column": field.target_field.column,
    }
    return cast("Reference", facts if field.db_constraint else {**facts, "unconstrained": True})
