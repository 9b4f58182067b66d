"""Each question as an option of the command line."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any
from unicodedata import category

import click

from new_project.questions import BOOLEANS, Question


class AnswerType(click.ParamType[str]):
    """One of a question's answers; a wrong one is told the nearest that is right."""

    name = "answer"

    def __init__(self, answers: tuple[str, ...]) -> None:
        self.answers = answers

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002 - click's signature
        """How the option's value is shown in the help."""
        return "|".join(self.answers)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Accept what is listed, in any case."""
        answer = str(value).lower()
        if answer not in self.answers:
            nearest = get_close_matches(answer, self.answers, n=1, cutoff=0.5)
            hint = f" Did you mean '{nearest[0]}'?" if nearest else ""
            self.fail(f"'{value}' is none of its answers: {', '.join(self.answers)}.{hint}", param, ctx)
        return answer


class TextType(click.ParamType[str]):
    """A text of one line."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Refuse what no line holds: control characters, and bytes that are no text."""
        if any(category(character) in {"Cc", "Cs"} for character in value):
            self.fail(f"{value!r} holds a line break, or something else that cannot be shown.", param, ctx)
        return str(value)


def options_for(questions: Iterable[Question]) -> list[click.Parameter]:
    """Make an option of each question; one that is not given is None."""
    return [
        click.Option(
            [question.flag],
            type=AnswerType(question.answers) if question.answers else TextType(),
            help=question.help,
        )
        for question in questions
    ]


def given_answers(questions: Iterable[Question], options: Mapping[str, str | None]) -> dict[str, object]:
    """The answers among a command's options, as the types that they have."""
    given: dict[str, object] = {}
    for question in questions:
        text = options[question.key]
        if text is not None:
            given[question.key] = BOOLEANS[text] if question.type == "bool" else text
    return given


def as_flags(questions: Iterable[Question], answers: Mapping[str, object]) -> list[str]:
    """The words that give these answers on a command line."""
    words: list[str] = []
    for question in questions:
        if question.key in answers:
            value = answers[question.key]
            text = str(value).lower() if isinstance(value, bool) else str(value)
            # A value that looks like an option, or is empty, must stay with its flag.
            words += [f"{question.flag}={text}"] if text.startswith("-") else [question.flag, text]
    return words
