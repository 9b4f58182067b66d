"""What holds for any numbers that the table may have, over all combinations of answers."""

from collections.abc import Iterator
from itertools import pairwise

import pytest

from new_project.decision import Verdict
from new_project.weights import load_weights

from .conftest import Combination

LEFT = ("async_needs", "performance", "services")
"""Needs of which more never moves the decision to the right on the axis fastapi - hybrid - django."""
RIGHT = ("admin_needs", "data_model", "time_to_market")
"""Needs of which more never moves it to the left."""


def test_there_are_as_many_combinations_as_the_design_says(verdicts: dict[Combination, Verdict]) -> None:
    assert len(verdicts) == 7776


def raised(combinations: dict[Combination, Verdict], index: int, need: str) -> Iterator[tuple[Verdict, Verdict]]:
    """Every combination, and the same with the next higher answer to one need."""
    for lower, higher in pairwise(load_weights().points[need]):
        for answers, verdict in combinations.items():
            if answers[index] == lower:
                yield verdict, combinations[(*answers[:index], higher, *answers[index + 1 :])]


@pytest.mark.parametrize("need", LEFT + RIGHT)
def test_more_of_a_need_never_moves_the_decision_away_from_it(
    need: str, names: list[str], verdicts: dict[Combination, Verdict]
) -> None:
    axis = load_weights().axis
    moves = [
        axis.index(after.architecture) - axis.index(before.architecture)
        for before, after in raised(verdicts, names.index(need), need)
    ]
    assert moves
    assert max(moves) <= 0 if need in LEFT else min(moves) >= 0
    assert any(moves), "a need that never changes anything need not be asked"


@pytest.mark.parametrize("need", LEFT + RIGHT)
def test_each_step_of_a_need_favours_its_own_end_of_the_axis(need: str) -> None:
    """The law above follows from this, for any other needs; here a wrong number is named."""
    for (lower, before), (higher, after) in pairwise(load_weights().points[need].items()):
        gains = [after[name] - before[name] for name in load_weights().axis]
        assert gains == sorted(gains, reverse=need in LEFT), f"{need}: {lower} -> {higher} gains {gains}"
        assert max(gains) > 0
        assert min(gains) >= 0


def test_an_existing_django_project_is_never_answered_with_fastapi(
    names: list[str], verdicts: dict[Combination, Verdict]
) -> None:
    index = names.index("existing_django")
    existing = [verdict for answers, verdict in verdicts.items() if answers[index] is True]
    assert len(existing) == len(verdicts) / 2
    assert {verdict.architecture for verdict in existing} == {"hybrid", "django"}
    clear = load_weights().strength["clear"]
    assert all(max(verdict.scores.values()) - verdict.scores["fastapi"] >= clear for verdict in existing)


def test_contributions_sum_to_scores_and_the_highest_wins(verdicts: dict[Combination, Verdict]) -> None:
    for verdict in verdicts.values():
        for name, score in verdict.scores.items():
            assert score == sum(points[name] for points in verdict.contributions.values())
        assert verdict.scores[verdict.architecture] == max(verdict.scores.values())


def test_equal_totals_go_to_what_the_team_knows(names: list[str], verdicts: dict[Combination, Verdict]) -> None:
    """With a team that knows one of the two: that, else the hybrid that contains it; else anything but a hybrid."""
    index = names.index("team_familiarity")
    orders = {
        "django": ("django", "hybrid", "fastapi"),
        "fastapi": ("fastapi", "hybrid", "django"),
        "both": ("django", "fastapi", "hybrid"),
        "neither": ("django", "fastapi", "hybrid"),
    }
    ties = [(answers[index], verdict) for answers, verdict in verdicts.items() if verdict.strength == "tie"]
    assert {team for team, _ in ties} == set(orders)
    for team, verdict in ties:
        best = [name for name, score in verdict.scores.items() if score == max(verdict.scores.values())]
        assert len(best) > 1
        assert verdict.architecture == min(best, key=orders[str(team)].index)


def test_strength_is_the_margin_in_a_word(verdicts: dict[Combination, Verdict]) -> None:
    for verdict in verdicts.values():
        least = "clear" if verdict.margin >= 3 else "close" if verdict.margin >= 1 else "tie"
        assert verdict.strength == least
    assert {verdict.strength for verdict in verdicts.values()} == {"clear", "close", "tie"}


def test_flips_are_all_single_answers_that_change_the_architecture_and_no_others(
    names: list[str], verdicts: dict[Combination, Verdict]
) -> None:
    points = load_weights().points
    for answers, verdict in verdicts.items():
        expected = []
        for index, need in enumerate(names):
            for answer in points[need]:
                other = verdicts[(*answers[:index], answer, *answers[index + 1 :])].architecture
                if other != verdict.architecture:
                    expected.append((need, answer, other))
        assert [(flip.need, flip.answer, flip.architecture) for flip in verdict.flips] == expected
