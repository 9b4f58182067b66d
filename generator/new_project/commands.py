"""The commands: what each takes, and what it calls. All that is heavy is imported when a command runs."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from new_project.options import with_answers
from new_project.questions import Questionnaire, load_questionnaire
from new_project.resources import template_root

Yes = Annotated[bool, typer.Option("--yes", "-y", help="Take the default for each question that is not answered here.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="List the files and their sizes; write nothing.")]
Git = Annotated[bool, typer.Option("--git/--no-git", help="Make a git repository and the first commit, or do not.")]
Install = Annotated[bool, typer.Option("--install/--no-install", help="Install the project's dependencies, or do not.")]
Verify = Annotated[bool, typer.Option("--verify", help="Boot the project when it is made, and prove that it works.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def add_commands(app: typer.Typer) -> None:
    """Add every command; those that take answers have an option for each question."""
    questionnaire = load_questionnaire(template_root())
    app.command("create")(with_answers(questionnaire.answerable, create_command(questionnaire)))
    app.command("recommend")(with_answers(questionnaire.needs, recommend_command(questionnaire)))
    app.command("verify")(verify)


def create_command(questionnaire: Questionnaire) -> Callable[..., None]:
    """`new-project create DEST`."""

    def create(
        answers: dict[str, object],
        dest: Annotated[str, typer.Argument(metavar="DEST", show_default=False)],
        yes: Yes = False,
        dry_run: DryRun = False,
        git: Git = True,
        install: Install = True,
        verify: Verify = False,
    ) -> None:
        """Make a project in the folder DEST. Each question that no option answers is asked."""
        from new_project.create import Steps, create

        steps = Steps(dry_run=dry_run, git=git, install=install, verify=verify)
        create(questionnaire, dest, answers, steps, yes=yes)

    return create


def recommend_command(questionnaire: Questionnaire) -> Callable[..., None]:
    """`new-project recommend`."""

    def recommend(answers: dict[str, object], as_json: Json = False) -> None:
        """Say which architecture fits, and why. What is not answered has its default."""
        from new_project.answers import resolve
        from new_project.decision import recommend
        from new_project.verdict import explain

        needs = resolve(questionnaire, answers).needs
        verdict = recommend(needs)
        typer.echo(json.dumps(verdict.as_json_dict()) if as_json else explain(questionnaire, needs, verdict))

    return recommend


def verify(path: Annotated[Path, typer.Argument(metavar="[PATH]", show_default=False)] = Path()) -> None:
    """Boot the project in PATH, use it as a client would, stop it, and print the receipt."""
    from new_project.verify import verify

    if not verify(path, typer.echo):
        raise typer.Exit(1)
