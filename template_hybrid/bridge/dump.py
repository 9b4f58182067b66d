"""Write down what Django knows about its models: `python -m bridge.dump FILE [APP ...]`, in the project's environment.

It may be any project: DJANGO_SETTINGS_MODULE says which, or, for this one, settings.toml.

Django's `_meta` knows more than the database does: defaults that exist in Python only, and what a column means. The
result is sorted and depends on nothing but the models, so that a change in it is a change of the models.
"""

import argparse
import json
import os
import sys
import tomllib
from collections.abc import Collection
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from bridge import dialect
from bridge.describe import describe


def main(arguments: list[str]) -> None:
    """Dump the models of the apps that were chosen, and those that they refer to."""
    chosen = read(arguments)
    own, models, left_out = select(chosen)
    dump = [describe(model) for model in sorted(models, key=lambda model: order(model, own))]
    text = json.dumps(dump, indent=2, ensure_ascii=False, default=str)
    Path(chosen.file).write_text(f"{text}\n", encoding="utf-8")
    for label in sorted(model._meta.label for model in left_out):
        print(f"{label} is left out, for Django does not manage its table: name it as unmanaged if the API needs it")


def select(chosen: argparse.Namespace) -> tuple[set[str], set[Any], set[Any]]:
    """The labels of the apps, their models with all that these refer to, and those left out."""
    try:
        django.setup()
        configs = [apps.get_app_config(label) for label in chosen.apps] or list(apps.get_app_configs())
        refuse_what_the_bridge_cannot_read()
    except (ImproperlyConfigured, LookupError) as mistake:
        sys.exit(f"bridge.dump: {mistake}")
    wanted = {model for config in configs for model in config.get_models(include_auto_created=True)}
    wanted |= {model for model in apps.get_models() if is_named(model, chosen.unmanaged)}
    return {config.label for config in configs}, *with_references(wanted, chosen.unmanaged)


def read(arguments: list[str]) -> argparse.Namespace:
    """What the command line says, or the file that it names."""
    parser = argparse.ArgumentParser(prog="python -m bridge.dump", description="Write down Django's models as JSON.")
    parser.add_argument("file", help="where to write")
    parser.add_argument("apps", nargs="*", metavar="APP", help="an app's label; without one, all apps")
    parser.add_argument("--unmanaged", nargs="*", default=[], metavar="MODEL", help="as in legacy.Customer or legacy.*")
    parser.add_argument("--settings", metavar="TOML", help="read DJANGO_SETTINGS_MODULE and all this from a file")
    chosen = parser.parse_args(arguments)
    if chosen.settings:
        written = tomllib.loads(Path(chosen.settings).read_text(encoding="utf-8"))
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", written["django_settings"])
        chosen.apps, chosen.unmanaged = written["apps"], written["unmanaged"]
    return chosen


def refuse_what_the_bridge_cannot_read() -> None:
    """Say so before anything wrong is written."""
    if connection.vendor != dialect.VENDOR:
        raise ImproperlyConfigured(f"this bridge is for {dialect.VENDOR}, not for {connection.vendor}")
    if not (settings.USE_TZ or dialect.KEEPS_ZONES):
        raise ImproperlyConfigured("USE_TZ is off, so nobody knows which time zone the database's times are in")


def with_references(models: Collection[Any], unmanaged: Collection[str]) -> tuple[set[Any], set[Any]]:
    """`models` and all that they refer to, and those left out: the unmanaged ones, unless they are named."""
    found: set[Any] = set()
    left_out: set[Any] = set()
    waiting = list(models)
    while waiting:
        model = waiting.pop()._meta.concrete_model
        if model in found or model in left_out:
            continue
        if not model._meta.managed and not is_named(model, unmanaged):
            left_out.add(model)
            continue
        found.add(model)
        relations = [*model._meta.local_fields, *model._meta.local_many_to_many]
        waiting += [field.related_model for field in relations if field.is_relation]
        waiting += [field.remote_field.through for field in model._meta.local_many_to_many]
    return found, left_out


def is_named(model: Any, patterns: Collection[str]) -> bool:
    """Whether one of the patterns names the model."""
    return any(fnmatch(model._meta.label, pattern) for pattern in patterns)


def order(model: Any, own: Collection[str]) -> tuple[bool, str]:
    """Sorts the models by name, those of the chosen apps first."""
    return model._meta.app_label not in own, model._meta.label


if __name__ == "__main__":
    main(sys.argv[1:])
