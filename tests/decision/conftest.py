"""Every verdict that there is: 7,776, made once for all tests."""

from itertools import product
from typing import Any

import pytest

from new_project.decision import Verdict, recommend
from new_project.questions import load_questionnaire
from new_project.resources import template_root
from new_project.weights import Answer, load_weights

Combination = tuple[Answer, ...]


def needs(**answers: Answer) -> dict[str, Answer]:
    """The default answers, but for these."""
    defaults: dict[str, Any] = {
        question.key: question.default for question in load_questionnaire(template_root()).needs
    }
    return defaults | answers


@pytest.fixture(scope="session")
def names() -> list[str]:
    return list(load_weights().points)


@pytest.fixture(scope="session")
def verdicts(names: list[str]) -> dict[Combination, Verdict]:
    combinations = product(*load_weights().points.values())
    return {answers: recommend(dict(zip(names, answers, strict=True))) for answers in combinations}
