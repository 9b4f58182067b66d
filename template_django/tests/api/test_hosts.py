"""Under which names the project answers."""

import pytest
from django.test import Client
from pytest_django import Settings

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _production(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["calls.example.com"]
    settings.SECURE_SSL_REDIRECT = True


@pytest.mark.parametrize("host", ["10.1.2.3:8000", "127.0.0.1:8000", "[::1]:8000", "another.example", "not a name"])
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probes_are_answered_whatever_they_call_it(path: str, host: str) -> None:
    assert Client().get(path, headers={"host": host}).status_code == 200


@pytest.mark.parametrize("path", ["/api/calls", "/admin/login/", "/healthz/", "/healthz/x"])
def test_nothing_else_is_served_under_a_name_that_is_not_ours(path: str) -> None:
    ours = Client().get(path, headers={"host": "calls.example.com"}, secure=True)
    assert ours.status_code != 400
    theirs = Client().get(path, headers={"host": "another.example"}, secure=True)
    assert theirs.status_code == 400
    assert "another.example" not in theirs.content.decode()
