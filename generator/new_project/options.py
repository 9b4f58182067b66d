"""Each question as an option of the command line."""

import inspect
from collections.abc import Callable
from typing import Annotated, Any

import typer

from new_project.questions import Question
from new_project.values import NONE


def with_answers(questions: tuple[Question, ...], command: Callable[..., None]) -> Callable[..., None]:
    """Give a command an option for each question; it is called with those that were given, as `answers`."""
    own = [each for each in inspect.signature(command).parameters.values() if each.name != "answers"]
    options = [option_for(question) for question in questions]

    def run(**given: Any) -> None:
        typed = {question.key: given.pop(question.key) for question in questions}
        texts = {key: ",".join(each) if isinstance(each, list) else each for key, each in typed.items()}
        command(answers={key: text for key, text in texts.items() if text is not None}, **given)

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
        autocompletion=lambda incomplete: completions(question, incomplete),
        metavar="|".join(possible(question)) or "TEXT",
        help=question.help + (" (several are joined by commas)" if question.multiple else ""),
        show_default=False,
    )
    kind = list[str] if question.multiple else str
    return inspect.Parameter(
        question.key, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[kind | None, option]
    )


def possible(question: Question) -> tuple[str, ...]:
    """The words that may follow the option; empty where any text may."""
    return (*question.answers, NONE) if question.multiple else question.answers


def completions(question: Question, incomplete: str) -> list[str]:
    """How a word could go on: of several answers that are joined by commas, the last is completed."""
    before, comma, last = incomplete.rpartition(",") if question.multiple else ("", "", incomplete)
    left = question.answers if comma else possible(question)
    taken = before.split(",")
    return [f"{before}{comma}{answer}" for answer in left if answer.startswith(last) and answer not in taken]
