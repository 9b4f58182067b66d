"""The commands: what each takes, and what it calls. All that is heavy is imported when a command runs."""

import json
from collections.abc import Callable
from difflib import get_close_matches
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from new_project.errors import WrongInput
from new_project.options import with_answers
from new_project.output import out
from new_project.questions import Questionnaire, load_questionnaire
from new_project.resources import template_root
from new_project.usage import COMMANDS, GENERAL

Yes = Annotated[bool, typer.Option("--yes", "-y", help="Take the default for each question that is not answered here.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="List the files and their sizes; write nothing.")]
Git = Annotated[bool, typer.Option("--git/--no-git", help="Make a git repository and the first commit, or do not.")]
Install = Annotated[bool, typer.Option("--install/--no-install", help="Install the project's dependencies, or do not.")]
Verify = Annotated[bool, typer.Option("--verify", help="Boot the project when it is made, and prove that it works.")]
AnswersFile = Annotated[
    str | None, typer.Option("--answers", metavar="FILE|-", help="Take answers from YAML or JSON; - is standard input.")
]
PresetName = Annotated[
    str | None, typer.Option("--preset", metavar="NAME|FILE", help="Take a team's defaults and locks.")
]
PollFile = Annotated[str | None, typer.Option("--poll", metavar="FILE", help="Take the needs from a team's poll.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, and nothing else on standard output.")]
Events = Annotated[
    bool, typer.Option("--json", help="Print each event as a line of JSON, and nothing else; ask nothing.")
]


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
    """Leave to Typer only what is neither text nor a flag."""
    if value is not None and not isinstance(value, str | bool):
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


def add_create(app: typer.Typer, questionnaire: Questionnaire) -> None:
    """`new-project create DEST`."""

    def create(
        answers: dict[str, object],
        dest: Annotated[str, typer.Argument(metavar="DEST", show_default=False)] = "",
        yes: Yes = False,
        answers_file: AnswersFile = None,
        preset: PresetName = None,
        poll: PollFile = None,
        dry_run: DryRun = False,
        git: Git = True,
        install: Install = True,
        verify: Verify = False,
        as_json: Events = False,
    ) -> None:
        from new_project.create import Steps, create
        from new_project.sources import Sources

        steps = Steps(dry_run=dry_run, git=git, install=install, verify=verify)
        sources = Sources(answers, answers_file, preset, poll)
        create(questionnaire, dest, sources.read(questionnaire), steps, yes=yes)

    app.command("create", help=COMMANDS["create"])(with_answers(questionnaire.flags, create))


def add_recommend(app: typer.Typer, questionnaire: Questionnaire) -> None:
    """`new-project recommend`."""

    def recommend(
        answers: dict[str, object],
        answers_file: AnswersFile = None,
        preset: PresetName = None,
        poll: PollFile = None,
        as_json: Json = False,
    ) -> None:
        from new_project.recommend import recommend
        from new_project.sources import Sources

        recommend(questionnaire, Sources(answers, answers_file, preset, poll).read(questionnaire))

    app.command("recommend", help=COMMANDS["recommend"])(with_answers(questionnaire.needs, recommend))


def add_questions(app: typer.Typer, questionnaire: Questionnaire) -> None:
    """`new-project questions`."""

    @app.command("questions", help=COMMANDS["questions"])
    def questions(
        as_json: Annotated[bool, typer.Option("--json", help="Print a JSON Schema of all answers.")] = False,
    ) -> None:
        from new_project.schema import answers_schema, as_text

        typer.echo(json.dumps(answers_schema(questionnaire), indent=2) if as_json else as_text(questionnaire))


def add_verify(app: typer.Typer, _questionnaire: Questionnaire) -> None:
    """`new-project verify PATH`."""

    @app.command("verify", help=COMMANDS["verify"])
    def verify(
        path: Annotated[str, typer.Argument(metavar="[PATH]", show_default=False)] = ".", as_json: Events = False
    ) -> None:
        from new_project.verify import verify

        if not verify(Path(path)):
            raise typer.Exit(1)


def add_explain(app: typer.Typer, _questionnaire: Questionnaire) -> None:
    """`new-project explain CODE`."""

    @app.command("explain", help=COMMANDS["explain"])
    def explain(
        code: Annotated[str, typer.Argument(metavar="[CODE]", show_default=False)] = "", as_json: Json = False
    ) -> None:
        from new_project.explain import explain

        explain(code)


def add_completion(app: typer.Typer, _questionnaire: Questionnaire) -> None:
    """`new-project completion SHELL`."""

    @app.command("completion", help=COMMANDS["completion"])
    def completion(shell: Annotated[str, typer.Argument(metavar="bash|zsh|fish", show_default=False)]) -> None:
        from typer.completion import get_completion_script  # type: ignore[attr-defined]

        if shell not in {"bash", "zsh", "fish"}:
            raise WrongInput(
                f"'{shell}' is none of the shells that it can be completed in: bash, zsh, fish.", code="usage"
            )
        script = get_completion_script(prog_name="new-project", complete_var="_NEW_PROJECT_COMPLETE", shell=shell)
        out.say(script)


def added_by(module: str) -> Callable[[typer.Typer, Questionnaire], None]:
    """What adds a command that has a module of its own."""
    return lambda app, questionnaire: import_module(f"new_project.{module}").add(app, questionnaire)


ADD: dict[str, Callable[[typer.Typer, Questionnaire], None]] = {
    "create": add_create,
    "recommend": add_recommend,
    "compare": added_by("compare_command"),
    "poll": added_by("poll_commands"),
    "preset": added_by("preset_commands"),
    "questions": add_questions,
    "verify": add_verify,
    "explain": add_explain,
    "completion": add_completion,
}
