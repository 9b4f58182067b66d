"""Write down what Django knows about its models: `python -m bridge.dump FILE`, in web's environment.

Django's `_meta` knows more than the database does: defaults that exist in Python only, and what a column means. The
result is sorted and depends on nothing but the models, so that a change in it is a change of the models.
"""

import json
import os
import sys
import tomllib
from pathlib import Path
from typing import Any

import django
from django.apps import apps

from bridge.describe import describe

SETTINGS = tomllib.loads(Path(__file__).with_name("settings.toml").read_text())


def main(target: str) -> None:
    """Dump the models of the apps in `settings.toml`, and those that they refer to, into the file `target`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS["django_settings"])
    django.setup()
    configs = [apps.get_app_config(label) for label in SETTINGS["apps"]]
    models = with_references({model for config in configs for model in config.get_models(include_auto_created=True)})
    dump = [describe(model) for model in sorted(models, key=own_first)]
    text = json.dumps(dump, indent=2, ensure_ascii=False, default=str)
    Path(target).write_text(f"{text}\n", encoding="utf-8")


def with_references(models: set[Any]) -> set[Any]:
    """`models` and all that they refer to; only those that have a table of their own that Django manages."""
    found: set[Any] = set()
    waiting = list(models)
    while waiting:
        model = waiting.pop()._meta.concrete_model
        if model in found or not model._meta.managed:
            continue
        found.add(model)
        relations = [*model._meta.local_fields, *model._meta.local_many_to_many]
        waiting += [field.related_model for field in relations if field.is_relation]
        waiting += [field.remote_field.through for field in model._meta.local_many_to_many]
    return found


def own_first(model: Any) -> tuple[bool, str]:
    """Sorts the models by name, those of the project's own apps first."""
    return model._meta.app_label not in SETTINGS["apps"], model._meta.label


if __name__ == "__main__":
    main(sys.argv[1])
