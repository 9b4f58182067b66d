"""Asking only what decides reaches the verdict that asking everything reaches, over all 7,776 combinations."""

import re
from functools import cache
from statistics import mean

import pytest

from new_project.asking import influence, start_of, totals, winner
from new_project.decision import Verdict, recommend
from new_project.resources import template_root
from new_project.weights import Answer, load_weights

from .conftest import Combination, needs
from .test_personas import PERSONAS


@cache
def next_need(known: frozenset[tuple[str, Answer]]) -> str | None:
    return next(iter(influence(dict(known))), None)


def possible(known: dict[str, Answer]) -> set[str]:
    """The architectures that some answers to the needs that are not known would still lead to."""
    weights = load_weights()
    states = totals(weights, start_of(weights, known), (need for need in weights.points if need not in known))
    return {winner(weights, state) for state in states}


def asked(answers: dict[str, Answer]) -> dict[str, Answer]:
    """The needs that someone with these answers is asked, and what they say."""
    known: dict[str, Answer] = {}
    while need := next_need(frozenset(known.items())):
        known[need] = answers[need]
    return known


@pytest.fixture(scope="module")
def numbers(names: list[str], verdicts: dict[Combination, Verdict]) -> list[int]:
    """How many needs are asked for each combination; each of them was asked to the verdict of all answers."""
    counted = []
    for combination, verdict in verdicts.items():
        known = asked(dict(zip(names, combination, strict=True)))
        assert possible(known) == {verdict.architecture}
        counted.append(len(known))
    return counted


def test_it_reaches_the_same_verdict_and_asks_less(numbers: list[int]) -> None:
    assert len(numbers) == 7776
    assert mean(numbers) < 6
    assert (min(numbers), max(numbers)) == (3, 9)


def test_the_documentation_says_how_many_needs_are_asked(numbers: list[int]) -> None:
    page = (template_root() / "docs" / "decision-model.md").read_text()
    teams = [len(asked(needs(**answers))) for answers, _, _ in PERSONAS.values()]
    sentence = re.search(
        r"On average (\S+) of the nine are asked over all combinations, (\S+) of the teams in .*?; "
        r"at least (\d), at most (\d)\.",
        " ".join(page.split()),
    )
    assert sentence
    assert sentence.groups() == (
        f"{mean(numbers):.1f}",
        f"{mean(teams):.1f}",
        str(min(numbers)),
        str(max(numbers)),
    )


def test_nothing_is_asked_that_cannot_change_the_verdict() -> None:
    heavy: dict[str, Answer] = {"async_needs": "heavy", "admin_needs": "heavy", "existing_django": True}
    assert possible(heavy) == {"hybrid", "django"}
    assert "data_model" not in influence({**heavy, "performance": "primary"})


def test_the_most_influential_need_comes_first_and_an_answered_one_never_again() -> None:
    shares = influence({})
    assert list(shares.values()) == sorted(shares.values(), reverse=True)
    assert set(shares) == set(load_weights().points)
    first = next(iter(shares))
    assert first not in influence({first: next(iter(load_weights().points[first]))})


def test_influence_is_the_share_of_completions_that_the_answer_decides() -> None:
    """Counted the slow way, for a need with three others open."""
    open_needs = ["async_needs", "admin_needs", "team_familiarity"]
    known = {need: answer for need, answer in needs().items() if need not in [*open_needs, "services"]}
    points = load_weights().points
    decided = total = 0
    for one in points["async_needs"]:
        for two in points["admin_needs"]:
            for three in points["team_familiarity"]:
                rest = {**known, "async_needs": one, "admin_needs": two, "team_familiarity": three}
                found = {recommend({**rest, "services": answer}).architecture for answer in points["services"]}
                decided += len(found) > 1
                total += 1
    assert influence(known).get("services", 0) == pytest.approx(decided / total)
