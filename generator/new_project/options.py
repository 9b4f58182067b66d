"""Each question as an option of the command line."""

import inspect
from collections.abc import Callable
from typing import Annotated, Any

import typer

from new_project.questions import Question


def with_answers(questions: tuple[Question, ...], command: Callable[..., None]) -> Callable[..., None]:
    """Give a command an option for each question; it is called with those that were given, as `answers`."""
    own = [each for each in inspect.signature(command).parameters.values() if each.name != "answers"]
    options = [option_for(question) for question in questions]

    def run(**given: Any) -> None:
        texts = {question.key: given.pop(question.key) for question in questions}
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
        autocompletion=lambda incomplete: [answer for answer in question.answers if answer.startswith(incomplete)],
        metavar="|".join(question.answers) or "TEXT",
        help=question.help,
        show_default=False,
    )
    return inspect.Parameter(
        question.key, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[str | None, option]
    )
