"""The project as it is recorded: its answers, its version, its repository, and what was begun and not ended."""

from collections.abc import Iterator

from new_project.answers import consider
from new_project.errors import Problem
from new_project.findings import Finding, counted, hint, listed, ok, problem, warning
from new_project.history import notes, versions
from new_project.journal import read_journal
from new_project.patient import Patient
from new_project.questions import load_questionnaire
from new_project.repository import find_repository
from new_project.resources import template_root
from new_project.template import ANSWERS_FILE
from new_project.version import version as own_version
from new_project.versions import version_key

BEGINS, ENDS = "^<<<<<<< ", "^>>>>>>> "
"""What git puts around what two sides want of the same lines."""


def check_answers(patient: Patient) -> Iterator[Finding]:
    """Whether the answers can be read, and are answers to the questions of today."""
    if patient.project is None:
        yield problem(patient.unreadable, mend=restoring(patient, ANSWERS_FILE), where=ANSWERS_FILE)
        return
    found = consider(load_questionnaire(template_root()), patient.answers)
    wrong = [*found.mistakes, *found.unused.values()]
    if not wrong:
        yield ok(f"{counted(len(patient.answers), 'answer')} can be read and are answers.", where=ANSWERS_FILE)
    elif patient.project.version == own_version():
        for said in wrong:
            yield problem(said, mend=restoring(patient, ANSWERS_FILE), where=ANSWERS_FILE)
    else:
        for said in wrong:
            yield hint(
                f"{said} An update says what it makes of it.",
                how=f"held against the questions of {own_version()}",
                mend=patient.tool("update", "--dry-run"),
                where=ANSWERS_FILE,
            )


def restoring(patient: Patient, name: str) -> str:
    """The command that brings a file back as it was committed, or says who has changed it."""
    if not patient.in_repository:
        return ""
    is_known = patient.git("cat-file", "-e", f"HEAD:./{name}").returncode == 0
    if is_known and patient.git("diff", "--quiet", "HEAD", "--", name).returncode:
        return patient.git_command("restore --source=HEAD --staged --worktree", name)
    return patient.git_command("log -p", name)


def check_version(patient: Patient) -> Iterator[Finding]:
    """Whether there is a newer template than the one that the project was last made or updated with."""
    version, known = patient.made.version, versions()
    latest = known[-1]
    if version == latest:
        yield ok(f"The template is {version}, the newest that this new-project knows.")
    elif version not in known and version_key(version) > version_key(latest):
        yield warning(
            f"The project was made by new-project {version}; this one is {latest} and cannot update it.",
            mend="uv tool upgrade new-project-cli",
        )
    elif version not in known:
        yield warning(
            f"No template {version or 'of the recorded version'} is known here: an update has nothing to start from.",
            how=f"known are {listed(known[::-1])}",
            mend=patient.tool("update", "--check"),
            where=ANSWERS_FILE,
        )
    else:
        todo = [each.version for each in notes(version, latest) if each.upgrading]
        said = f" Read its upgrade notes ({listed(todo)})." if todo else ""
        yield warning(f"The template is {version}; {latest} is there.{said}", mend=patient.tool("update"))


def check_repository(patient: Patient) -> Iterator[Finding]:
    """Whether the project is in a repository with a commit, so that an update can go back."""
    if not patient.in_repository:
        mend = patient.inside("git init && git add --all && git commit")
        yield warning("The project is in no git repository, so an update would have no way back.", mend=mend)
    elif patient.git("rev-parse", "--verify", "--quiet", "HEAD").returncode:
        yield warning("Nothing is committed yet.", mend=patient.inside("git add --all && git commit"))
    else:
        yield ok("The project is in a git repository.")


def check_unfinished(patient: Patient) -> Iterator[Finding]:
    """Whether an update or another change was begun and is neither finished nor taken back."""
    try:
        journal = read_journal(find_repository(patient.path))
    except Problem:  # no repository, or a git that is too old: other checks say so
        return
    if journal is None:
        yield ok("No update or other change is under way.")
        return
    left = counted(len(journal.conflicts), "file")
    said = f", which {left} had conflicts in," if journal.conflicts else ""
    yield problem(
        f"The {journal.title}{said} was begun and is not over. To take it back: {patient.tool('update', '--abort')}",
        mend=patient.tool("update", "--continue"),
        where=".git/new-project",
    )


def check_conflicts(patient: Patient) -> Iterator[Finding]:
    """Whether a file still holds what git writes between two sides."""
    if not patient.in_repository:
        return
    unmerged = patient.git("diff", "--name-only", "--relative", "--diff-filter=U", "-z").stdout.split("\0")
    found = patient.git("grep", "-I", "-z", "-l", "--all-match", "-e", BEGINS, "-e", ENDS).stdout.split("\0")
    names = sorted({name for name in (*unmerged, *found) if name})
    if not names:
        yield ok("No tracked file holds conflict markers.")
    for name in names:
        line = marker_at(patient, name)
        said = f"A conflict is open{f' at line {line}' if line else ''}: decide it in the file, then add it."
        yield problem(said, mend=patient.git_command("add", name), where=name)


def marker_at(patient: Patient, name: str) -> int:
    """The line of the first marker; 0 without one."""
    text = patient.read(name).decode(errors="replace") if (patient.path / name).is_file() else ""
    lines = (number for number, line in enumerate(text.splitlines(), 1) if line.startswith("<<<<<<< "))
    return next(lines, 0)
