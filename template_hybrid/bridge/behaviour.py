"""Write down what Django does in Python at a save or delete: `python -m bridge.behaviour FILE [APP ...]`.

It is called as `bridge.dump` is. The API does none of what is found. Each record says where it is, so that whoever
decides about a table can read it first.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import signals
from django.urls import get_resolver

from bridge.columns import CALLS
from bridge.dump import read, select
from bridge.fields import name_of
from bridge.overrides import DELETE, SAVE, Found, converted, managed, overridden, place
from bridge.record import Behaviour
from bridge.tables import path_of, table_of

SIGNALS = {"pre_save": SAVE, "post_save": SAVE, "pre_delete": DELETE, "post_delete": DELETE}


def main(arguments: list[str]) -> None:
    """Write the behaviour of the models that are dumped, too."""
    chosen = read(arguments)
    _, models, _ = select(chosen)
    _ = get_resolver().url_patterns  # some receivers are connected where the views are
    found = sorted({behaviour for model in models for behaviour in behaviours(model)}, key=by_name)
    lines = [f"  {json.dumps(asdict(behaviour), ensure_ascii=False)}" for behaviour in found]
    Path(chosen.file).write_text("\n".join(["[", ",\n".join(lines), "]", ""]), encoding="utf-8")


def by_name(behaviour: Behaviour) -> tuple[Any, ...]:
    """Sorts them by model, and then by names that stay the same where a module is moved."""
    return behaviour.model, behaviour.when, behaviour.what, behaviour.where.partition(":")[2], behaviour.where


def behaviours(model: Any) -> Iterator[Behaviour]:
    """All that Django does for the rows of a model's table, by whichever of its classes they are saved."""
    proxies = [each for each in apps.get_models() if each._meta.proxy and each._meta.concrete_model is model]
    table = path_of(table_of(model._meta.db_table))
    for each in (model, *proxies):
        for when, what, where in (*received(each), *overridden(each), *managed(each)):
            yield Behaviour(each._meta.label, table, when, what, where)
    for when, what, where in (*converted(model), *left_behind(model), *filled_in(model)):
        yield Behaviour(model._meta.label, table, when, what, where)


def received(model: Any) -> Iterator[Found]:
    """The receivers of signals, those included that are connected for all models."""
    # Django saves the rows of a table between two others without these.
    sent = {} if model._meta.auto_created else SIGNALS
    for name, when in {**sent, **({"m2m_changed": ("insert", "delete")} if is_between(model) else {})}.items():
        for receiver in receivers(getattr(signals, name), model):
            yield when, f"receiver of {name}", place(receiver)


def is_between(model: Any) -> bool:
    """Whether its rows are links between two others."""
    fields = (field for each in apps.get_models() for field in each._meta.local_many_to_many)
    return any(field.remote_field.through is model for field in fields)


def receivers(signal: Any, model: Any) -> Iterator[Any]:
    """Whom Django would call; newer versions keep those apart that are coroutines."""
    for found in signal._live_receivers(model):
        yield from found if isinstance(found, list) else [found]


def left_behind(model: Any) -> Iterator[Found]:
    """What becomes of rows that refer to a deleted one, where Django does that and not the database."""
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and (relation.one_to_one or relation.one_to_many):
            rule = relation.on_delete
            if rule is not models.DO_NOTHING and not hasattr(rule, "on_delete_sql"):
                name = rule.__qualname__.partition(".")[0]  # of models.SET(value), too
                where = f"{place(relation.related_model)}.{relation.field.name}"
                yield DELETE, f"on_delete={name} of a reference", where
    for field in model._meta.private_fields:
        if hasattr(field, "bulk_related_objects"):
            yield DELETE, "deletes what refers to it", f"{place(model)}.{field.name}"


def filled_in(model: Any) -> Iterator[Found]:
    """Defaults that the API cannot fill in. They prevent nothing: it has to give a value."""
    for field in model._meta.local_concrete_fields:
        if field.has_default() and callable(field.default) and name_of(field.default) not in CALLS:
            yield (), f"default of `{field.name}`", place(field.default)


if __name__ == "__main__":
    main(sys.argv[1:])
