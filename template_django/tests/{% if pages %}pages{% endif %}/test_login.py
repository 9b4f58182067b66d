"""Logging in and out, as far as the pages are concerned."""

import pytest
from django.test import Client

from tests.conftest import MakeUser

pytestmark = pytest.mark.django_db
LOGIN = {"login": "ada@example.com", "password": "correct horse"}


def test_one_comes_back_to_the_page_that_one_wanted(make_user: MakeUser) -> None:
    make_user("viewer", email=LOGIN["login"], password=LOGIN["password"])
    browser = Client()
    login = browser.get("/calls/?status=missed")["Location"]
    assert login == "/accounts/login/?next=/calls/%3Fstatus%3Dmissed"
    answer = browser.post(login, LOGIN)
    assert (answer.status_code, answer["Location"]) == (302, "/calls/?status=missed")
    assert browser.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "https:evil.example", ""],
)
def test_nobody_is_sent_to_another_site(make_user: MakeUser, elsewhere: str) -> None:
    make_user("viewer", email=LOGIN["login"], password=LOGIN["password"])
    for path, form in [("/accounts/login/", LOGIN), ("/language/", {"language": "de"})]:
        answer = Client().post(path, {**form, "next": elsewhere})
        assert (answer.status_code, answer["Location"]) == (302, "/")


def test_the_start_page_leads_to_the_calls_and_logging_out_away_from_them(viewer: Client) -> None:
    assert viewer.get("/")["Location"] == "/calls/"
    assert viewer.post("/accounts/logout/").status_code == 302
    assert viewer.get("/calls/")["Location"].startswith("/accounts/login/")
