"""Models that do things in Python, and what is found of it: `python -m bridge.tests.shop`, in web's environment."""

import json
import sys
from collections.abc import Callable
from dataclasses import astuple
from functools import partial
from typing import Any

import django
from django.apps import AppConfig, apps
from django.conf import settings
from django.db import models
from django.db.models import signals
from django.utils.timezone import now

from bridge.behaviour import behaviours

SHOP = type("Shop", (AppConfig,), {"path": "."})("shop", sys.modules[__name__])
settings.configure(INSTALLED_APPS=["django.contrib.contenttypes", SHOP], USE_TZ=True)
django.setup()


def model(name: str, *bases: Any, of: dict[str, Any] | None = None, **parts: Any) -> Any:
    """A model of the shop; `of` is what its Meta says."""
    meta = type("Meta", (), {"app_label": "shop", **(of or {})})
    return type(name, bases or (models.Model,), {"__module__": "shop.models", "Meta": meta, **parts})


def anything(*_: object, **__: object) -> None:
    """Stands for what a project does."""


class Notifier:
    """Has a receiver that is a method."""

    def notify(self, **_: object) -> None:
        """Tell someone."""


def token() -> str:
    """A default that only Django can fill in."""
    return "token"


def link(rule: Callable[..., None], **options: Any) -> Any:
    """A foreign key to the model that others refer to."""
    return models.ForeignKey("shop.Target", rule, related_name="+", **options)


Upper = type("Upper", (models.CharField,), {"__module__": "shop.fields", "get_prep_value": anything})
Items: Any = type("Items", (models.QuerySet,), {"__module__": "shop.models", "update": anything})

Plain = model("Plain", tags=models.ManyToManyField("contenttypes.ContentType"), at=models.DateTimeField(default=now))
Base = model("Base", of={"abstract": True}, save=anything)
model("Saves", Base)
model("Deletes", delete=anything)
Signals = model("Signals")
Proxy = model("Proxy", model("Proxied"), of={"proxy": True})
model("Managed", objects=Items.as_manager(), code=Upper(max_length=9))
model("Default", token=models.CharField(max_length=9, default=token))
model("Target")
model("Refers", here=link(models.CASCADE), there=link(models.DO_NOTHING), other=link(models.SET(None), null=True))

NOTIFIER = Notifier()
PARTIAL = partial(anything)
signals.post_save.connect(anything, sender=Signals)
signals.pre_delete.connect(NOTIFIER.notify, sender=Signals)
signals.post_save.connect(PARTIAL, sender=Proxy)
signals.m2m_changed.connect(anything, sender=Plain.tags.through)

if __name__ == "__main__":
    known = [each for each in apps.get_models(include_auto_created=True) if not each._meta.proxy]
    print(json.dumps(sorted(astuple(behaviour) for each in known for behaviour in behaviours(each))))
