"""The matrix itself: what it supports is what copier.yml lets through, and its sample tries every pair of answers."""

from pathlib import Path

import pytest
from copier import run_copy

from new_project.answers import consider
from new_project.questions import load_questionnaire
from new_project.resources import template_root
from tests.matrix import (
    ALONE,
    BUILT,
    BUILT_ON_REQUEST,
    DEFAULT,
    EVERYTHING,
    FEATURES,
    NEEDS_POSTGRES,
    NOTHING,
    OF_FASTAPI,
    PAIRWISE,
    REFUSED_FEATURES,
    REFUSED_TASKS,
    SUPPORTED,
    UNSUPPORTED,
    Answers,
    Row,
    of,
)

QUESTIONNAIRE = load_questionnaire(template_root())
COLUMNS = ("database", "api_style", "tasks", "features", "ci", "deploy")


def mistakes(row: Row) -> list[str]:
    """What the command line says of a row's answers."""
    answers = consider(QUESTIONNAIRE, row.answers)
    return [*answers.mistakes, *answers.unused.values()]


def test_supported_is_what_the_validators_let_through() -> None:
    assert [row.name for row in SUPPORTED if mistakes(row)] == []
    assert [row.name for row in UNSUPPORTED if not mistakes(row)] == []


@pytest.mark.parametrize("architecture", ["fastapi", "django", "hybrid"])
def test_no_question_and_no_answer_is_missing(architecture: str) -> None:
    rows = of(architecture)
    asked = consider(QUESTIONNAIRE, rows[0].answers).values
    assert list(rows[0].answers) == ["architecture", *(key for key in COLUMNS if key in asked)]
    for key in rows[0].answers.keys() - {"architecture"}:
        refused = {"features": REFUSED_FEATURES, "tasks": REFUSED_TASKS}.get(key, {}).get(architecture, frozenset())
        assert {answer for row in rows for answer in row.chosen[key]} == set(QUESTIONNAIRE[key].answers) - refused
    options = [
        each.key for each in QUESTIONNAIRE.answerable if each.answers and each.key not in asked_for_the_decision()
    ]
    assert sorted(options) == sorted(COLUMNS)


def asked_for_the_decision() -> set[str]:
    """The questions that are no option."""
    return {"architecture", *(need.key for need in QUESTIONNAIRE.needs)}


def test_rows_have_names_of_their_own() -> None:
    assert len({row.name for row in SUPPORTED}) == len(SUPPORTED) == len(set(SUPPORTED))
    assert EVERYTHING.name == f"fastapi-postgres-taskiq-{'+'.join(OF_FASTAPI)}-github-kubernetes"
    assert NOTHING.name == "fastapi-sqlite-none-bare-none-none"


def smallest(key: str, answer: str) -> Answers:
    """The least that has to be said to be refused."""
    return {"architecture": "fastapi", "database": "sqlite", key: [answer] if key == "features" else answer}


@pytest.mark.parametrize(("key", "answer"), NEEDS_POSTGRES)
def test_what_is_not_supported_is_refused_with_its_reason(
    key: str, answer: str, template: Path, tmp_path: Path
) -> None:
    answers = smallest(key, answer)
    (mistake,) = consider(QUESTIONNAIRE, answers).mistakes
    assert mistake.startswith(f"--{key} '{answer}': ")
    assert NEEDS_POSTGRES[key, answer] in mistake
    with pytest.raises(ValueError, match=NEEDS_POSTGRES[key, answer]):
        run_copy(str(template), tmp_path / "made", data=dict(answers), defaults=True, quiet=True)
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize(
    ("architecture", "feature"),
    [(name, feature) for name, refused in REFUSED_FEATURES.items() for feature in sorted(refused)],
)
def test_what_an_architecture_cannot_have_is_refused_with_its_reason(
    architecture: str, feature: str, template: Path, tmp_path: Path
) -> None:
    answers: Answers = {"architecture": architecture, "features": [feature]}
    (mistake,) = consider(QUESTIONNAIRE, answers).mistakes
    assert f"leave {feature} out" in mistake
    with pytest.raises(ValueError, match=f"leave {feature} out"):
        run_copy(str(template), tmp_path / "made", data=dict(answers), defaults=True, quiet=True)
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize(
    ("architecture", "tasks"), [(name, tasks) for name, refused in REFUSED_TASKS.items() for tasks in sorted(refused)]
)
def test_a_queue_that_is_not_made_for_an_architecture_is_refused_with_its_reason(
    architecture: str, tasks: str, template: Path, tmp_path: Path
) -> None:
    answers: Answers = {"architecture": architecture, "tasks": tasks}
    (mistake,) = consider(QUESTIONNAIRE, answers).mistakes
    assert mistake.startswith(f"--tasks '{tasks}': {tasks.capitalize()} ")
    assert "take " in mistake
    with pytest.raises(ValueError, match=f"{tasks.capitalize()} .*take "):
        run_copy(str(template), tmp_path / "made", data=dict(answers), defaults=True, quiet=True)
    assert not (tmp_path / "made").exists()


def pairs(row: Row) -> set[tuple[tuple[str, object], tuple[str, object]]]:
    """Every two answers of a row; written apart from the sample's own, which this is to check."""
    items: list[tuple[str, object]] = [(key, value) for key, value in row.answers.items() if key != "features"]
    items += [(name, name in (row.features or ())) for name in FEATURES]
    return {(one, other) for one in items for other in items if one < other}


def test_every_supported_pair_of_fastapi_s_answers_is_built() -> None:
    built = set().union(*(pairs(row) for row in PAIRWISE if row.architecture == "fastapi"))
    assert set().union(*map(pairs, of("fastapi"))) - built == set()
    assert {DEFAULT, NOTHING, EVERYTHING} <= set(BUILT) <= set(PAIRWISE)
    assert len(BUILT) < 24  # each takes a minute


@pytest.mark.parametrize("architecture", ["django", "hybrid"])
def test_every_pair_with_django_is_built_but_those_of_ci(architecture: str) -> None:
    rows = [row for row in PAIRWISE if row.architecture == architecture]
    for one, other in (("database", "api_style"), ("database", "tasks"), ("api_style", "tasks")):
        assert {(getattr(row, one), getattr(row, other)) for row in rows} == {
            (getattr(row, one), getattr(row, other)) for row in of(architecture)
        }
    assert {row.ci for row in rows} == {row.ci for row in of(architecture)}


def test_each_option_is_built_alone_on_request() -> None:
    default = DEFAULT.answers
    differ = [[key for key, value in row.answers.items() if value != default[key]] for row in ALONE]
    assert differ[0] == []
    assert all(len(keys) == 1 for keys in differ[1:])
    said = {
        (keys[0], answer) for keys, row in zip(differ[1:], ALONE[1:], strict=True) for answer in row.chosen[keys[0]]
    }
    assert said | {(key, answer) for key, answers in DEFAULT.chosen.items() for answer in answers} >= {
        (key, answer) for row in of("fastapi") for key, answers in row.chosen.items() for answer in answers
    }
    assert {*BUILT, *ALONE} <= set(BUILT_ON_REQUEST) <= set(SUPPORTED)
