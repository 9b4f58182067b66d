"""Every verdict that there is: 7,776, made once for all tests."""

from itertools import product

import pytest

from new_project.decision import Verdict, recommend
from new_project.weights import Answer, load_weights

Combination = tuple[Answer, ...]


@pytest.fixture(scope="session")
def names() -> list[str]:
    return list(load_weights().points)


@pytest.fixture(scope="session")
def verdicts(names: list[str]) -> dict[Combination, Verdict]:
    combinations = product(*load_weights().points.values())
    return {answers: recommend(dict(zip(names, answers, strict=True))) for answers in combinations}
