"""The model that a view answers, and the queryset that it asks."""

from typing import Any

from django.apps import apps
from django.db.models import QuerySet

from moving import named, shape
from moving.columns import kind_of
from moving.facts import Table
from moving.reading import NotDescribedError, Reading

KEYS = ("int", "text", "uuid")
"""What a path can hold"""


def queryset_of(reading: Reading) -> tuple[QuerySet[Any] | None, str]:
    """The queryset of a view, and how it is known: its own, or the one that its code names."""
    if reading.queryset is not None:
        return reading.queryset, f"the queryset of {reading.name}"
    model, _ = shape.model_of(shape.item_of(reading.response)[0])
    found = [each for each in named.querysets_of(reading.view) if model in {None, each[0].model}]
    if not found:
        return None, ""
    queryset, name = max(found, key=lambda each: named.says(each[0]))
    return queryset, f"{name}, which {reading.name} names"


def model_of(item: Any, reading: Reading, queryset: QuerySet[Any] | None, how: str) -> tuple[Any, str]:
    """The model that is answered, and how that is known."""
    model, found = shape.model_of(item)
    if model is not None:
        return model, found
    if queryset is not None:
        return queryset.model, how
    models = dict(named.models_of(reading.view))
    if len(models) == 1:
        model, name = next(iter(models.items()))
        return model, f"{name}, which {reading.name} names"
    if same := [model for model in apps.get_models() if called(item).startswith(model.__name__)]:
        return max(same, key=lambda model: len(model.__name__)), f"the name of {called(item)}"
    raise NotDescribedError(f"Which model {reading.name} answers cannot be told: it names neither one nor a queryset.")


def called(item: Any) -> str:
    """The name of the shape of an answer."""
    return str(item.__name__) if isinstance(item, type) else type(item).__name__


def table_of(model: Any, found: str) -> Table:
    """The model's table and its key."""
    key = model._meta.pk
    kind = kind_of(key)
    if kind not in KEYS:
        raise NotDescribedError(f"The key of {model._meta.label} cannot be part of a path: {key!r}.")
    return Table(model._meta.label, model._meta.db_table, key.column, kind, found)
