"""Carrying a planned change out: merged into the work tree, installed, proved; or continued, or taken back."""

from pathlib import Path

from new_project.applying import apply, begin, check_untouched, take_back
from new_project.change_text import show_what_is_left
from new_project.changing import Plan
from new_project.conflicts import as_documents, conflicts_open, open_conflicts
from new_project.errors import INTERRUPTED, Problem
from new_project.findings import counted
from new_project.install import make
from new_project.interrupts import uninterrupted
from new_project.journal import APPLYING, Journal, forget, read_journal
from new_project.output import out
from new_project.progress import step
from new_project.receipt import Failed, Receipt
from new_project.repository import Repository, find_repository

GATES = ("install", "lint", "test")
"""What a project must pass, of its own Makefile; the first brings the lock files up to date. A plan's facts may have
`gates` of their own, with one among them that writes the files which they name as `written`."""


class Interrupted(Problem):
    """Somebody ended it, and what was begun is still there."""

    exit_code = INTERRUPTED


def carry_out(plan: Plan, *, prove: bool) -> None:
    """Put the planned change into the work tree, staged and not committed; run the gates where that is wanted.

    Raises Problem while files are in conflict, or where a gate fails. An interrupt leaves nothing, or what can go on.
    """
    facts = {**plan.facts, "project": str(plan.project.path), "files": len(plan.changes)}
    journal = begin(plan, facts)
    check_untouched(plan.repository, journal)
    try:
        with step("Merging"):
            journal = apply(plan.repository, journal)
    except BaseException:
        with uninterrupted():
            take_back(plan.repository, journal)
        raise
    finish(plan.repository, journal, prove=prove)


def go_on(path: Path, *, prove: bool) -> None:
    """Continue what is under way. Raises Problem as `carry_out` does."""
    repository = find_repository(path)
    journal = under_way(repository)
    if journal.phase == APPLYING:
        with step("Merging"):
            journal = apply(repository, journal, anew=True)
    finish(repository, journal, prove=prove)


def go_back(path: Path) -> None:
    """Restore the project to what it was before."""
    repository = find_repository(path)
    journal = under_way(repository)
    with step("Going back"), uninterrupted():
        take_back(repository, journal)
    out.say(f"Everything is as it was before the {journal.title}.")
    out.event("aborted", title=journal.title)


def under_way(repository: Repository) -> Journal:
    """The change that is under way; raise Problem where there is none."""
    if journal := read_journal(repository):
        return journal
    raise Problem(
        f"Nothing is under way in {repository.top}: there is nothing to continue or to go back from.\n"
        "A change that is done and not committed yet is taken back by: git reset --hard",
        code="nothing-under-way",
    )


def finish(repository: Repository, journal: Journal, *, prove: bool) -> None:
    """Do what is left when the files are there."""
    if still := open_conflicts(repository, journal):
        out.event("conflicts", files=as_documents(still))
        raise conflicts_open(still, journal.title)
    project = Path(journal.facts["project"])
    if prove:
        run_gates(repository, project, journal)
    forget(repository)
    out.event("changed", title=journal.title, **journal.facts)
    title, files = journal.title.capitalize(), counted(journal.facts["files"], "file")
    out.say(f"{title}: done, {files} changed. All is staged, and yours to read and commit:")
    if not prove:
        out.say(f"  make {' '.join(journal.facts.get('gates', GATES))}   (left out; the first writes the lock files)")
    out.say(f'  git diff --cached\n  git commit --message "{title}"\n  git reset --hard   (back to before)')
    show_what_is_left(journal.facts)


def stage(repository: Repository, written: list[str]) -> None:
    """Put what was written beside what else has changed, unless its owner has git ignore it."""
    for path in written:
        if (repository.top / path).exists():
            repository.run("add", "--", path)


def run_gates(repository: Repository, project: Path, journal: Journal) -> None:
    """Install and run what the project must pass, and print the receipt; raise Problem where something fails."""
    receipt = Receipt()
    try:
        for target in journal.facts.get("gates", GATES):
            with receipt.step(f"make {target}"), step(f"make {target}") as current:
                make(project, target, current.note)
            if target == "install":
                stage(repository, journal.locks)
            elif target not in GATES:
                stage(repository, [f"{repository.prefix}{path}" for path in journal.facts["written"]])
    except Failed as gate:
        raise Problem(
            f"`{gate}` failed. The {journal.title} is in the work tree, and not done.\n"
            "Mend the cause, then: new-project update --continue\nOr go back:           new-project update --abort",
            code="gate-failed",
        ) from None
    except KeyboardInterrupt:
        raise Interrupted(
            f"Stopped. The {journal.title} is in the work tree.\n"
            "Go on: new-project update --continue\nGo back: new-project update --abort",
            code="cancelled",
        ) from None
