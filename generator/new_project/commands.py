"""The commands: what each takes, and what it calls. All that is heavy is imported when a command runs."""

import json
from pathlib import Path
from typing import Any

import click

from new_project.errors import Problem
from new_project.options import given_answers, options_for
from new_project.questions import Questionnaire

CREATE_OPTIONS = (
    click.Option(["--yes", "-y"], is_flag=True, help="Take the default for each question that is not answered here."),
    click.Option(["--dry-run"], is_flag=True, help="List the files and their sizes; write nothing."),
    click.Option(["--git/--no-git"], default=True, help="Make a git repository and the first commit, or do not."),
    click.Option(["--install/--no-install"], default=True, help="Install the project's dependencies, or do not."),
    click.Option(["--verify"], is_flag=True, help="Boot the project when it is made, and prove that it works."),
)


def create_command(questionnaire: Questionnaire) -> click.Command:
    """`new-project create DEST`."""

    def run(dest: str, yes: bool, **options: Any) -> None:
        from new_project.create import Steps, create

        steps = Steps(**{name: options[name] for name in ("dry_run", "git", "install", "verify")})
        create(questionnaire, dest, given_answers(questionnaire.answerable, options), steps, yes=yes)

    return click.Command(
        "create",
        callback=run,
        help="Make a project in the folder DEST. Each question that no option answers is asked.",
        params=[click.Argument(["dest"]), *CREATE_OPTIONS, *options_for(questionnaire.answerable)],
    )


def recommend_command(questionnaire: Questionnaire) -> click.Command:
    """`new-project recommend`."""

    def run(as_json: bool, **options: Any) -> None:
        from new_project.answers import resolve
        from new_project.decision import recommend
        from new_project.verdict import explain

        needs = resolve(questionnaire, given_answers(questionnaire.needs, options)).needs
        verdict = recommend(needs)
        click.echo(json.dumps(verdict.as_json_dict()) if as_json else explain(questionnaire, needs, verdict))

    return click.Command(
        "recommend",
        callback=run,
        help="Say which architecture fits, and why. What is not answered has its default.",
        params=[
            click.Option(["--json", "as_json"], is_flag=True, help="Print JSON."),
            *options_for(questionnaire.needs),
        ],
    )


def verify_command() -> click.Command:
    """`new-project verify`."""

    def run(path: Path) -> int:
        from new_project.verify import NotAProject, verify

        try:
            return 0 if verify(path, click.echo) else 1
        except NotAProject as error:
            raise Problem(str(error)) from None

    return click.Command(
        "verify",
        callback=run,
        help="Boot the project in PATH, use it as a client would, stop it, and print the receipt.",
        params=[click.Argument(["path"], type=click.Path(path_type=Path), default=".")],
    )
