"""Updating a whole fleet: each repository on a branch of its own, several at once, and one report of all."""

import os
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from new_project.compare_command import check_target
from new_project.fleet_engine import Engine
from new_project.fleet_members import Member, find_members
from new_project.fleet_outcomes import Outcome, Wish
from new_project.fleet_pool import jobs_from
from new_project.fleet_report import counts, facts, left_to_do, markdown, summary, table
from new_project.fleet_runs import Run, open_run
from new_project.fleet_updating import Group, update_group
from new_project.git import git
from new_project.history import tree, versions
from new_project.interrupts import uninterrupted
from new_project.output import out
from new_project.progress import step
from new_project.repository import check_git
from new_project.user_files import write_text


@dataclass(frozen=True)
class Errand:
    """What was typed."""

    source: str
    to: str
    jobs: str
    report: str
    restart: bool
    replace: bool


def update(errand: Errand, *, gates: bool, push: bool) -> bool:
    """Update the fleet of a folder or a file, and report; true where no hand is needed afterwards."""
    jobs = jobs_from(errand.jobs)
    check_git()
    if errand.report:
        check_target(Path(errand.report), replace=errand.replace)
    wish = Wish(wanted_version(errand.to), gates=gates, push=push)
    with step("Looking for projects"):
        members = find_members(errand.source)
    os.environ.setdefault("GIT_TERMINAL_PROMPT", "0")  # several at once cannot ask for a password
    with open_run(Path(errand.source), wish, restart=errand.restart) as run:
        try:
            outcomes = update_fleet(members, wish, run, jobs)
        except KeyboardInterrupt:
            out.warn(f"{len(run.outcomes)} of {len(members)} are done. The same command goes on with the others.")
            raise
        tell(outcomes, wish, errand)
    return all(outcome.is_settled for outcome in outcomes)


def wanted_version(to: str) -> str:
    """The version that is asked for; the newest where none is."""
    known = versions()
    if to and to not in known:
        with tree(to):  # says why it cannot be had
            pass
    return to or known[-1]


def tell(outcomes: list[Outcome], wish: Wish, errand: Errand) -> None:
    """Say what became of it all."""
    out.show("", table(outcomes), "", summary(outcomes, wish), facts(outcomes, wish))
    for line in left_to_do(outcomes, wish):
        out.say(line)
    out.event("fleet", to=wish.to, projects=len(outcomes), results=counts(outcomes), gates=wish.gates)
    if errand.report:
        write_text(Path(errand.report), markdown(outcomes, wish), replace=errand.replace)
        out.say(f"Written: {errand.report}")


def update_fleet(members: list[Member], wish: Wish, run: Run, jobs: int) -> list[Outcome]:
    """Update all that is not done yet, and return what became of each, in the order of the fleet."""
    before = len(run.outcomes)
    known = {str(member.path) for member in members}
    run.outcomes = {path: outcome for path, outcome in run.outcomes.items() if path in known}
    left = [member for member in members if str(member.path) not in run.outcomes]
    if before:
        out.say(f"Going on: {len(members) - len(left)} of {len(members)} are done. (--restart begins anew.)")
    with step(f"Updating to {wish.to}") as current, closing(concurrently(grouped(left), wish, run, jobs)) as done:
        for outcomes in done:
            run.keep(outcomes)
            for outcome in outcomes:
                out.event("project", **outcome.as_json_dict())
                current.note(f"{len(run.outcomes)} of {len(members)}  {outcome.name}: {outcome.result}")
    return [run.outcomes[str(member.path)] for member in members]


def grouped(members: list[Member]) -> list[Group]:
    """The projects of each repository together: a branch is the whole repository's, in all of its work trees."""
    groups: dict[object, Group] = {}
    for member in members:
        key = store_of(member.checkout) if member.checkout else member.path
        groups.setdefault(key, Group(member.checkout, [])).members.append(member)
    return list(groups.values())


def store_of(checkout: Path) -> Path:
    """Where a work tree's repository is: linked work trees share one."""
    found = git(checkout, "rev-parse", "--git-common-dir")
    return checkout if found.returncode else (checkout / found.stdout.strip()).resolve()


def concurrently(groups: list[Group], wish: Wish, run: Run, jobs: int) -> Generator[list[Outcome], None, None]:
    """Update several repositories at once, and give what became of each as it is done."""
    engine = Engine()
    with ThreadPoolExecutor(jobs) as pool:
        work = [pool.submit(guarded, group, wish, engine, run) for group in groups]
        try:
            for future in as_completed(work):
                yield future.result()
        except BaseException:
            with uninterrupted():
                pool.shutdown(wait=False, cancel_futures=True)
                engine.stop()
                pool.shutdown(wait=True)
            raise


def guarded(group: Group, wish: Wish, engine: Engine, run: Run) -> list[Outcome]:
    """Update one repository; whatever goes wrong is its own."""
    try:
        return update_group(group, wish, engine, run.place(group.checkout or group.members[0].path))
    except Exception as error:  # a mistake of ours in one project must not end the others
        said = f"{type(error).__name__}: {error}"
        return [
            Outcome(each.name, str(each.path), "failed", each.inside, to=wish.to, message=said, code="internal")
            for each in group.members
        ]
