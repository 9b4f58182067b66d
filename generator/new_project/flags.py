"""Answers as words of a command line."""

from collections.abc import Iterable, Mapping

from new_project.questions import Question
from new_project.values import plain


def as_flags(questions: Iterable[Question], answers: Mapping[str, object]) -> list[str]:
    """The words that give these answers on a command line."""
    words: list[str] = []
    for question in questions:
        if question.key in answers:
            value = answers[question.key]
            text = plain(value)
            # A value that looks like an option, or is empty, must stay with its flag.
            words += [f"{question.flag}={text}"] if text.startswith("-") else [question.flag, text]
    return words
