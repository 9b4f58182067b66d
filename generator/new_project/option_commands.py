"""`new-project add` and `new-project remove`: what they take."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from new_project.command_options import Abort, ChangeDryRun, Continue, Diff, Events, Gates
from new_project.questions import Questionnaire
from new_project.usage import COMMANDS

Options = Annotated[str, typer.Argument(metavar="OPTION[,OPTION...]", show_default=False)]
Where = Annotated[str, typer.Argument(metavar="[PATH]", show_default=False)]


def add(app: typer.Typer, _questionnaire: Questionnaire) -> None:
    """Add `add`."""
    app.command("add", help=COMMANDS["add"])(command("ADDING"))


def remove(app: typer.Typer, _questionnaire: Questionnaire) -> None:
    """Add `remove`."""
    app.command("remove", help=COMMANDS["remove"])(command("REMOVING"))


def command(way: str) -> Callable[..., None]:
    """What either command does."""

    def change(
        options: Options = "",
        path: Where = "",
        dry_run: ChangeDryRun = False,
        diff: Diff = False,
        go_on: Continue = False,
        abort: Abort = False,
        gates: Gates = True,
        as_json: Events = False,
    ) -> None:
        from new_project import carrying_out, changing_options
        from new_project.update import How, refuse_together

        refuse_together(**{"dry_run": dry_run, "diff": diff, "continue": go_on, "abort": abort})
        if go_on or abort:
            where = changing_options.only_path(options, path)
            carrying_out.go_back(where) if abort else carrying_out.go_on(where, prove=gates)
            return
        changing_options.change_options(
            getattr(changing_options, way), options, Path(path or "."), How(dry_run, diff, gates)
        )

    return change
