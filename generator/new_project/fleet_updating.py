"""Updating the projects of one repository on a branch of their own, in a work tree that nobody works in."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from new_project.errors import Problem
from new_project.fleet_engine import Engine, Told
from new_project.fleet_git import (
    Start,
    commit_at,
    commit_index,
    file_at,
    has_branch,
    is_on_remote,
    make_branch,
    push,
    staged_files,
    start_point,
    undo_all,
    work_tree,
)
from new_project.fleet_lock import refresh_lock
from new_project.fleet_members import Member
from new_project.fleet_outcomes import Outcome, Wish
from new_project.project import Project, parse_project
from new_project.template import ANSWERS_FILE
from new_project.versions import version_key


@dataclass(frozen=True)
class Group:
    """The projects that share a repository, and with it a branch."""

    checkout: Path | None
    members: list[Member]


def update_group(group: Group, wish: Wish, engine: Engine, folder: Path) -> list[Outcome]:
    """Update what is outdated in a repository; `folder` is where its work tree goes. What fails is told, not raised."""
    if group.checkout is None:
        return [without_repository(member, wish) for member in group.members]
    try:
        return update_checkout(group.checkout, group.members, wish, engine, folder)
    except (Problem, OSError) as error:
        return [failed(member, wish, error) for member in group.members]


def without_repository(member: Member, wish: Wish) -> Outcome:
    """What is said of a project that is in no repository, or of what is no project."""
    why = member.problem or (
        "It is in no git repository, so it can have no branch. Make it one: git init && git add --all && git commit"
    )
    code = member.code or "git-unready"
    return Outcome(member.name, str(member.path), "failed", member.inside, to=wish.to, message=why, code=code)


def failed(member: Member, wish: Wish, error: Problem | OSError) -> Outcome:
    """What is said of a project that something stood in the way of."""
    code = error.code if isinstance(error, Problem) else "system"
    return Outcome(member.name, str(member.path), "failed", member.inside, to=wish.to, message=str(error), code=code)


def update_checkout(checkout: Path, members: list[Member], wish: Wish, engine: Engine, folder: Path) -> list[Outcome]:
    """Find what is outdated where the branch shall begin, and update that."""
    start = start_point(checkout)
    outcomes = {member: at_start(checkout, start, member, wish) for member in members}
    outdated = [member for member, outcome in outcomes.items() if outcome.result == "updated"]
    if not outdated:
        return list(outcomes.values())
    if waiting := branch_is_there(checkout, wish):
        return [outcomes[each].but(**waiting) if each in outdated else outcomes[each] for each in members]
    with work_tree(checkout, start.commit, folder) as tree:
        for member in outdated:
            outcomes[member] = update_member(tree, member, outcomes[member], wish, engine)
        if any(outcome.files for outcome in outcomes.values()):
            make_branch(checkout, wish.branch, commit_at(tree))
    if wish.push:
        outcomes |= pushed(checkout, wish, {member: outcomes[member] for member in outdated})
    return list(outcomes.values())


def at_start(checkout: Path, start: Start, member: Member, wish: Wish) -> Outcome:
    """What a project is where its branch would begin: to be updated, or up to date."""
    outcome = Outcome(member.name, str(member.path), "updated", member.inside, to=wish.to, base=start.name)
    text = file_at(checkout, start.commit, str(Path(member.inside, ANSWERS_FILE)))
    if text is None:
        return outcome.but(
            result="failed", code="not-a-project", message=f"It is not in {start.name} yet: commit it there first."
        )
    try:
        project: Project = parse_project(member.path, text)
    except Problem as problem:
        return outcome.but(result="failed", code=problem.code, message=str(problem))
    is_current = version_key(project.version) >= version_key(wish.to)
    return outcome.but(was=project.version, result="current" if is_current else "updated")


def branch_is_there(checkout: Path, wish: Wish) -> dict[str, object]:
    """What is said where an earlier run, or somebody else, has made the branch; nothing where it can be made."""
    there: dict[str, object] = {"result": "waiting", "branch": wish.branch}
    is_here = has_branch(checkout, wish.branch)
    if wish.push:
        if is_on_remote(checkout, wish.branch):
            return there | {"pushed": True, "message": "The branch is at the remote already: merge it, or delete it."}
        if is_here:
            push(checkout, wish.branch)
            return there | {"pushed": True, "message": "The branch was there already; it is pushed now."}
    message = "The branch is there already: merge it, or delete it."
    return there | {"message": message} if is_here else {}


def update_member(tree: Path, member: Member, outcome: Outcome, wish: Wish, engine: Engine) -> Outcome:
    """Update one project in the work tree and commit it; a conflict leaves nothing there."""
    started = time.monotonic()
    gates = () if wish.gates else ("--no-gates",)
    project = tree / member.inside
    told = engine.run(tree, "update", str(project), "--to", wish.to, *gates)
    error = told.event("error")
    outcome = outcome.but(questions=told.event("changed").get("new", {}))
    if told.exit_code and error.get("code") != "gate-failed":
        return back(tree, project, outcome.but(**trouble(told)), engine, started)
    note = "" if wish.gates else refresh_lock(tree, project, engine)
    changed = staged_files(tree)
    if not changed:  # another work tree of the same repository is in the fleet, too
        return outcome.but(result="current", seconds=seconds_since(started))
    commit_index(tree, commit_message(member, outcome, wish))
    outcome = outcome.but(branch=wish.branch, files=len(changed), message=note)
    if error:
        outcome = outcome.but(result="gates", code=error["code"], message=first_line(error["message"]))
    return outcome.but(seconds=seconds_since(started))


def back(tree: Path, project: Path, outcome: Outcome, engine: Engine, started: float) -> Outcome:
    """Leave the work tree as it was before the project's turn: others may follow."""
    engine.run(tree, "update", str(project), "--abort")
    undo_all(tree)
    return outcome.but(seconds=seconds_since(started))


def trouble(told: Told) -> dict[str, object]:
    """What an update that did not come to its end said."""
    error = told.event("error")
    if files := told.event("conflicts").get("files"):
        names = ", ".join(each["path"] for each in files)
        return {"result": "conflicts", "code": "conflicts-open", "conflicts": files, "message": f"Conflicts in {names}"}
    message = error.get("message") or f"The update ended with exit code {told.exit_code}, and said nothing."
    return {"result": "failed", "code": error.get("code", "internal"), "message": message}


def commit_message(member: Member, outcome: Outcome, wish: Wish) -> str:
    """What the commit says."""
    what = "" if member.inside == "." else f" {member.inside}"
    answers = [f"  {key}: {value}" for key, value in outcome.questions.items()]
    new = "\n".join(["\n\nQuestions that are new, and how they were answered:", *answers]) if answers else ""
    return (
        f"Update{what} from new-project {outcome.was} to {wish.to}\n\n"
        f"Made by `new-project fleet update`, without hooks{'' if wish.gates else ' and gates'}.{new}"
    )


def pushed(checkout: Path, wish: Wish, outcomes: dict[Member, Outcome]) -> Iterator[tuple[Member, Outcome]]:
    """Push the branch, unless a gate has failed on it."""
    updated = [member for member, outcome in outcomes.items() if outcome.result == "updated"]
    if not updated or any(outcome.result == "gates" for outcome in outcomes.values()):
        return
    try:
        push(checkout, wish.branch)
        changes: dict[str, object] = {"pushed": True}
    except Problem as problem:
        said = f"The branch is made, but not pushed: {problem}"
        changes = {"result": "failed", "code": problem.code, "message": said}
    for member in updated:
        yield member, outcomes[member].but(**changes)


def first_line(text: str) -> str:
    """What a message begins with."""
    return text.partition("\n")[0]


def seconds_since(started: float) -> float:
    """How long something has taken."""
    return round(time.monotonic() - started, 2)
