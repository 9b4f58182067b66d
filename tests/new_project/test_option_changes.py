"""Which answers change when an option comes or goes, and which options are refused, with what reason."""

from collections.abc import Mapping
from typing import Any

import pytest

from new_project.errors import WrongInput
from new_project.option_changes import differences, with_options, without_options
from new_project.option_names import read_options
from tests.new_project.option_table import QUESTIONNAIRE, bare

FASTAPI = {**bare("fastapi"), "features": ["websockets", "observability"], "tasks": "taskiq", "deploy": "compose"}
DJANGO = {**bare("django"), "database": "sqlite"}
HYBRID = bare("hybrid")


def add(answers: Mapping[str, Any], text: str) -> dict[str, Any]:
    return with_options(QUESTIONNAIRE, answers, read_options(QUESTIONNAIRE, text))


def remove(answers: Mapping[str, Any], text: str) -> dict[str, Any]:
    return without_options(QUESTIONNAIRE, answers, read_options(QUESTIONNAIRE, text))


@pytest.mark.parametrize(
    ("answers", "text", "changed"),
    [
        (FASTAPI, "storage", {"features": ["websockets", "storage", "observability"]}),
        (FASTAPI, "admin_ui,storage", {"features": ["websockets", "storage", "observability", "admin_ui"]}),
        (FASTAPI, "procrastinate", {"tasks": "procrastinate"}),
        (FASTAPI, "tasks=none,gitlab", {"tasks": "none", "ci": "gitlab"}),
        (FASTAPI, "websockets,taskiq", {}),
        (DJANGO, "ninja,celery", {"api_style": "ninja", "tasks": "celery"}),
        (DJANGO, "websockets,postgres", {"database": "postgres", "features": ["websockets"]}),
    ],
)
def test_what_is_added_is_an_answer(answers: Mapping[str, Any], text: str, changed: dict[str, Any]) -> None:
    assert add(answers, text) == changed


@pytest.mark.parametrize(
    ("answers", "text", "changed"),
    [
        (FASTAPI, "websockets", {"features": ["observability"]}),
        (FASTAPI, "taskiq,compose", {"tasks": "none", "deploy": "none"}),
        (FASTAPI, "tasks", {"tasks": "none"}),
        (FASTAPI, "storage,procrastinate,sqlite,ci", {}),
        (DJANGO, "tasks=celery", {}),
    ],
)
def test_what_is_removed_leaves_none_or_less(answers: Mapping[str, Any], text: str, changed: dict[str, Any]) -> None:
    assert remove(answers, text) == changed


@pytest.mark.parametrize(
    ("answers", "text", "reason"),
    [
        (FASTAPI, "celery", "celery cannot be added here:\n--tasks 'celery': Celery waits for each task in a process"),
        (
            FASTAPI,
            "sqlite",
            "--features 'websockets,observability': WebSockets learn of changes by PostgreSQL's NOTIFY",
        ),
        (FASTAPI, "ninja", "ninja cannot be added here. --api-style: not a question here; it is asked where"),
        (FASTAPI, "taskiq,procrastinate", "taskiq and procrastinate cannot go together: a project has one tasks."),
        (FASTAPI, "tasks", "Say which tasks: celery or taskiq or procrastinate."),
        (
            DJANGO,
            "kubernetes,storage",
            "kubernetes and storage cannot be added here:\n--deploy 'kubernetes': SQLite is",
        ),
        (DJANGO, "admin_ui", "Django brings an admin of its own"),
        (HYBRID, "celery", "celery cannot be added here. --tasks: not a question here"),
        (HYBRID, "admin_ui", "Django brings an admin of its own"),
    ],
)
def test_what_makes_no_sense_is_not_added(answers: Mapping[str, Any], text: str, reason: str) -> None:
    with pytest.raises(WrongInput) as caught:
        add(answers, text)
    assert caught.value.code == "option-refused"
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    ("answers", "text", "reason"),
    [
        (FASTAPI, "postgres", "a project has one of postgres, sqlite. To have another: new-project add sqlite"),
        (DJANGO, "api_style", "a project has one of drf, ninja. To have another: new-project add ninja"),
        (FASTAPI, "features", "Say which features: websockets or feature_flags or "),
        (FASTAPI, "tasks=none", "tasks=none cannot be removed, since nothing is there. Add: celery or taskiq or "),
        (HYBRID, "tasks", "tasks cannot be removed here. --tasks: not a question here"),
    ],
)
def test_what_must_be_there_is_not_removed(answers: Mapping[str, Any], text: str, reason: str) -> None:
    with pytest.raises(WrongInput) as caught:
        remove(answers, text)
    assert caught.value.code == "option-refused"
    assert reason in str(caught.value)


def test_what_came_and_what_went() -> None:
    after = {**FASTAPI, "tasks": "procrastinate", "features": ["storage"], "ci": "none"}
    came, went = differences(QUESTIONNAIRE, FASTAPI, after)
    assert [option.name for option in came] == ["procrastinate", "storage"]
    assert [option.name for option in went] == ["taskiq", "websockets", "observability"]
