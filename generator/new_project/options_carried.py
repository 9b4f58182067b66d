"""Which of a project's answers another architecture takes, too."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from new_project.answers import Answers, consider
from new_project.questions import Questionnaire
from new_project.values import NONE

OWN = frozenset({"architecture", "overrule_reason", "team_answers", "assumed_needs", "record", "superseded"})
"""Answers about one decision, which another does not take over."""

STYLES = frozenset({"api_style"})
"""Answers that say how something is written, not whether it is there."""


@dataclass(frozen=True)
class Carried:
    """The answers that a project of another architecture would have, and the options that it could not have."""

    answers: Answers
    lost: tuple[str, ...]


def carried(
    questionnaire: Questionnaire, recorded: Mapping[str, Any], needs: Mapping[str, object], architecture: str
) -> Carried:
    """Take over what can be taken, answer by answer in the order of the questions."""
    taken: dict[str, Any] = {**needs, "architecture": architecture}
    lost: list[str] = []
    for question in questionnaire.answerable:
        key = question.key
        if key in OWN or key in taken or key not in recorded:
            continue
        value = recorded[key]
        if question.multiple:
            lost += [each for each in value if not fits(questionnaire, taken, key, [each])]
            value = [each for each in value if each not in lost]
        if fits(questionnaire, taken, key, value):
            taken[key] = value
        elif value != NONE and key not in STYLES:
            lost.append(value)
    return Carried(consider(questionnaire, taken), tuple(lost))


def fits(questionnaire: Questionnaire, taken: Mapping[str, Any], key: str, value: object) -> bool:
    """Whether an answer can be given beside those that are taken."""
    found = consider(questionnaire, {**taken, key: value})
    return not found.mistakes and key not in found.unused
