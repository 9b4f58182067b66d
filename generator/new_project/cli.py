"""The command line's frame: which command is meant, and how an error becomes a sentence and an exit code."""

import io
import os
import signal
import sys

from new_project.errors import INTERRUPTED, Problem, WrongInput
from new_project.interrupts import unwind_on_signals
from new_project.output import out
from new_project.usage import COMMANDS, GENERAL, overview


def main() -> None:
    """Run the command line and end the process with its exit code."""
    unwind_on_signals()
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: PTH123, SIM115 - a caller may have closed it
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # not every terminal can show every letter
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run the command line; say what went wrong, if anything did, and return the exit code."""
    words = arguments[: arguments.index("--")] if "--" in arguments else arguments
    out.as_json = "--json" in words
    out.plain = "--plain" in words
    debug = "--debug" in words
    rest = [word for word in words if word not in GENERAL] + arguments[len(words) :]
    try:
        return dispatch(rest)
    except BrokenPipeError:
        return silence()
    except (Exception, KeyboardInterrupt) as error:
        if debug and not isinstance(error, KeyboardInterrupt):
            import traceback

            traceback.print_exc()
        return fail(*complaint(error))


def complaint(error: BaseException) -> tuple[str, str, int]:
    """What is said of an error, its code, and the exit code."""
    if isinstance(error, KeyboardInterrupt):
        return "Stopped. Nothing was left behind.", "cancelled", INTERRUPTED
    if isinstance(error, Problem):
        return str(error), error.code, error.exit_code
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}{error.strerror or error}", "system", 1
    said = f"{type(error).__name__}: {error}\nThat is a mistake in new-project. --debug shows where."
    return said, "internal", 1


def dispatch(arguments: list[str]) -> int:
    """Do what is asked: the help and the version are there at once, anything else loads what it needs."""
    if "_NEW_PROJECT_COMPLETE" in os.environ:
        from new_project.invocation import invoke

        return invoke("", arguments)
    if not arguments:
        raise WrongInput(f"Say which folder the project goes to, or a command.\n\n{overview()}", code="usage")
    if arguments[0] in {"-h", "--help"}:
        out.say(overview())
        return 0
    if arguments[0] == "--version":
        from new_project.version import version

        out.say(f"new-project, version {version()}")
        return 0
    if arguments[0] not in COMMANDS:
        refuse_misspelt(arguments[0])
        arguments = ["create", *arguments]
    if arguments[0] == "create" and len(arguments) == 2 and not arguments[1].startswith("-"):
        return create_in(arguments[1])
    from new_project.invocation import invoke

    return invoke(arguments[0], arguments)


def create_in(folder: str) -> int:
    """Do as `create DEST` does: most people type no more, and need not wait for what reads options."""
    from new_project.create import create
    from new_project.questions import load_questionnaire
    from new_project.resources import template_root
    from new_project.sources import Given
    from new_project.steps import Steps

    create(load_questionnaire(template_root()), folder, Given({}), Steps(), yes=False)
    return 0


def refuse_misspelt(word: str) -> None:
    """Make no project in a folder that is called nearly like a command."""
    from difflib import get_close_matches

    if nearest := get_close_matches(word, [*COMMANDS, "--version", "--help"], n=1, cutoff=0.75):
        raise WrongInput(
            f"No such command or option '{word}'. Did you mean '{nearest[0]}'?"
            + (
                ""
                if word.startswith("-")
                else f" (To make a project in a folder of that name: new-project create {word})"
            ),
            code="usage",
        )


def fail(message: str, code: str, exit_code: int) -> int:
    """Say what went wrong, and give the exit code back."""
    if out.as_json:
        from new_project.explanations import load_explanations

        out.event("error", code=code, message=message, hint=load_explanations()[code].mend, exit_code=exit_code)
    else:
        label = "\n" if exit_code == INTERRUPTED else "Error: "
        hint = "" if exit_code == INTERRUPTED else f"\n({code}: new-project explain {code})"
        out.warn(f"{label}{message}{hint}")
    return exit_code


def silence() -> int:
    """End quietly when whoever read the output has stopped reading, as other programs do."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 128 + signal.SIGPIPE
