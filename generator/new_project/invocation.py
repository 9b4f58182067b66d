"""Running one command: only that one is loaded, and what is wrong with its line is said in a sentence."""

from collections.abc import Callable
from difflib import get_close_matches
from functools import partial
from typing import Any

import typer
from typer.core import TyperGroup

from new_project.commands import ADD
from new_project.errors import WrongInput
from new_project.questions import load_questionnaire
from new_project.resources import template_root
from new_project.usage import COMMANDS, GENERAL

HELP = ["-h", "--help"]


class DefaultToCreate(TyperGroup):
    """A group in which `new-project DEST` is `new-project create DEST`, for shells that complete it."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put `create` where no command is named."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            args = ["create", *args]
        return super().parse_args(ctx, args)


def invoke(name: str, arguments: list[str]) -> int:
    """Run one command and return its exit code; without a name, all are loaded, for a shell's completion."""
    app = typer.Typer(
        cls=DefaultToCreate,
        add_completion=bool(not name),
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": HELP, "max_content_width": 100},
    )
    app.callback()(lambda: None)
    questionnaire = load_questionnaire(template_root())
    for each in [name] if name else COMMANDS:
        ADD[each](app, questionnaire)
    if not name:
        app(prog_name="new-project")
    command = typer.main.get_command(app)
    spare_conversion(command)
    try:
        with command.make_context("new-project", arguments) as context:
            command.invoke(context)
    except typer.Exit as end:
        return end.exit_code
    except USAGE_ERROR as error:
        raise WrongInput(complaint(error), code="usage") from None
    return 0


def spare_conversion(command: Any) -> None:
    """Take text and flags as they are: Typer would load Pydantic to convert them, and that takes longest of all."""
    for each in getattr(command, "commands", {}).values():
        spare_conversion(each)
    for parameter in command.get_params(typer.Context(command, help_option_names=HELP)):
        if not parameter.required:
            parameter.process_value = partial(process_value, parameter, parameter.process_value)


def process_value(parameter: Any, convert: Callable[[Any, Any], Any], context: Any, value: Any) -> Any:
    """Leave to Typer only what is neither a flag nor text, once or several times."""
    words = value if isinstance(value, list | tuple) else [value]
    if value is not None and not all(isinstance(word, str | bool) for word in words):
        return convert(context, value)
    return parameter.callback(context, parameter, value) if parameter.callback else value


USAGE_ERROR: Any = typer.BadParameter.__base__


def complaint(error: Any) -> str:
    """What is wrong with a command line, and where its help is."""
    message = error.format_message()
    if message.startswith("Usage:"):  # a group of commands, and none of them is named
        return f"Say which of its commands.\n\n{message}"
    if (option := getattr(error, "option_name", None)) and "No such option" in message:
        known = [name for parameter in error.ctx.command.get_params(error.ctx) for name in parameter.opts]
        nearest = get_close_matches(option, [*known, *GENERAL], n=1)
        message = f"No such option: {option}." + (f" Did you mean {nearest[0]}?" if nearest else "")
    return f"{message}\nSee: {error.ctx.command_path} --help" if error.ctx else message
