"""What is changed by an action stands in the history, as what is changed by a form does."""

from collections.abc import Iterable
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.http import HttpRequest


def write_down(request: HttpRequest, rows: Iterable[Any], *fields: str) -> None:
    """Say of each row who changed which fields."""
    user: Any = request.user
    LogEntry.objects.log_actions(user.pk, rows, CHANGE, [{"changed": {"fields": fields}}])
