"""`new-project reconsider`: what it takes."""

from pathlib import Path
from typing import Annotated

import typer

from new_project.command_options import ChangeDryRun, Diff, Events, Gates, ProjectPath
from new_project.errors import WrongInput
from new_project.options import with_answers
from new_project.questions import Question, Questionnaire
from new_project.usage import COMMANDS

Keep = Annotated[
    list[str] | None,
    typer.Option("--keep", metavar="NAME", help="In a hybrid: leave this of yours where it is.", show_default=False),
]
Move = Annotated[
    list[str] | None,
    typer.Option("--move", metavar="NAME", help="In a hybrid: let this of yours go to web/.", show_default=False),
]


def decisive(questionnaire: Questionnaire) -> tuple[Question, ...]:
    """What is decided again: the needs, and the architecture where they are overruled."""
    return (*questionnaire.needs, questionnaire["architecture"], questionnaire["overrule_reason"])


def add(app: typer.Typer, questionnaire: Questionnaire) -> None:
    """Add `reconsider`."""

    def reconsider(
        answers: dict[str, object],
        path: ProjectPath = ".",
        keep: Keep = None,
        move: Move = None,
        dry_run: ChangeDryRun = False,
        diff: Diff = False,
        gates: Gates = True,
        as_json: Events = False,
    ) -> None:
        from new_project.reconsider import Wish, reconsider
        from new_project.update import How, refuse_together

        refuse_together(dry_run=dry_run, diff=diff)
        reconsider(questionnaire, Path(path), Wish(answers, names(keep or [], move or []), How(dry_run, diff, gates)))

    app.command("reconsider", help=COMMANDS["reconsider"])(with_answers(decisive(questionnaire), reconsider))


def names(keep: list[str], move: list[str]) -> dict[str, bool]:
    """What the owner wants of things at the project's top: true where it goes to `web/`."""
    kept, moved = ({name.strip("/") for name in each} for each in (keep, move))
    if both := sorted(kept & moved):
        raise WrongInput(f"{both[0]} cannot both stay and go: --keep or --move.", code="usage")
    return dict.fromkeys(kept, False) | dict.fromkeys(moved, True)
