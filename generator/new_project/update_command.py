"""`new-project update`: what it takes and says."""

from pathlib import Path
from typing import Annotated

import typer

from new_project.command_options import Abort, ChangeDryRun, Continue, Diff, Events, Gates, ProjectPath
from new_project.options import with_answers
from new_project.questions import Question, Questionnaire
from new_project.usage import COMMANDS

To = Annotated[str, typer.Option("--to", metavar="VERSION", help="Update to this version.", show_default=False)]
Check = Annotated[
    bool, typer.Option("--check", help="Only say whether there is a newer version; exit code 2 if there is.")
]

Defaults = Annotated[bool, typer.Option("--yes", "-y", help="Take the default for each question that is new.")]

FIXED = {"architecture", "overrule_reason", "project_slug", "package_name"}
"""Whoever changes these has more to do than a merge can: the needs and the architecture are reconsidered."""


def changeable(questionnaire: Questionnaire) -> tuple[Question, ...]:
    """The answers that an update may change."""
    fixed = FIXED | {question.key for question in questionnaire.needs}
    return tuple(question for question in questionnaire.flags if question.key not in fixed)


def add(app: typer.Typer, questionnaire: Questionnaire) -> None:
    """Add `update`."""

    def update(
        answers: dict[str, object],
        path: ProjectPath = ".",
        to: To = "",
        dry_run: ChangeDryRun = False,
        diff: Diff = False,
        check: Check = False,
        go_on: Continue = False,
        abort: Abort = False,
        gates: Gates = True,
        yes: Defaults = False,
        as_json: Events = False,
    ) -> None:
        from new_project import carrying_out, update

        update.refuse_together(**{"dry_run": dry_run, "diff": diff, "check": check, "continue": go_on, "abort": abort})
        if abort:
            carrying_out.go_back(Path(path))
        elif go_on:
            carrying_out.go_on(Path(path), prove=gates)
        elif not check:
            update.update(Path(path), answers, update.How(dry_run, diff, gates, not yes), to)
        elif not update.check(Path(path)):
            raise typer.Exit(2)

    app.command("update", help=COMMANDS["update"])(with_answers(changeable(questionnaire), update))
