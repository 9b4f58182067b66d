"""Checking and completing answers, as Copier would."""

from typing import Any

import pytest

from new_project.answers import Offer, resolve
from new_project.errors import WrongInput
from new_project.questions import Questionnaire, load_questionnaire
from new_project.resources import template_root


@pytest.fixture(scope="module")
def questionnaire() -> Questionnaire:
    return load_questionnaire(template_root())


def test_defaults_follow_from_earlier_answers(questionnaire: Questionnaire) -> None:
    answers = resolve(questionnaire, {"project_name": "My  Phone.Book"})
    assert answers.values["project_slug"] == "my-phone-book"
    assert answers.values["package_name"] == "my_phone_book"
    assert answers.chosen == {"project_name": "My  Phone.Book"}


def test_an_answer_that_is_the_default_is_not_chosen(questionnaire: Questionnaire) -> None:
    assert resolve(questionnaire, {"interface": "api", "existing_django": False}).chosen == {}


def test_values_that_are_computed_have_their_types(questionnaire: Questionnaire) -> None:
    computed = resolve(questionnaire, {"database": "sqlite"}).computed
    assert (computed["postgres"], computed["sqlite"]) == (False, True)
    assert computed["needs"]["existing_django"] is False


def test_what_does_not_apply_is_neither_an_answer_nor_accepted(questionnaire: Questionnaire) -> None:
    assert "api_style" not in resolve(questionnaire, {"architecture": "fastapi"}).values
    assert resolve(questionnaire, {"architecture": "django"}).values["api_style"] == "drf"
    with pytest.raises(
        WrongInput, match="--api-style: not a question here; it is asked where architecture != 'fastapi'"
    ):
        resolve(questionnaire, {"architecture": "fastapi", "api_style": "ninja"})


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"project_name": ""}, "--project-name '': Start with a letter"),
        ({"project_name": "x" * 61}, "Use at most 60 characters"),
        ({"project_slug": "-a"}, "--project-slug '-a': Use lower-case words"),
        ({"package_name": "json"}, "'json' is a word or a module of Python's own"),
        ({"package_name": "fastapi"}, "'fastapi' is the name of a package that the project depends on"),
        ({"description": 'a "b"'}, "--description 'a \"b\"': Leave out quotes"),
    ],
)
def test_wrong_answers_name_the_flag(questionnaire: Questionnaire, given: dict[str, Any], message: str) -> None:
    with pytest.raises(WrongInput) as caught:
        resolve(questionnaire, given)
    assert message in str(caught.value)


def test_whoever_chooses_is_offered_what_was_answered_before(questionnaire: Questionnaire) -> None:
    offers: dict[str, Offer] = {}

    def choose(offer: Offer) -> object:
        offers[offer.question.key] = offer
        return offer.default

    resolve(questionnaire, {"admin_needs": "heavy", "package_name": "phones"}, choose)
    assert "admin_needs" not in offers
    assert offers["architecture"].default == "django"
    assert offers["architecture"].known["needs"]["admin_needs"] == "heavy"
    assert offers["project_slug"].check("a b") == "Use lower-case words joined by dashes, like call-center."
    assert offers["project_slug"].check("a-b") == ""
