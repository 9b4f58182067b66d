"""The commands: what each takes, and what it calls. All that is heavy is imported when a command runs."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from new_project.command_options import (
    AnswersFile,
    DryRun,
    Events,
    Git,
    Install,
    Json,
    PollFile,
    PresetName,
    Verify,
    Yes,
)
from new_project.errors import WrongInput
from new_project.options import with_answers
from new_project.output import out
from new_project.questions import Questionnaire
from new_project.usage import COMMANDS


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
        from new_project.create import create
        from new_project.sources import Sources
        from new_project.steps import Steps

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

        out.document(answers_schema(questionnaire))
        out.say(as_text(questionnaire))


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


def added_by(module: str, function: str = "add") -> Callable[[typer.Typer, Questionnaire], None]:
    """What adds a command that has a module of its own, or one with another."""

    def add(app: typer.Typer, questionnaire: Questionnaire) -> None:
        getattr(import_module(f"new_project.{module}"), function)(app, questionnaire)

    return add


ADD: dict[str, Callable[[typer.Typer, Questionnaire], None]] = {
    "create": add_create,
    "recommend": add_recommend,
    "compare": added_by("compare_command"),
    "poll": added_by("poll_commands"),
    "preset": added_by("preset_commands"),
    "questions": add_questions,
    "update": added_by("update_command"),
    "add": added_by("option_commands"),
    "remove": added_by("option_commands", "remove"),
    "doctor": added_by("doctor_command"),
    "reconsider": added_by("reconsider_command"),
    "verify": add_verify,
    "fleet": added_by("fleet_command"),
    "explain": add_explain,
    "completion": add_completion,
}
