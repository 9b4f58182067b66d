"""What a word means as an option: the questionnaire decides, and what is meant is said where it is none."""

import pytest

from new_project.errors import WrongInput
from new_project.option_names import options, read_options
from tests.new_project.option_table import QUESTIONNAIRE

KNOWN = {
    "websockets": ("features", "websockets"),
    "Feature-Flags": ("features", "feature_flags"),
    "celery": ("tasks", "celery"),
    "kubernetes": ("deploy", "kubernetes"),
    "gitlab": ("ci", "gitlab"),
    "sqlite": ("database", "sqlite"),
    "ninja": ("api_style", "ninja"),
    "tasks=none": ("tasks", "none"),
    "--api-style=drf": ("api_style", "drf"),
    "features=storage": ("features", "storage"),
    "deploy": ("deploy", None),
}

UNKNOWN = {
    "": "Say which option.\nOptions, several joined by commas:\n  database: postgres, sqlite\n",
    "websocket": "There is no option 'websocket'. Did you mean 'websockets'?\nOptions, ",
    "flux_capacitor": "There is no option 'flux_capacitor'.\nOptions, ",
    "project_name=Shop": "There is no option 'project_name=Shop'.\nOptions, ",
    "none": "Say which: tasks=none or ci=none or deploy=none.",
    "tasks=celry": "tasks has no answer 'celry', but none, celery, taskiq, procrastinate. Did you mean 'celery'?",
    "hybrid": "about the architecture. What another would mean: new-project reconsider",
    "architecture=django": "about the architecture. What another would mean: new-project reconsider",
    "heavy": "a need (async_needs and admin_needs), and needs decide",
    "admin_needs=heavy": "What another would mean: new-project reconsider --admin-needs heavy",
    "pages": "What another would mean: new-project reconsider --interface pages",
    "existing_django": "What another would mean: new-project reconsider --existing-django ANSWER",
    "storage,websocket": "There is no option 'websocket'. Did you mean 'websockets'?",
}


@pytest.mark.parametrize("word", KNOWN)
def test_a_word_is_an_answer_to_a_question(word: str) -> None:
    (option,) = read_options(QUESTIONNAIRE, word)
    assert (option.question.key, option.value) == KNOWN[word]


def test_several_are_joined_by_commas_and_count_once() -> None:
    found = read_options(QUESTIONNAIRE, "storage, taskiq,storage,")
    assert [option.name for option in found] == ["storage", "taskiq"]


@pytest.mark.parametrize("word", UNKNOWN)
def test_what_is_no_option_is_told_what_to_type(word: str) -> None:
    with pytest.raises(WrongInput) as caught:
        read_options(QUESTIONNAIRE, word)
    assert caught.value.code == "option-unknown"
    assert UNKNOWN[word] in str(caught.value)


def test_options_are_all_that_has_choices_and_decides_nothing() -> None:
    assert [question.key for question in options(QUESTIONNAIRE)] == [
        "database",
        "api_style",
        "tasks",
        "features",
        "ci",
        "deploy",
    ]


def test_an_option_s_name_says_what_it_is() -> None:
    for question in options(QUESTIONNAIRE):
        for value in question.answers:
            (option,) = read_options(QUESTIONNAIRE, f"{question.key}={value}")
            assert read_options(QUESTIONNAIRE, option.name) == [option]
