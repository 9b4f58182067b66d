"""The command line's frame: which commands there are, and how an error becomes a sentence and an exit code."""

import io
import os
import sys
from difflib import get_close_matches

import click

from new_project.commands import create_command, recommend_command, verify_command
from new_project.errors import INTERRUPTED, Problem
from new_project.interrupts import unwind_on_signals
from new_project.questions import load_questionnaire
from new_project.resources import template_root
from new_project.version import version


class DefaultToCreate(click.Group):
    """A group in which `new-project DEST` is `new-project create DEST`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `create` where no command is named."""
        own = {name for parameter in self.get_params(ctx) for name in parameter.opts}
        if args and args[0] not in self.commands and args[0] not in own:
            self.refuse_misspelt(ctx, args[0])
            args = ["create", *args]
        return super().parse_args(ctx, args)

    def refuse_misspelt(self, ctx: click.Context, word: str) -> None:
        """Make no project in a folder that is called nearly like a command."""
        if nearest := get_close_matches(word, self.commands, n=1, cutoff=0.75):
            ctx.fail(
                f"No such command '{word}'. Did you mean '{nearest[0]}'? "
                f"(To make a project in a folder of that name: new-project create {word})"
            )


def command_line() -> click.Group:
    """Build the commands; their options come from the questions."""
    questionnaire = load_questionnaire(template_root())
    group = DefaultToCreate(
        "new-project",
        help="Ask what a team and its product need, say which architecture fits and why, and make the project.\n\n"
        "`new-project DEST` is short for `new-project create DEST`.",
        commands=[create_command(questionnaire), recommend_command(questionnaire), verify_command()],
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
        no_args_is_help=True,
    )
    return click.version_option(version(), prog_name="new-project")(group)


def main() -> None:
    """Run the command line and end the process with its exit code."""
    unwind_on_signals()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # not every terminal can show every letter
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run the command line; say on stderr what went wrong, if anything did, and return the exit code."""
    color = False if os.environ.get("NO_COLOR") else None
    try:
        result = command_line().main(arguments, prog_name="new-project", standalone_mode=False, color=color)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except Problem as problem:
        return fail(str(problem), problem.exit_code)
    except (click.Abort, KeyboardInterrupt):
        return fail("Stopped. Nothing was left behind.", INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read has gone; let the rest go nowhere
        return 1
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return fail(f"{where}{error.strerror or error}", 1)
    return result if isinstance(result, int) else 0


def fail(message: str, exit_code: int) -> int:
    """Say what went wrong, and give the exit code back."""
    click.echo(f"Error: {message}" if exit_code != INTERRUPTED else f"\n{message}", err=True)
    return exit_code
