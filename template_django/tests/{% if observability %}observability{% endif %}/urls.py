"""The routes of the project, and one that fails."""

from typing import NoReturn

from django.http import HttpRequest
from django.urls import path

from config.urls import urlpatterns as ours


def fail(request: HttpRequest, number: int) -> NoReturn:
    raise ZeroDivisionError("on purpose")


urlpatterns = [*ours, path("fault/<int:number>", fail)]
