"""The table of weights: complete, and asked about in copier.yml as it is written here."""

from new_project.questions import BOOLEANS, load_questionnaire
from new_project.resources import template_root
from new_project.weights import load_weights


def test_needs_and_answers_are_those_of_copier_yml() -> None:
    questions = {question.key: question for question in load_questionnaire(template_root()).questions}
    points = load_weights().points
    asked = {need: questions[need].answers for need in points}
    assert asked.pop("existing_django") == tuple(BOOLEANS)
    assert set(points["existing_django"]) == {False, True}
    assert asked == {need: tuple(answers) for need, answers in points.items() if need != "existing_django"}
    assert set(load_weights().tie_break) == set(questions["team_familiarity"].answers)


def test_architectures_are_those_of_copier_yml() -> None:
    (architecture,) = (q for q in load_questionnaire(template_root()).questions if q.key == "architecture")
    assert set(architecture.answers) == set(load_weights().axis)
    for order in load_weights().tie_break.values():
        assert sorted(order) == sorted(load_weights().axis)


def test_every_answer_that_counts_says_why_and_no_other() -> None:
    weights = load_weights()
    counting = {need: {a for a, points in row.items() if any(points.values())} for need, row in weights.points.items()}
    assert {need: set(why) for need, why in weights.reasons.items()} == counting


def test_a_reason_completes_a_sentence() -> None:
    for why in (why for answers in load_weights().reasons.values() for why in answers.values()):
        assert why == why.strip()
        assert not why.endswith(".")
        assert why[0].islower() or why.startswith(("Django", "FastAPI", "WebSockets")), why


def test_both_interfaces_are_worth_the_sum_of_each() -> None:
    interface = load_weights().points["interface"]
    assert interface["both"] == {
        name: interface["api"][name] + interface["pages"][name] for name in load_weights().axis
    }
