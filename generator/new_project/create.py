"""Making a project: from the answers to a folder that is whole, installed and committed."""

import shlex
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import typer

from new_project.answers import Answers
from new_project.destination import Destination
from new_project.errors import Problem
from new_project.git import enclosing_repository, first_commit
from new_project.install import InstallFailed, install
from new_project.interview import interview
from new_project.options import as_flags
from new_project.progress import step
from new_project.questions import Questionnaire
from new_project.render import render
from new_project.template import check_mounts
from new_project.version import version


@dataclass(frozen=True)
class Steps:
    """What is done besides rendering."""

    dry_run: bool
    git: bool
    install: bool
    verify: bool

    def check_tools(self) -> None:
        """Raise Problem when a program is missing, before anybody answers a question for nothing."""
        if shutil.which("git") is None:
            raise Problem("git is not installed, or not on the PATH.", code="git-missing")
        if (self.install or self.verify) and not self.dry_run and shutil.which("make") is None:
            raise Problem(
                "make is not installed, or not on the PATH. Without it, use --no-install.", code="make-missing"
            )


def create(questionnaire: Questionnaire, typed: str, given: Mapping[str, object], steps: Steps, *, yes: bool) -> None:
    """Make the project, and say what was made and how to go on. Raises Problem; an interrupt leaves nothing behind."""
    destination = Destination(typed)
    steps.check_tools()
    check_mounts(questionnaire.root)
    answers = interview(questionnaire, given, yes=yes)
    if steps.dry_run:
        list_files(questionnaire, answers)
        return
    try:
        count = make(questionnaire, destination, answers)
        finish(destination, steps)
    except KeyboardInterrupt:
        destination.remove()
        raise
    report(questionnaire, destination, answers, count)


def list_files(questionnaire: Questionnaire, answers: Answers) -> None:
    """Show each file that would be written and its size; write nothing that stays."""
    with tempfile.TemporaryDirectory(prefix="new-project-dry-run-") as folder:
        with step("Rendering"):
            render(questionnaire.root, Path(folder), answers.values)
        files = {path.relative_to(folder): path.stat().st_size for path in files_in(Path(folder))}
    for name, size in files.items():
        typer.echo(f"{size:>9,}  {name.as_posix()}")
    typer.echo(f"{sum(files.values()):>9,}  bytes in {len(files)} files would be written. Nothing was.")


def make(questionnaire: Questionnaire, destination: Destination, answers: Answers) -> int:
    """Render beside the destination, move it there whole, and return how many files that were."""
    with destination.staging() as folder:
        with step("Rendering"):
            render(questionnaire.root, folder, answers.values)
        count = len(files_in(folder))
        destination.fill(folder)
    return count


def finish(destination: Destination, steps: Steps) -> None:
    """Install, commit (the lock file that installing wrote, too) and verify, as far as that is wanted."""
    project = destination.path
    if steps.install:
        try:
            with step("Installing") as current:
                install(project, current.note)
        except InstallFailed as error:
            raise Problem(
                f"{error}\n\nNOT READY: the files are in {destination.typed}, but what they need is not installed, "
                f"and nothing is committed.\nWhen the cause is mended: {destination.cd}make install",
                code="install-failed",
            ) from None
    if steps.git:
        commit(destination)
    if steps.verify:
        from new_project.verify import verify

        if not verify(project, typer.echo):
            raise Problem(
                f"NOT READY: the project in {destination.typed} failed its verification; see the receipt.",
                code="verification-failed",
            )


def commit(destination: Destination) -> None:
    """Make the first commit, unless the project is part of another repository."""
    project = destination.path
    if repository := enclosing_repository(project):
        typer.echo(f"It is inside the repository {repository}: commit it there; it gets none of its own.", err=True)
        return
    try:
        with step("Committing"):
            first_commit(project)
    except Problem as problem:
        raise Problem(
            f"{problem}\n\nThe project is in {destination.typed}, whole but not committed. "
            f"When the cause is mended: {destination.cd}git add --all && git commit",
            code="git-commit-failed",
        ) from None


def report(questionnaire: Questionnaire, destination: Destination, answers: Answers, count: int) -> None:
    """Say what was made, how to make it again, and what to type next."""
    name, architecture = answers.values["project_name"], answers.values["architecture"]
    flags = as_flags(questionnaire.answerable, answers.chosen)
    again = ["uvx", "--from", f"new-project-cli=={version()}", "new-project", destination.typed, "--yes", *flags]
    label = questionnaire["architecture"].label(architecture)
    typer.echo(f"\nMade {name} in {destination.typed}: {label}, {count} files.")
    typer.echo(f"Made again by:  {shlex.join(again)}")
    typer.echo(f"Next:           {typer.style(f'{destination.cd}make dev', bold=True)}")


def files_in(folder: Path) -> list[Path]:
    """All files in a folder, in order."""
    return sorted(path for path in folder.rglob("*") if path.is_file())
