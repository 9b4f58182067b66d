"""Every option in every architecture, beside as little else as can be and beside all else: derived from copier.yml."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from new_project.answers import consider
from new_project.option_names import Option, options
from new_project.project import ARCHITECTURES
from new_project.questions import load_questionnaire
from new_project.resources import template_root
from new_project.values import NONE

QUESTIONNAIRE = load_questionnaire(template_root())

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Case:
    """An option, and the answers of two projects: one lacks it, the other has it, and nothing else differs."""

    architecture: str
    option: Option
    beside: str
    lacking: Values
    having: Values

    @property
    def name(self) -> str:
        """How a test of it is called."""
        return f"{self.architecture}-{self.option.name}-{self.beside}"


def every(values: Values) -> Iterator[Option]:
    """Every option that the questions of a project offer."""
    for question in options(QUESTIONNAIRE):
        if question.key in values:
            yield from (Option(question, value) for value in question.answers if value != NONE)


def has(values: Values, option: Option) -> bool:
    """Whether a project has an option."""
    answer = values[option.question.key]
    return option.value in answer if isinstance(answer, list) else option.value == answer


def bare(architecture: str) -> Values:
    """The answers of a project that has no option that can be left out."""
    answers: dict[str, Any] = {"architecture": architecture}
    for question in options(QUESTIONNAIRE):
        if question.multiple or NONE in question.answers:
            answers[question.key] = [] if question.multiple else NONE
    unused = consider(QUESTIONNAIRE, answers).unused
    return consider(QUESTIONNAIRE, {key: value for key, value in answers.items() if key not in unused}).values


def possible(values: Values, option: Option) -> Values | None:
    """The answers with an option; None where the questionnaire refuses it."""
    question = option.question
    answer = question.ordered([*values[question.key], option.value]) if question.multiple else option.value
    found = consider(QUESTIONNAIRE, {**values, question.key: answer})
    return None if found.mistakes else found.values


def rich(values: Values) -> Values:
    """The answers with everything else that fits: of what excludes each other, the first."""
    for option in every(values):
        if not has(values, option) and (option.question.multiple or values[option.question.key] == NONE):
            values = possible(values, option) or values
    return values


def other(option: Option) -> Option:
    """What a project has instead of an option of which it has one in any case."""
    return next(Option(option.question, each) for each in option.question.answers if each != option.value)


def without(values: Values, option: Option) -> Values:
    """The answers without an option, or with another of which one must be there."""
    question = option.question
    if question.multiple:
        return {**values, question.key: [each for each in values[question.key] if each != option.value]}
    return {**values, question.key: NONE if NONE in question.answers else other(option).value}


def cases() -> Iterator[Case]:
    """The whole table."""
    for architecture in ARCHITECTURES:
        least = bare(architecture)
        most = rich(least)
        for option in every(least):
            if having := possible(least, option):
                yield Case(architecture, option, "alone", without(having, option), having)
                yield among_all(architecture, option, having, most if has(most, option) else rich(having))


def among_all(architecture: str, option: Option, having: Values, most: Values) -> Case:
    """The same, among all that fits both with the option and without it."""
    lacking = without(most, option)
    if consider(QUESTIONNAIRE, lacking).mistakes:  # something else needs it, and has to be missing
        lacking = rich(without(having, option))
        most = {**lacking, option.question.key: option.value}
    return Case(architecture, option, "among all", lacking, most)


CASES = tuple(cases())
