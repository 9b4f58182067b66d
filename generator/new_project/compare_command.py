"""`new-project compare`: what it takes, and where what it finds goes."""

import os
from pathlib import Path
from typing import Annotated

import typer

from new_project.command_options import AnswersFile, Json, PollFile, PresetName
from new_project.errors import Problem, WrongInput
from new_project.options import with_answers
from new_project.output import out
from new_project.questions import Questionnaire
from new_project.usage import COMMANDS

Page = Annotated[
    str | None,
    typer.Option("--html", metavar="FILE", help="Write it to FILE, as a page with charts.", show_default=False),
]
Replace = Annotated[bool, typer.Option("--replace", help="Write the page over a file that is there already.")]


def add(app: typer.Typer, questionnaire: Questionnaire) -> None:
    """Add `compare`."""

    def compare(
        answers: dict[str, object],
        answers_file: AnswersFile = None,
        preset: PresetName = None,
        poll: PollFile = None,
        html: Page = None,
        replace: Replace = False,
        as_json: Json = False,
    ) -> None:
        from new_project.compare import compare
        from new_project.sources import Sources

        if html is not None:
            check_target(Path(html), replace=replace)
        given = Sources(answers, answers_file, preset, poll).read(questionnaire)
        comparison = compare(questionnaire, given)
        if html is not None:
            from new_project.compare_page import page
            from new_project.user_files import write_text

            write_text(Path(html), page(questionnaire, comparison), replace=replace)
            out.say(f"Written: {html}")
        else:
            from new_project.compare_text import show

            show(questionnaire, comparison)
        out.document(comparison.as_json_dict())

    app.command("compare", help=COMMANDS["compare"])(with_answers(questionnaire.flags, compare))


def check_target(path: Path, *, replace: bool) -> None:
    """Raise Problem when a page cannot be written there, before anything is rendered for it."""
    if str(path) == "-":
        raise WrongInput("--html - is no file; name one. For a program, there is --json.", code="usage")
    if path.is_dir():
        raise Problem(f"{path} is a folder; name a file.", code="file-in-the-way")
    if path.exists() and not path.is_file():
        raise Problem(f"{path} is no ordinary file; it is not written to.", code="file-in-the-way")
    if not replace and (path.exists() or path.is_symlink()):
        raise Problem(
            f"{path} is there already; nothing was touched. Name another file, or add --replace.",
            code="file-in-the-way",
        )
    folder = (path.resolve() if path.is_symlink() else path).parent
    if not folder.is_dir():
        state = "is no folder" if folder.exists() else "is not there"
        raise Problem(f"{path} cannot be written: {folder} {state}.", code="file-not-writable")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Problem(f"{path} cannot be written: you may not write in {folder}.", code="file-not-writable")
