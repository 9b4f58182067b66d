"""MAIL and REGISTRATION."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.settings.access import read_registration
from config.settings.mail import read_mail


def test_the_console_and_nowhere() -> None:
    assert read_mail("console")["EMAIL_BACKEND"].endswith("console.EmailBackend")
    assert read_mail("")["EMAIL_BACKEND"].endswith("dummy.EmailBackend")


def test_a_server() -> None:
    plain, encrypted = read_mail("smtp://mail.example:25"), read_mail("smtps://ada:p%40ss@mail.example")
    assert (plain["EMAIL_PORT"], plain["EMAIL_USE_TLS"], plain["EMAIL_USE_SSL"]) == (25, False, False)
    assert (encrypted["EMAIL_PORT"], encrypted["EMAIL_USE_TLS"], encrypted["EMAIL_USE_SSL"]) == (465, False, True)
    assert (encrypted["EMAIL_HOST_USER"], encrypted["EMAIL_HOST_PASSWORD"]) == ("ada", "p@ss")
    submitted = read_mail("smtp://ada:secret@mail.example")
    assert (submitted["EMAIL_PORT"], submitted["EMAIL_USE_TLS"]) == (587, True)


@pytest.mark.parametrize("value", ["mail.example", "smtp://", "https://mail.example"])
def test_what_is_no_mail_server(value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="MAIL is"):
        read_mail(value)


def test_registration_is_open_or_closed() -> None:
    assert [read_registration(value) for value in ("open", "closed")] == [True, False]
    with pytest.raises(ImproperlyConfigured, match="REGISTRATION"):
        read_registration("maybe")
