"""The table that the decision is made with: decision/weights.yml as a typed record."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeAlias

from new_project.errors import WrongInput
from new_project.questions import load_yaml
from new_project.resources import template_root

Architecture: TypeAlias = Literal["fastapi", "hybrid", "django"]
Strength: TypeAlias = Literal["clear", "close", "tie"]
Answer: TypeAlias = str | bool
Points: TypeAlias = Mapping[Architecture, int]


@dataclass(frozen=True)
class Weights:
    """What each answer to each need is worth and why, and how totals become a verdict."""

    axis: tuple[Architecture, ...]
    points: Mapping[str, Mapping[Answer, Points]]
    reasons: Mapping[str, Mapping[Answer, str]]
    meanings: Mapping[str, Mapping[Answer, str]]
    """What each answer says of a team or its product, as a clause."""
    tie_break: Mapping[Answer, tuple[Architecture, ...]]
    strength: Mapping[Strength, int]

    def check(self, needs: Mapping[str, Answer]) -> None:
        """Raise WrongInput unless every need has one of its answers."""
        if wrong := ", ".join(sorted(needs.keys() ^ self.points.keys())):
            raise WrongInput(f"The decision needs an answer to each of its questions; missing or unknown: {wrong}.")
        for need, answer in needs.items():
            if answer not in self.points[need]:
                raise WrongInput(
                    f"{need}: {answer!r} is none of its answers: {', '.join(map(str, self.points[need]))}."
                )

    def winner(self, scores: Points, team: Answer) -> Architecture:
        """Return the architecture with the highest total; of equals, the first in the order of the tie-break."""
        return max(self.tie_break[team], key=scores.__getitem__)

    def strength_of(self, margin: int) -> Strength:
        """Put into a word how far the winner leads."""
        return next(word for word, least in self.strength.items() if margin >= least)


@cache
def load_weights() -> Weights:
    """Read the table once."""
    return read_weights(template_root())


def read_weights(root: Path) -> Weights:
    """Read the table of the template in a folder."""
    return parse(load_yaml(root / "generator" / "decision" / "weights.yml", root))


def parse(raw: Mapping[str, Any]) -> Weights:
    """Take the numbers and the reasons of each answer apart."""
    needs = raw["needs"].items()
    return Weights(
        axis=tuple(raw["axis"]),
        points={
            need: {answer: {name: row[name] for name in raw["axis"]} for answer, row in answers.items()}
            for need, answers in needs
        },
        reasons={
            need: {answer: row["why"] for answer, row in answers.items() if "why" in row} for need, answers in needs
        },
        meanings={need: {answer: row["means"] for answer, row in answers.items()} for need, answers in needs},
        tie_break={team: tuple(order) for team, order in raw["tie_break"].items()},
        strength=raw["strength"],
    )
