"""Which entry of the map in bridge/columns.py a field has, and how that was found out."""

from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

from bridge.columns import TYPES
from bridge.facts import Source, Type

DJANGOS = ("django.db.models.", "django.contrib.")
# Methods by which a field gives its column, or the values in it, a meaning that is not its base class's
CONVERTING = ("from_db_value", "get_prep_value", "get_db_prep_value", "get_db_prep_save")
MEASURES = ("max_length", "max_digits", "decimal_places")


def column_type(field: Any) -> dict[str, Any]:
    """The type of a field's column, how it was found, and who converts its values, if its class does that itself."""
    target, source = typed_field(field)
    found = type_of(target)
    if "database_type" in found:
        source = "db_type() of the field"
    return {**found, "source": source or class_source(target), "converted_by": converter(target)}


def typed_field(field: Any) -> tuple[Any, Source | None]:
    """The field that says what the column of `field` is, and why it is that one, if it is another."""
    target = field
    while target.is_relation:
        target = target.target_field
    if target.model._meta.auto_created and target.primary_key:
        # The key of a table that Django adds in between: migrations make it as the settings say, not as its app does.
        return import_string(settings.DEFAULT_AUTO_FIELD)(), "DEFAULT_AUTO_FIELD of the settings"
    if is_generated(target):
        return target.output_field, None
    return target, None if target is field else "the column that it refers to"


def is_generated(field: Any) -> bool:
    """Whether the database computes the column; before Django 5 it never does."""
    return bool(getattr(field, "generated", False))


def class_source(field: Any) -> Source:
    """How the type was found, for a field that is its own."""
    return "the map" if type(field).__module__.startswith(DJANGOS) else "the base class of a custom field"


def type_of(field: Any) -> Type:
    """The entry of the map; for what is not in it, what the database calls the type."""
    kind = known_type(field)
    if kind == "ArrayField":
        return array_type(field)
    if kind is None:
        return unknown(field)
    measures = {name: value for name in MEASURES if (value := getattr(field, name, None)) is not None}
    return {"type": kind, **measures}  # type: ignore[typeddict-item]  # the measures are those of a Type


def known_type(field: Any) -> str | None:
    """The name in the map that a field's class, or Django's class behind it, goes by."""
    kind = type(field)
    if not kind.db_type.__module__.startswith(DJANGOS):
        return None
    if (name := field.get_internal_type()) in TYPES:
        return str(name)
    if not kind.get_internal_type.__module__.startswith(DJANGOS):
        return None
    bases = (base.__name__ for base in kind.__mro__ if base.__module__.startswith(DJANGOS))
    return next((base for base in bases if base in TYPES), None)


def array_type(field: Any) -> Type:
    """An array, of whatever depth, and the type of what is in it."""
    dimensions, items = 1, field.base_field
    while known_type(items) == "ArrayField":
        dimensions, items = dimensions + 1, items.base_field
    inner = type_of(items)
    if "database_type" in inner:
        return unknown(field)
    return {"type": "ArrayField", "items": inner, "dimensions": dimensions}


def unknown(field: Any) -> Type:
    """A type that the map lacks."""
    return {"type": name_of_class(type(field)), "database_type": field.db_type(connection)}


def converter(field: Any) -> str | None:
    """The class that makes other values in Python of those in the table, unless it is Django's own."""
    kind = type(field)
    methods = [getattr(kind, name, None) for name in CONVERTING]
    own = any(method and not method.__module__.startswith(DJANGOS) for method in methods)
    return name_of_class(kind) if own else None


def name_of_class(kind: type) -> str:
    """The full name of a class."""
    return f"{kind.__module__}.{kind.__qualname__}"
