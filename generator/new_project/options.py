"""Each question as an option of the command line."""

import inspect
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Annotated, Any
from unicodedata import category

import typer

from new_project.questions import BOOLEANS, Question


def with_answers(questions: tuple[Question, ...], command: Callable[..., None]) -> Callable[..., None]:
    """Give a command an option for each question; it is called with those that were given, as `answers`."""
    own = [each for each in inspect.signature(command).parameters.values() if each.name != "answers"]
    options = [option_for(question) for question in questions]

    def run(**given: Any) -> None:
        texts = {question.key: given.pop(question.key) for question in questions}
        command(answers=given_answers(questions, texts), **given)

    # Typer reads a command's options from its signature, so that is where the questions go.
    parameters = [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in (*own, *options)]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {each.name: each.annotation for each in parameters}
    run.__doc__ = command.__doc__
    return run


def option_for(question: Question) -> inspect.Parameter:
    """A parameter that Typer makes an option of; one that is not given is None."""
    option = typer.Option(
        question.flag,
        parser=reader_for(question.answers) if question.answers else read_line,
        metavar="|".join(question.answers) or "TEXT",
        help=question.help,
        show_default=False,
    )
    return inspect.Parameter(
        question.key, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[str | None, option]
    )


def reader_for(answers: tuple[str, ...]) -> Callable[[str], str]:
    """What reads one of these answers, in any case; a wrong one is told the nearest that is right."""

    def read(text: str) -> str:
        answer = text.lower()
        if answer not in answers:
            nearest = get_close_matches(answer, answers, n=1, cutoff=0.5)
            hint = f" Did you mean '{nearest[0]}'?" if nearest else ""
            raise typer.BadParameter(f"'{text}' is none of its answers: {', '.join(answers)}.{hint}")
        return answer

    return read


def read_line(text: str) -> str:
    """Refuse what no line holds: control characters, and bytes that are no text."""
    if any(category(character) in {"Cc", "Cs"} for character in text):
        raise typer.BadParameter(f"{text!r} holds a line break, or something else that cannot be shown.")
    return text


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
