"""What an architecture gains and gives up: the answers that give it more than another, or less than the best."""

from collections.abc import Mapping
from dataclasses import dataclass

from new_project.decision import Verdict, why
from new_project.weights import Answer, Architecture


@dataclass(frozen=True)
class Share:
    """What one answer gives an architecture, or keeps from it."""

    need: str
    answer: Answer
    points: int
    why: str


def gains(name: Architecture, needs: Mapping[str, Answer], verdict: Verdict) -> tuple[Share, ...]:
    """The answers that give it points, and another fewer: how many they give, the most first."""
    points = {
        need: points[name]
        for need, points in verdict.contributions.items()
        if points[name] > max(0, min(points.values()))
    }
    return shares(needs, points)


def gives_up(name: Architecture, needs: Mapping[str, Answer], verdict: Verdict) -> tuple[Share, ...]:
    """The answers that give another more: how far behind the best it is, the farthest first."""
    behind = {need: points[name] - max(points.values()) for need, points in verdict.contributions.items()}
    return shares(needs, {need: points for need, points in behind.items() if points})


def shares(needs: Mapping[str, Answer], points: Mapping[str, int]) -> tuple[Share, ...]:
    """What these needs' answers are worth and why, the weightiest first."""
    order = sorted(points, key=lambda need: -abs(points[need]))
    return tuple(Share(need, needs[need], points[need], why(need, needs[need])) for need in order)
