"""One answer as it was typed, or as a file holds it."""

from typing import Any

import pytest

from new_project.questions import load_questionnaire
from new_project.resources import template_root
from new_project.values import read_value

QUESTIONNAIRE = load_questionnaire(template_root())
FEATURES = "websockets, feature_flags, storage, observability, admin_ui, admin_theme, social_auth"


@pytest.mark.parametrize(
    ("key", "raw", "value"),
    [
        ("admin_needs", "HEAVY", "heavy"),
        ("existing_django", "True", True),
        ("existing_django", False, False),
        ("description", "", ""),
        ("features", "storage, WEBSOCKETS,", ["websockets", "storage"]),
        ("features", ["storage", "websockets", "storage"], ["websockets", "storage"]),
        ("features", "None", []),
        ("features", ["none"], []),
        ("features", "", []),
        ("features", [], []),
        ("description", "Café → →", "Café → →"),
    ],
)
def test_what_is_right_becomes_what_the_question_has(key: str, raw: object, value: object) -> None:
    assert read_value(QUESTIONNAIRE[key], raw) == (value, "")


@pytest.mark.parametrize(
    ("key", "raw", "mistake"),
    [
        ("admin_needs", "hevy", "It is none of its answers: none, some, heavy. Did you mean 'heavy'?"),
        ("admin_needs", None, "It is none of its answers: none, some, heavy."),
        ("ci", False, "It is none of its answers: github, gitlab, none."),
        ("existing_django", "yes", "It is none of its answers: true, false."),
        ("existing_django", 1, "It is none of its answers: true, false."),
        ("project_name", 42, "It must be text; put it in quotes."),
        ("project_name", ["x"], "It must be text; put it in quotes."),
        ("description", "a\tb", "It holds a line break, or something else that cannot be shown."),
        ("description", "\udcff", "It holds a line break, or something else that cannot be shown."),
        ("team_answers", ["x"], "It must be a mapping."),
        ("record", "2", "It must be a whole number."),
        ("record", True, "It must be a whole number."),
        ("features", "websocket", f"It is none of its answers: {FEATURES}. Did you mean 'websockets'?"),
        ("features", ["storage", "celery"], f"'celery' is none of its answers: {FEATURES}."),
        ("features", "storage,none", "'none' leaves out all others, so it must be alone."),
        ("features", None, f"It must be a list, with any of its answers in it: {FEATURES}."),
        ("features", ["storage", True], f"It must be a list, with any of its answers in it: {FEATURES}."),
        ("features", {"storage": True}, f"It must be a list, with any of its answers in it: {FEATURES}."),
    ],
)
def test_what_is_wrong_says_what_would_be_right(key: str, raw: Any, mistake: str) -> None:
    assert read_value(QUESTIONNAIRE[key], raw) == (raw, mistake)
