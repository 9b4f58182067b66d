"""The command line's frame: which commands there are, and how an error becomes a sentence and an exit code."""

import io
import os
import sys
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from new_project.commands import add_commands
from new_project.errors import INTERRUPTED, Problem
from new_project.interrupts import unwind_on_signals
from new_project.version import version

HELP = """Ask what a team and its product need, say which architecture fits and why, and make the project.

`new-project DEST` is short for `new-project create DEST`.
"""


class DefaultToCreate(TyperGroup):
    """A group in which `new-project DEST` is `new-project create DEST`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put `create` where no command is named."""
        own = {name for parameter in self.get_params(ctx) for name in parameter.opts}
        if args and args[0] not in self.commands and args[0] not in own:
            self.refuse_misspelt(ctx, args[0])
            args = ["create", *args]
        return super().parse_args(ctx, args)

    def refuse_misspelt(self, ctx: Any, word: str) -> None:
        """Make no project in a folder that is called nearly like a command."""
        if nearest := get_close_matches(word, self.commands, n=1, cutoff=0.75):
            ctx.fail(
                f"No such command '{word}'. Did you mean '{nearest[0]}'? "
                f"(To make a project in a folder of that name: new-project create {word})"
            )


def command_line() -> typer.Typer:
    """Build the commands; their options come from the questions."""
    app = typer.Typer(
        cls=DefaultToCreate,
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    app.callback(help=HELP)(general_options)
    add_commands(app)
    return app


def print_version(wanted: bool) -> None:
    """Print the version, if that is what was asked for, and go no further."""
    if wanted:
        typer.echo(f"new-project, version {version()}")
        raise typer.Exit


def general_options(
    show_version: Annotated[
        bool,
        typer.Option("--version", callback=print_version, is_eager=True, help="Show the version and exit."),
    ] = False,
) -> None:
    """Take what needs no command."""


def main() -> None:
    """Run the command line and end the process with its exit code."""
    unwind_on_signals()
    sys.stdout = sys.stdout or Path(os.devnull).open("w")  # noqa: SIM115 - a caller may have closed it
    sys.stderr = sys.stderr or Path(os.devnull).open("w")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # not every terminal can show every letter
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run the command line; say on stderr what went wrong, if anything did, and return the exit code."""
    color = False if os.environ.get("NO_COLOR") else None
    try:
        command_line()(arguments, prog_name="new-project", color=color)
    except SystemExit as end:
        return fail("Stopped. Nothing was left behind.", INTERRUPTED) if end.code == INTERRUPTED else int(end.code or 0)
    except Problem as problem:
        return fail(str(problem), problem.exit_code)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return fail(f"{where}{error.strerror or error}", 1)
    return 0


def fail(message: str, exit_code: int) -> int:
    """Say what went wrong, and give the exit code back."""
    typer.echo(f"Error: {message}" if exit_code != INTERRUPTED else f"\n{message}", err=True)
    return exit_code
