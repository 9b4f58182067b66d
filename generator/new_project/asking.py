"""Which need to ask about next: the one whose answer can still change the verdict most; none when nothing can.

How much an answer can change is counted, not guessed: over all ways to answer the needs that are still open, in how
many would this one's answer alone choose between architectures? A need for which that is none need not be asked.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TypeAlias

from new_project.weights import Answer, Architecture, Points, Weights, load_weights

State: TypeAlias = tuple[int, int, Answer | None]
"""FastAPI's and Django's distance to the hybrid, and what the team knows: all that the winner depends on."""

TEAM = "team_familiarity"


def influence(known: Mapping[str, Answer]) -> dict[str, Fraction]:
    """Return, for each need that is not known, in which share of the cases its answer decides; the highest first.

    Needs of equal influence keep the order of the table. A need with no influence is not in it.
    """
    weights = load_weights()
    start = start_of(weights, known)
    opened = [need for need in weights.points if need not in known]
    shares = {
        need: share(weights, need, totals(weights, start, (it for it in opened if it != need))) for need in opened
    }
    return dict(sorted(((need, part) for need, part in shares.items() if part), key=lambda item: -item[1]))


def start_of(weights: Weights, known: Mapping[str, Answer]) -> State:
    """Add up what is known."""
    state: State = (0, 0, None)
    for need, answer in known.items():
        state = add(state, need, answer, weights.points[need][answer])
    return state


def totals(weights: Weights, start: State, needs: Iterable[str]) -> Counter[State]:
    """Count in how many ways each state can come out of answering these needs."""
    states = Counter({start: 1})
    for need in needs:
        after: Counter[State] = Counter()
        for state, ways in states.items():
            for answer, points in weights.points[need].items():
                after[add(state, need, answer, points)] += ways
        states = after
    return states


def share(weights: Weights, need: str, states: Counter[State]) -> Fraction:
    """Return the share of the states in which not every answer to this need leads to the same architecture."""
    answers = weights.points[need].items()
    decided = sum(
        ways
        for state, ways in states.items()
        if len({winner(weights, add(state, need, answer, points)) for answer, points in answers}) > 1
    )
    return Fraction(decided, states.total())


def add(state: State, need: str, answer: Answer, points: Points) -> State:
    """Add what one answer is worth."""
    fastapi, django, team = state
    hybrid = points["hybrid"]
    return fastapi + points["fastapi"] - hybrid, django + points["django"] - hybrid, answer if need == TEAM else team


def winner(weights: Weights, state: State) -> Architecture:
    """Return the architecture that these totals make the winner."""
    fastapi, django, team = state
    assert team is not None  # noqa: S101 - every way of answering everything answers this, too
    return weights.winner({"fastapi": fastapi, "hybrid": 0, "django": django}, team)
