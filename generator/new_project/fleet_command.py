"""`new-project fleet`: what each of its commands takes."""

from typing import Annotated

import typer

from new_project.command_options import Events, Json
from new_project.questions import Questionnaire
from new_project.usage import COMMANDS

Source = Annotated[str, typer.Argument(metavar="FILE|FOLDER", show_default=False)]
Jobs = Annotated[
    str, typer.Option("--jobs", metavar="N", help="How many at once; as many as processors.", show_default=False)
]
Check = Annotated[bool, typer.Option("--check", help="End with exit code 2 if any is outdated.")]
To = Annotated[
    str, typer.Option("--to", metavar="VERSION", help="Update to this version, not the newest.", show_default=False)
]
Gates = Annotated[bool, typer.Option("--gates", help="Run the gates of each project; it takes minutes for each.")]
Push = Annotated[bool, typer.Option("--push", help="Push the branches to where each repository came from.")]
Restart = Annotated[bool, typer.Option("--restart", help="Begin anew, although a run was cut off.")]
Report = Annotated[
    str, typer.Option("--report", metavar="FILE", help="Write the report to FILE, as Markdown.", show_default=False)
]
Replace = Annotated[bool, typer.Option("--replace", help="Write over a file that is there already.")]
Ci = Annotated[
    str,
    typer.Option(
        "--ci",
        metavar="github|gitlab|renovate",
        help="What shall keep projects up to date; where the project's CI runs.",
        show_default=False,
    ),
]
Folder = Annotated[str, typer.Argument(metavar="[PATH]", show_default=False)]


def add(app: typer.Typer, _questionnaire: Questionnaire) -> None:
    """Add `fleet` and its commands."""
    fleet = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help=COMMANDS["fleet"])
    add_status(fleet)
    add_update(fleet)
    add_workflow(fleet)
    app.add_typer(fleet, name="fleet")


def add_status(app: typer.Typer) -> None:
    """`fleet status`."""

    @app.command("status", help="Say of each project its version, what was changed, and what its doctor finds.")
    def status(source: Source, jobs: Jobs = "", check: Check = False, as_json: Json = False) -> None:
        from new_project.fleet_status import status

        if not status(source, jobs) and check:
            raise typer.Exit(2)


def add_update(app: typer.Typer) -> None:
    """`fleet update`."""

    @app.command("update", help="Update each project on a branch of its own; nobody's work tree is touched.")
    def update(
        source: Source,
        to: To = "",
        jobs: Jobs = "",
        gates: Gates = False,
        push: Push = False,
        restart: Restart = False,
        report: Report = "",
        replace: Replace = False,
        as_json: Events = False,
    ) -> None:
        from new_project.fleet_update import Errand, update

        errand = Errand(source, to, jobs, report, restart=restart, replace=replace)
        if not update(errand, gates=gates, push=push):
            raise typer.Exit(1)


def add_workflow(app: typer.Typer) -> None:
    """`fleet workflow`."""

    @app.command("workflow", help="Write what makes an organisation's own CI or Renovate do the same each week.")
    def workflow(path: Folder = ".", ci: Ci = "", replace: Replace = False, as_json: Events = False) -> None:
        from pathlib import Path

        from new_project.fleet_workflow import write_workflow
        from new_project.output import out

        target, then = write_workflow(Path(path), ci, replace=replace)
        out.event("workflow", path=str(target.absolute()), next=then)
        out.say(f"Written: {target}\n{then}")
