"""Making a project: from the answers to a folder that is whole, installed and committed."""

import shlex
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from new_project import prompts
from new_project.answers import Answers, Offer, resolve, take_default
from new_project.destination import Destination
from new_project.errors import Problem, WrongInput
from new_project.options import as_flags
from new_project.progress import step
from new_project.questions import Questionnaire
from new_project.version import version


@dataclass(frozen=True)
class Steps:
    """What is done besides rendering."""

    dry_run: bool
    git: bool
    install: bool
    verify: bool


def create(questionnaire: Questionnaire, typed: str, given: Mapping[str, object], steps: Steps, *, yes: bool) -> None:
    """Make the project, and say what was made and how to go on. Raises Problem; an interrupt leaves nothing behind."""
    destination = Destination(typed)
    answers = answer(questionnaire, given, yes=yes)
    announce(questionnaire, answers)
    if steps.dry_run:
        list_files(questionnaire, answers)
        return
    try:
        build(questionnaire, destination, answers, steps)
    except KeyboardInterrupt:
        destination.remove()
        raise


def answer(questionnaire: Questionnaire, given: Mapping[str, object], *, yes: bool) -> Answers:
    """Get all answers: those given, and the others from the defaults or from the person at the terminal."""
    if yes:
        return resolve(questionnaire, given)
    if prompts.interactive():
        return resolve(questionnaire, given, lambda offer: prompts.ask(offer) if offer.question.ask else offer.default)
    missing: list[str] = []

    def remember(offer: Offer) -> object:
        if offer.question.ask:
            missing.append(offer.question.flag)
        return take_default(offer)

    answers = resolve(questionnaire, given, remember)
    if missing:
        raise WrongInput(
            f"There is no terminal to ask on. Add --yes to take the defaults, or answer: {', '.join(missing)}"
        )
    return answers


def announce(questionnaire: Questionnaire, answers: Answers) -> None:
    """Say what the answers speak for, and what is made in spite of it."""
    from new_project.decision import recommend
    from new_project.verdict import summarize

    verdict = recommend(answers.needs)
    click.echo(summarize(questionnaire, answers.needs, verdict))
    if answers.values["architecture"] != verdict.architecture:
        question = questionnaire["architecture"]
        click.echo(f"Overruled by {question.flag}: {question.label(answers.values['architecture'])}")
    click.echo()


def list_files(questionnaire: Questionnaire, answers: Answers) -> None:
    """Show each file that would be written and its size; write nothing."""
    from new_project.render import render

    with tempfile.TemporaryDirectory(prefix="new-project-dry-run-") as folder:
        with step("Rendering"):
            render(questionnaire.root, Path(folder), answers.values)
        files = {path.relative_to(folder): path.stat().st_size for path in files_in(Path(folder))}
    for name, size in files.items():
        click.echo(f"{size:>9,}  {name.as_posix()}")
    click.echo(f"{sum(files.values()):>9,}  bytes in {len(files)} files would be written; nothing was.")


def build(questionnaire: Questionnaire, destination: Destination, answers: Answers, steps: Steps) -> None:
    """Render beside the destination, move it there whole, install, commit and verify."""
    from new_project.render import render

    with destination.staging() as folder:
        with step("Rendering"):
            render(questionnaire.root, folder, answers.values)
        count = len(files_in(folder))
        destination.fill(folder)
    if steps.install:
        install(destination)
    if steps.git:
        commit(destination.path)
    if steps.verify:
        check(destination)
    report(questionnaire, destination, answers, count)


def install(destination: Destination) -> None:
    """Install the dependencies; raise Problem with what is to be done when that fails."""
    from new_project.install import InstallFailed, install

    try:
        with step("Installing") as current:
            install(destination.path, current.note)
    except InstallFailed as error:
        raise Problem(
            f"{error}\n\nNOT READY: the files are in {destination.typed}, but their dependencies are not installed, "
            f"and nothing is committed.\nWhen that is mended: {cd(destination)}make install"
        ) from None


def commit(project: Path) -> None:
    """Make the first commit, unless the project is part of another repository."""
    from new_project.git import enclosing_repository, first_commit

    if repository := enclosing_repository(project):
        click.echo(f"It is inside the repository {repository}, so it has none of its own: commit it there.", err=True)
        return
    with step("Committing"):
        first_commit(project)


def check(destination: Destination) -> None:
    """Boot the project and print the receipt; raise Problem when it does not work."""
    from new_project.verify import verify

    if not verify(destination.path, click.echo):
        raise Problem(f"NOT READY: the project in {destination.typed} does not pass its verification; see the receipt.")


def report(questionnaire: Questionnaire, destination: Destination, answers: Answers, count: int) -> None:
    """Say what was made, how to make it again, and what to type next."""
    values: dict[str, Any] = answers.values
    flags = as_flags(questionnaire.answerable, answers.chosen)
    again = ["uvx", "--from", f"new-project-cli=={version()}", "new-project", destination.typed, "--yes", *flags]
    click.echo(f"\nMade {values['project_name']} in {destination.typed}: {values['architecture']}, {count} files.")
    click.echo(f"Made again by:  {shlex.join(again)}")
    click.echo(f"Next:           {click.style(f'{cd(destination)}make dev', bold=True)}")


def cd(destination: Destination) -> str:
    """The words that lead a shell to the project."""
    return "" if destination.path == Path.cwd() else f"cd {shlex.quote(destination.typed)} && "


def files_in(folder: Path) -> list[Path]:
    """All files in a folder, in order."""
    return sorted(path for path in folder.rglob("*") if path.is_file())
