"""Making a project: from the answers to a folder that is whole, installed and committed."""

import re
import shlex
from dataclasses import replace
from pathlib import Path

from new_project.answers import Answers, consider
from new_project.destination import Destination
from new_project.errors import Problem, WrongInput
from new_project.flags import as_flags
from new_project.git import enclosing_repository, first_commit
from new_project.interview import interview
from new_project.output import out
from new_project.presets import Preset
from new_project.preview import files_in, list_files, preview
from new_project.progress import step
from new_project.questions import Questionnaire
from new_project.sources import Given
from new_project.steps import Steps
from new_project.template import ANSWERS_FILE, check_mounts
from new_project.usage import COMMANDS
from new_project.version import version


def create(questionnaire: Questionnaire, typed: str, given: Given, steps: Steps, *, yes: bool) -> None:
    """Make the project, and say what was made and how to go on. Raises Problem; an interrupt leaves nothing behind."""
    if typed in COMMANDS:
        raise WrongInput(
            f"'{typed}' is a command, and goes first. For a project in a folder of that name: new-project ./{typed}",
            code="usage",
        )
    destination = Destination(typed)
    steps.check_tools()
    check_mounts(questionnaire.root)
    answers = interview(
        questionnaire,
        given,
        lambda: name_after(questionnaire, destination.path, given),
        lambda found: preview(questionnaire, found, destination, steps),
        yes=yes,
    )
    if steps.dry_run:
        list_files(questionnaire, answers)
        return
    try:
        count = make(questionnaire, destination, answers)
        finish(destination, steps)
    except KeyboardInterrupt:
        destination.remove()
        raise
    report(questionnaire, destination, answers, given, count)


def name_after(questionnaire: Questionnaire, folder: Path, given: Given) -> Preset:
    """Propose to call the project as its folder is called, where nobody has named it and the name will do."""
    name = " ".join(word.capitalize() for word in re.split(r"[-_. ]+", folder.name))
    with_name = replace(given.preset, defaults={"project_name": name, **given.preset.defaults})
    named = {"project_name", "project_slug", "package_name"} & {*given.answers, *given.preset.locks}
    fits = not consider(questionnaire, {"project_name": name}).mistakes
    return with_name if fits and not named else given.preset


def make(questionnaire: Questionnaire, destination: Destination, answers: Answers) -> int:
    """Render beside the destination, move it there whole, and return how many files that were."""
    from new_project.render import render

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
        from new_project.install import InstallFailed, install

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

        if not verify(project):
            raise Problem(
                f"NOT READY: the project in {destination.typed} failed its verification; see the receipt.",
                code="verification-failed",
            )


def commit(destination: Destination) -> None:
    """Make the first commit, unless the project is part of another repository."""
    project = destination.path
    if repository := enclosing_repository(project):
        out.warn(f"It is inside the repository {repository}: commit it there; it gets none of its own.")
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


def report(questionnaire: Questionnaire, destination: Destination, answers: Answers, given: Given, count: int) -> None:
    """Say what was made, how to make it again, and what to type next."""
    name, architecture = answers.values["project_name"], answers.values["architecture"]
    flags = as_flags(questionnaire.flags, answers.chosen)
    if given.poll:
        flags += ["--poll", given.poll]
    elif any(question.key in answers.chosen for question in questionnaire.answerable if question.type == "yaml"):
        flags = ["--answers", str(Path(destination.typed) / ANSWERS_FILE)]  # no flag says what nobody was asked
    again = ["uvx", "--from", f"new-project-cli=={version()}", "new-project", destination.typed, "--yes", *flags]
    label = questionnaire["architecture"].label(architecture)
    following = f"{destination.cd}make dev"
    out.say(f"\nMade {name} in {destination.typed}: {label}, {count} files.")
    out.say(f"Made again by:  {shlex.join(again)}")
    out.say(f"Next:           {out.bold(following)}")
    out.event(
        "done",
        path=str(destination.path),
        architecture=architecture,
        files=count,
        again=shlex.join(again),
        next=following,
    )
