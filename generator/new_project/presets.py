"""A team's defaults, and its locks: answers that nobody is asked for, each with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from new_project.questions import Question, Questionnaire
from new_project.values import plain


@dataclass(frozen=True)
class Lock:
    """An answer that is given for everyone, and why."""

    answer: object
    because: str


@dataclass(frozen=True)
class Preset:
    """What a team has settled before anyone is asked."""

    name: str = ""
    description: str = ""
    defaults: Mapping[str, object] = field(default_factory=dict)
    locks: Mapping[str, Lock] = field(default_factory=dict)


NO_PRESET = Preset()

OWN = frozenset({"project_name", "project_slug", "package_name"})
"""What every project answers for itself."""


def settable(questionnaire: Questionnaire) -> tuple[Question, ...]:
    """The questions that a preset can answer."""
    return tuple(question for question in questionnaire.flags if question.key not in OWN)


def load_preset(questionnaire: Questionnaire, text: str) -> Preset:
    """Load a preset from a file, or by its name from the user's own. Raises WrongInput when it cannot be used."""
    from new_project.preset_files import find
    from new_project.preset_reading import read_preset

    return read_preset(questionnaire, find(text))


def locked_message(preset: Preset, question: Question, answer: object) -> str:
    """Say why an answer is refused that the team has settled."""
    lock = preset.locks[question.key]
    return (
        f"{question.flag} {plain(answer)}: the preset '{preset.name}' locks it to {plain(lock.answer)}: {lock.because}"
    )
