"""What the classes of a model, its managers and its fields do that is not Django's own."""

from collections.abc import Iterator
from typing import Any

from django.db import models

Found = tuple[tuple[str, ...], str, str]
"""When it happens, what, and where it is"""
SAVE = ("insert", "update")
DELETE = ("delete",)
METHODS = {"save": SAVE, "asave": SAVE, "save_base": SAVE, "delete": DELETE, "adelete": DELETE}
OF_MANAGERS = {
    **dict.fromkeys(("create", "bulk_create", "get_or_create"), ("insert",)),
    **dict.fromkeys(("update", "bulk_update"), ("update",)),
    "update_or_create": SAVE,
    "delete": DELETE,
}
OF_FIELDS = ("pre_save", "get_prep_value", "get_db_prep_value", "get_db_prep_save")
"""What makes another value of the one that was given"""


def overridden(model: Any) -> Iterator[Found]:
    """Methods of the model that are not Django's own."""
    for name, when in METHODS.items():
        owner = definer(model, name)
        if owner is not models.Model:
            yield when, f"{name}() override", f"{place(owner)}.{name}"


def managed(model: Any) -> Iterator[Found]:
    """Methods of its managers, and of the query sets that these make."""
    for manager in model._meta.managers:
        for name, when in OF_MANAGERS.items():
            for kind in (type(manager), manager._queryset_class):
                owner = definer(kind, name)
                if owner and not is_djangos(owner, "db.models"):
                    yield when, f"{name}() of `{manager.name}`", f"{place(owner)}.{name}"


def converted(model: Any) -> Iterator[Found]:
    """Fields of a kind of their own that save another value than the one that they are given."""
    for field in model._meta.local_concrete_fields:
        for name in OF_FIELDS:
            owner = definer(type(field), name)
            if owner and not is_djangos(owner):
                yield SAVE, f"{name}() of the field `{field.name}`", f"{place(owner)}.{name}"


def place(thing: Any) -> str:
    """The module and the name of a function, a class, or whatever else can be called."""
    thing = getattr(thing, "func", thing)  # of functools.partial
    owner = getattr(thing, "__self__", None)
    if owner is not None and not isinstance(owner, type):
        return f"{place(type(owner))}.{thing.__name__}"
    named = thing if hasattr(thing, "__qualname__") else type(thing)
    return f"{named.__module__}:{named.__qualname__}"


def definer(kind: type, name: str) -> type | None:
    """The class, of one and those that it inherits from, whose method is called."""
    return next((each for each in kind.__mro__ if name in vars(each)), None)


def is_djangos(kind: type, part: str = "") -> bool:
    """Whether a class is Django's own, or of one part of it."""
    return f"{kind.__module__}.".startswith(f"django.{part}")
