"""Asks whether an action is meant before it is done."""

from typing import Any

from django.contrib.admin import ModelAdmin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

CONFIRMED = "confirmed"
SHOWN = 20


def ask(
    admin: ModelAdmin, request: HttpRequest, rows: QuerySet[Any], *, title: str, effect: str
) -> HttpResponse | None:
    """Return the page that asks, or None when it was answered."""
    if CONFIRMED in request.POST:
        return None
    chosen = list(rows)
    context = {
        **admin.admin_site.each_context(request),
        "title": title,
        "effect": effect,
        "opts": admin.opts,
        "number": len(chosen),
        "shown": chosen[:SHOWN],
        "others": len(chosen[SHOWN:]),
        "chosen": [row.pk for row in chosen],
        "checkbox": ACTION_CHECKBOX_NAME,
        "action": request.POST["action"],
        "confirmed": CONFIRMED,
        "media": admin.media,
    }
    return TemplateResponse(request, "backoffice/confirm.html", context)
