"""Merging a team's answers, compared with the plain meaning of the words over every combination."""

import random
from itertools import product

import pytest

from new_project.decision import recommend
from new_project.poll_merge import Dispute, merge
from new_project.questions import load_questionnaire
from new_project.resources import template_root
from new_project.weights import Answer, load_weights

QUESTIONS = load_questionnaire(template_root())
POINTS = load_weights().points
DEFAULTS = {need.key: need.default for need in QUESTIONS.needs}

Team = dict[str, dict[str, Answer]]


def member(**answers: Answer) -> dict[str, Answer]:
    return {**{need: next(iter(POINTS[need])) for need in POINTS}, **answers}


def random_team(seed: int) -> Team:
    """Two to five members who disagree on at most four needs, half of the time in equal numbers."""
    chance = random.Random(seed)  # noqa: S311
    common = {need: chance.choice(list(answers)) for need, answers in POINTS.items()}
    disputed = chance.sample(list(POINTS), chance.randint(1, 4))
    names = ["Ada", "Ben", "Cleo", "Dora", "Ed"][: chance.randint(2, 5)]
    return {name: {**common, **{need: chance.choice(list(POINTS[need])[:3]) for need in disputed}} for name in names}


def architecture(needs: dict[str, Answer]) -> str:
    return recommend(needs).architecture


def depends(space: dict[str, list[Answer]], need: str) -> bool:
    """Whether, at some combination of the others, this need's answer alone changes the architecture."""
    others = [key for key in space if key != need]
    for combination in product(*(space[key] for key in others)):
        rest = dict(zip(others, combination, strict=True))
        if len({architecture({**rest, need: answer}) for answer in space[need]}) > 1:
            return True
    return False


@pytest.mark.parametrize("seed", range(60))
def test_merging_means_what_it_says(seed: int) -> None:
    team = random_team(seed)
    merged = merge(QUESTIONS, team)
    given: dict[str, list[Answer]] = {}
    leading: dict[str, list[Answer]] = {}
    for need, answers in POINTS.items():
        votes = {answer: sum(needs[need] == answer for needs in team.values()) for answer in answers}
        given[need] = [answer for answer in answers if votes[answer]]
        leading[need] = [answer for answer in answers if votes[answer] == max(votes.values())]

    assert {dispute.need for dispute in merged.disputes} == {need for need in given if len(given[need]) > 1}
    undecided = {need for need in leading if len(leading[need]) > 1 and depends(leading, need)}
    assert {dispute.need for dispute in merged.undecided} == undecided
    assert merged.needs == {need: best[0] for need, best in leading.items() if need not in undecided}

    now = {need: leading[need] if need in undecided else leading[need][:1] for need in leading}
    for dispute in merged.disputes:
        assert dispute.decides == depends(given, dispute.need)
        assert dispute.decides_now == depends({**now, dispute.need: given[dispute.need]}, dispute.need)
        for answer, names in dispute.voices.items():
            assert set(names) == {name for name in team if team[name][dispute.need] == answer}
            space = {**now, dispute.need: [answer]}
            found = {architecture(dict(zip(space, each, strict=True))) for each in product(*space.values())}
            assert set(dispute.outcomes[answer]) == found

    if not undecided:  # then it cannot matter which of the equally frequent answers was taken
        ways = product(*leading.values())
        assert {architecture(dict(zip(leading, each, strict=True))) for each in ways} == {
            architecture(dict(merged.needs))
        }


def test_random_teams_are_of_every_kind() -> None:
    """Otherwise the test above would show little."""
    merges = [merge(QUESTIONS, random_team(seed)) for seed in range(60)]
    disputes = [dispute for merged in merges for dispute in merged.disputes]

    def count(*wanted: bool) -> int:
        return sum((each.decides, each.decides_now, each.merged is None) == wanted for each in disputes)

    assert min(count(False, False, False), count(True, False, False), count(True, True, False)) >= 5
    assert count(True, True, True) >= 5
    assert sum(len(each.leading) > 1 and each.merged is not None for each in disputes) >= 5


def dispute_on(need: str, team: Team) -> Dispute:
    return next(dispute for dispute in merge(QUESTIONS, team).disputes if dispute.need == need)


def test_a_tie_that_decides_is_settled_by_the_answer_that_is_given() -> None:
    team = {"Ada": member(admin_needs="heavy"), "Ben": member(async_needs="heavy")}
    assert {dispute.need for dispute in merge(QUESTIONS, team).undecided} == {"admin_needs", "async_needs"}
    assert [each.need for each in merge(QUESTIONS, team, {"admin_needs": "heavy"}).undecided] == ["async_needs"]
    settled = merge(QUESTIONS, team, {"admin_needs": "none"})
    assert settled.undecided == ()  # FastAPI, whatever the other is, so the first of copier.yml counts
    assert (settled.needs["admin_needs"], settled.needs["async_needs"]) == ("none", "none")
    assert merge(QUESTIONS, team, {"admin_needs": "some"}).needs["admin_needs"] == "some"  # though nobody said so


def test_a_tie_that_does_not_decide_takes_the_first_of_copier_yml() -> None:
    team = {"Ada": member(admin_needs="heavy", data_model="complex"), "Ben": member(admin_needs="heavy")}
    dispute = dispute_on("data_model", team)
    assert (dispute.merged, dispute.decides, len(dispute.leading)) == ("simple", False, 2)


def test_the_majority_counts_even_where_it_decides() -> None:
    team = {"Ada": member(), "Ben": member(admin_needs="heavy"), "Cleo": member(admin_needs="heavy")}
    dispute = dispute_on("admin_needs", team)
    assert (dispute.merged, dispute.decides_now) == ("heavy", True)


def test_false_is_an_answer_too() -> None:
    team = {"Ada": member(existing_django=True), "Ben": member(), "Cleo": member()}
    dispute = dispute_on("existing_django", team)
    assert dispute.merged is False
    assert merge(QUESTIONS, team).undecided == ()


def test_everyone_against_everyone_takes_no_longer_than_a_moment() -> None:
    """The worst there is: each answer to each need was given by somebody, all 7,776 combinations of them."""
    team = {
        str(number): {need: list(answers)[number % len(answers)] for need, answers in POINTS.items()}
        for number in range(4)
    }
    merged = merge(QUESTIONS, team)
    assert len(merged.disputes) == len(POINTS)
