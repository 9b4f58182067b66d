"""What a team's answers come to: the most frequent ones, and the disagreements that the decision depends on."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import TypeAlias

from new_project.asking import start_of, winner
from new_project.questions import Questionnaire
from new_project.weights import Answer, Architecture, load_weights

Space: TypeAlias = Mapping[str, tuple[Answer, ...]]
"""The answers to each need that are taken into account."""


@dataclass(frozen=True)
class Dispute:
    """A need to which members gave different answers."""

    need: str
    voices: Mapping[Answer, tuple[str, ...]]
    """Each answer in copier.yml's order, with those who gave it."""
    decides: bool
    """Whether, for some of what members answered to the other needs, this one's answer alone changes the decision."""
    decides_now: bool
    """Whether it does so for the merged answers to the other needs."""
    merged: Answer | None
    """The answer that counts; None where the decision depends on answers that equally many gave."""
    outcomes: Mapping[Answer, tuple[Architecture, ...]]
    """What each of the answers leads to, with the merged answers to the other needs."""

    @property
    def leading(self) -> tuple[Answer, ...]:
        """The most frequent answer; all of them, where several are."""
        return most_frequent(self.voices)


@dataclass(frozen=True)
class Merge:
    """The merged answers, with what is open left out, and the disagreements."""

    needs: Mapping[str, Answer]
    disputes: tuple[Dispute, ...]

    @cached_property
    def undecided(self) -> tuple[Dispute, ...]:
        """The disagreements that must be settled before there is a decision."""
        return tuple(dispute for dispute in self.disputes if dispute.merged is None)


def merge(
    questionnaire: Questionnaire,
    answered: Mapping[str, Mapping[str, Answer]],
    settled: Mapping[str, Answer] | None = None,
) -> Merge:
    """Merge what members answered; who settles a need settles it for everyone."""
    settled = settled or {}
    voices = {
        need: {settled[need]: ()} if need in settled else voices_for(need, answers, answered)
        for need, answers in load_weights().points.items()
    }
    given: Space = {need: tuple(found) for need, found in voices.items()}
    leading: Space = {need: most_frequent(found) for need, found in voices.items()}
    anywhere, undecided = deciding(given), deciding(leading)
    merged: Space = {need: best if need in undecided else best[:1] for need, best in leading.items()}

    def dispute(need: str) -> Dispute:
        outcomes = {answer: reachable({**merged, need: (answer,)}) for answer in given[need]}
        return Dispute(
            need=need,
            voices=voices[need],
            decides=need in anywhere,
            decides_now=need in deciding({**merged, need: given[need]}),
            merged=None if need in undecided else merged[need][0],
            outcomes=outcomes,
        )

    keys = [question.key for question in questionnaire.needs]
    return Merge(
        needs={need: merged[need][0] for need in keys if need not in undecided},
        disputes=tuple(dispute(need) for need in keys if len(given[need]) > 1),
    )


def voices_for(
    need: str, answers: Mapping[Answer, object], answered: Mapping[str, Mapping[str, Answer]]
) -> dict[Answer, tuple[str, ...]]:
    """Who gave which answer to a need."""
    found = {answer: tuple(name for name, needs in answered.items() if needs[need] == answer) for answer in answers}
    return {answer: names for answer, names in found.items() if names}


def most_frequent(voices: Mapping[Answer, tuple[str, ...]]) -> tuple[Answer, ...]:
    """The answers that the most members gave."""
    most = max(map(len, voices.values()))
    return tuple(answer for answer, names in voices.items() if len(names) == most)


def deciding(space: Space) -> set[str]:
    """The needs whose answer alone, for some answers to the others, decides between architectures."""
    names = list(space)
    decisions = decide_all(space)
    found = set()
    for place, need in enumerate(names):
        for answers, architecture in decisions.items():
            first = (*answers[:place], space[need][0], *answers[place + 1 :])
            if decisions[first] != architecture:
                found.add(need)
                break
    return found


def reachable(space: Space) -> tuple[Architecture, ...]:
    """The architectures that these answers lead to, in the order of the table."""
    found = set(decide_all(space).values())
    return tuple(name for name in load_weights().axis if name in found)


def decide_all(space: Space) -> dict[tuple[Answer, ...], Architecture]:
    """Decide for every combination of these answers."""
    weights = load_weights()
    return {
        answers: winner(weights, start_of(weights, dict(zip(space, answers, strict=True))))
        for answers in product(*space.values())
    }
