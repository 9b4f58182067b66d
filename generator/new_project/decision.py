"""The decision: which architecture fits what a team needs, how sure that is, and which answers would change it.

The same as generator/decision/decide.jinja, for the command line: quicker, and without Copier.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from new_project.weights import Answer, Architecture, Points, Strength, Weights, load_weights


@dataclass(frozen=True)
class Flip:
    """An answer that, given instead of the one that was, would change the architecture, and to which."""

    need: str
    answer: Answer
    architecture: Architecture


@dataclass(frozen=True)
class Verdict:
    """The decision with its scores, what each answer contributed to them, and what would change it."""

    architecture: Architecture
    scores: Points
    contributions: Mapping[str, Points]
    strength: Strength
    flips: tuple[Flip, ...]

    @property
    def margin(self) -> int:
        """By how many points the winner leads the second."""
        return lead(self.scores)

    def overruled_by(self, architecture: Architecture) -> bool:
        """Whether to make this one is to overrule the verdict; to choose among equals is not."""
        return self.scores[architecture] < self.scores[self.architecture]

    def as_json_dict(self) -> dict[str, Any]:
        """Return the verdict as `new-project recommend --json` prints it."""
        return {**asdict(self), "flips": [asdict(flip) for flip in self.flips]}


def recommend(needs: Mapping[str, Answer], weights: Weights | None = None) -> Verdict:
    """Decide. Every need must be answered: which answer is the default is copier.yml's to know.

    Other weights than today's are those of a project's own version.
    """
    weights = weights or load_weights()
    weights.check(needs)
    contributions = {need: answers[needs[need]] for need, answers in weights.points.items()}
    scores: Points = {name: sum(points[name] for points in contributions.values()) for name in weights.axis}
    architecture = weights.winner(scores, needs["team_familiarity"])
    return Verdict(
        architecture=architecture,
        scores=scores,
        contributions=contributions,
        strength=weights.strength_of(lead(scores)),
        flips=tuple(flip for flip in alternatives(weights, needs, scores) if flip.architecture != architecture),
    )


def alternatives(weights: Weights, needs: Mapping[str, Answer], scores: Points) -> Iterator[Flip]:
    """Decide again for every answer that could be given instead, from the difference that it alone makes."""
    for need, answers in weights.points.items():
        given = answers[needs[need]]
        for answer, points in answers.items():
            if answer != needs[need]:
                changed: Points = {name: scores[name] - given[name] + points[name] for name in weights.axis}
                team = answer if need == "team_familiarity" else needs["team_familiarity"]
                yield Flip(need, answer, weights.winner(changed, team))


def lead(scores: Points) -> int:
    """Return the distance from the highest total to the next."""
    first, second, *_ = sorted(scores.values(), reverse=True)
    return first - second


def means(need: str, answer: Answer) -> str:
    """Return what an answer says of the team or its product, as a clause."""
    return load_weights().meanings[need][answer]


def why(need: str, answer: Answer) -> str:
    """Return why an answer is worth what it is; empty where it is worth nothing to any architecture."""
    return load_weights().reasons[need].get(answer, "")
