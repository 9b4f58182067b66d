"""Deciding again for a project: shown, recorded, and done where a merge can do it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

from new_project.architecture_plans import blockers, show_blockers, show_plan
from new_project.changing import Plan, plan_change, refuse_under_way
from new_project.errors import Problem, WrongInput
from new_project.into_hybrid import IntoHybrid
from new_project.local_state import left_to_the_owner
from new_project.merging import Sides
from new_project.output import out
from new_project.progress import step
from new_project.project import load_project
from new_project.questions import Questionnaire
from new_project.reconsider_text import show, show_moves
from new_project.reconsideration import Reconsideration
from new_project.reconsideration import reconsider as decide
from new_project.records import FOLDER, next_number, record_path, superseded_by
from new_project.repository import Repository, find_repository
from new_project.template import ANSWERS_FILE
from new_project.update import How
from new_project.version import version

DONE = ("django", "hybrid")
"""The one change of architecture that a merge can do."""

WORDS = (f"{FOLDER}/", ANSWERS_FILE)
"""What a decision that changes nothing else writes: no gate looks at it."""


@dataclass(frozen=True)
class Wish:
    """What is to be decided, and how far it goes."""

    given: Mapping[str, object]
    said: Mapping[str, bool]
    """What the owner wants of things of theirs, by name: true where it goes to `web/`."""
    how: How


def reconsider(questionnaire: Questionnaire, path: Path, wish: Wish) -> None:
    """Show today's verdict beside the recorded one, and record it where it is another.

    Raises Problem where the architecture would change and only the owner can do that; nothing is written then.
    """
    project = load_project(path.resolve())
    found = decide(questionnaire, project, wish.given)
    if wish.said and (found.chosen, found.target) != DONE:
        raise WrongInput("--keep and --move are for a Django project that becomes a hybrid.", code="usage")
    out.event("reconsidered", **found.as_json_dict())
    show(questionnaire, found)
    if not found.is_news:
        return
    if found.target != found.chosen and (found.chosen, found.target) != DONE:
        show_plan(questionnaire, found)
        only_planned(found, wish.how)
        return
    if stops := blockers(questionnaire, found):
        show_blockers(stops)
        raise Problem(
            f"{path} cannot become a hybrid as it is; nothing was written. What stands in the way is listed above.",
            code="architecture-blocked",
        )
    refuse_outdated(found)
    refuse_under_way(find_repository(project.path))
    with step("Comparing"):
        plan = planned(found, wish)
    show_moves(plan.facts.get("moved", []))
    proves = any(not change.path.startswith(WORDS) for change in plan.changes)
    replace(wish.how, prove=wish.how.prove and proves).do(plan)


def only_planned(found: Reconsideration, how: How) -> None:
    """Raise Problem where something else than to see the plan was asked for."""
    if not how.dry_run:
        raise Problem(
            "No merge leads there, so nothing was written. The plan above is yours to carry out.\n"
            f"To stay, and record today's answers, add: --architecture {found.chosen} --overrule-reason 'why'",
            code="architecture-planned",
        )


def refuse_outdated(found: Reconsideration) -> None:
    """Raise Problem where the project is of another version than this tool: one change at a time."""
    if found.project.version != version():
        raise Problem(
            f"{found.project.path} is at version {found.project.version} of its template, and this is {version()}; "
            "nothing was written.\nUpdate it first: new-project update",
            code="project-outdated",
        )


def planned(found: Reconsideration, wish: Wish) -> Plan:
    """What would change, and what its owner should know of it."""
    project = found.project
    old = int(project.answers.get("record", 1))
    there = (f"{FOLDER}/{each.name}" for each in (project.path / FOLDER).glob("*.md"))
    number = next_number([*there, record_path(old)])
    moves = IntoHybrid(wish.said) if found.target != found.chosen else None

    def arrange(repository: Repository, sides: Sides) -> Sides:
        kept = keep_record(repository, sides, record_path(old), number)
        return moves(repository, kept) if moves else kept

    what = f"{found.target} instead of {found.chosen}" if moves else f"still {found.chosen}"
    plan = plan_change(
        project, answers_of(found, wish.given, old, number), title=f"decision {number:04d}: {what}", arrange=arrange
    )
    plan.facts.update({"record": record_path(number), "supersedes": record_path(old)})
    if moves:
        plan.facts.update(of_a_hybrid(plan, moves, proves=wish.how.prove))
    return plan


def keep_record(repository: Repository, sides: Sides, path: str, number: int) -> Sides:
    """Let the superseded record stay, as its owner has it, with another status; the template has it no more."""
    base, theirs = dict(sides.base), dict(sides.theirs)
    base.pop(path, None)
    if entry := sides.ours.get(path):
        base[path] = entry
        theirs[path] = entry._replace(oid=repository.keep_text(superseded_by(number, repository.text(entry))))
    else:
        out.warn(f"{path} is not there any more: say yourself that its decision is superseded.")
    return Sides(base, sides.ours, theirs)


def answers_of(found: Reconsideration, given: Mapping[str, object], old: int, number: int) -> dict[str, object]:
    """The answers that make the next record."""
    overrules = "overrule_reason" in given or (found.asked_for and found.now.overruled_by(found.target))
    reason = {"overrule_reason": given.get("overrule_reason", "")} if overrules else {}
    assumed = found.project.answers.get("assumed_needs", [])
    return {
        **found.needs,
        **reason,
        "architecture": found.target,
        "team_answers": {},  # they were asked about what was decided then
        "assumed_needs": [need for need in assumed if need not in given],
        "record": number,
        "superseded": {
            "record": old,
            "date": date.today().isoformat(),  # noqa: DTZ011 - the owner's day
            "architecture": found.chosen,
            "verdict": found.then.architecture,
            "needs": found.changed,
        },
    }


def of_a_hybrid(plan: Plan, moves: IntoHybrid, *, proves: bool) -> dict[str, object]:
    """What is done besides merging, and what is left to the owner."""
    package = plan.wanted.answers.computed["api_package"]
    return {
        "moved": [asdict(each) for each in moves.layout.own],
        "gates": ["install", "models", "lint", "test"],
        "written": ["bridge/django.json", "bridge/behaviour.json", f"api/{package}/models.py"],
        "after": left_to_the_owner(plan, moves, proves=proves),
    }
