"""Bringing a project to a newer version of its template."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from new_project.carrying_out import carry_out
from new_project.change_text import show, show_conflicts
from new_project.changing import Plan, plan_change, refuse_dirty, refuse_under_way
from new_project.errors import WrongInput
from new_project.history import notes, tree, versions
from new_project.left_to_the_owner import left_to_the_owner
from new_project.output import out
from new_project.progress import step
from new_project.project import Project, load_project
from new_project.questions import load_questionnaire
from new_project.rendering_trees import wanted_answers
from new_project.repository import find_repository


@dataclass(frozen=True)
class How:
    """How far a change goes."""

    dry_run: bool = False
    diff: bool = False
    prove: bool = True
    ask: bool = True
    """Whether a person at a terminal is asked what was never asked before."""

    @property
    def only_shows(self) -> bool:
        """Whether nothing is to be touched."""
        return self.dry_run or self.diff

    def do(self, plan: Plan) -> None:
        """Show the plan, and carry it out unless it is only to be seen."""
        show(plan, diff=self.diff)
        if not self.only_shows:
            carry_out(plan, prove=self.prove)
            return
        show_conflicts(plan)
        out.say("\nNothing was touched.")


def update(path: Path, given: Mapping[str, object], how: How, to: str = "") -> None:
    """Update the project in a folder to a version, the newest that is known without a name."""
    repository = find_repository(path)
    refuse_under_way(repository)
    project = load_project(path.resolve())
    to = to or versions()[-1]
    if project.version == to and not given:
        out.say(f"{path} is up to date: {to}.")
        out.event("up-to-date", path=str(project.path), version=to)
        return
    refuse_dirty(repository)
    if how.ask and not how.only_shows:
        given = {**given, **ask_new(project, given, to)}
    with step("Comparing"):
        plan = planned(project, given, to)
    how.do(plan)


def ask_new(project: Project, given: Mapping[str, object], to: str) -> dict[str, object]:
    """Ask what a version asks for the first time; nothing where nobody is there to answer."""
    from new_project.prompts import interactive

    if not interactive():
        return {}
    with tree(to) as root:
        questionnaire = load_questionnaire(root)
        wanted = wanted_answers(questionnaire, project.answers, given)
        known = {key: value for key, value in wanted.answers.values.items() if key not in wanted.new}
        if not any(questionnaire[key].ask for key in wanted.new):
            return {}
        from new_project.interview import ask_rest

        out.say(f"Version {to} has questions that are new:")
        return ask_rest(questionnaire, known)


def planned(project: Project, given: Mapping[str, object], to: str) -> Plan:
    """What an update would do, and what its owner should know of it."""
    title = f"update from {project.version} to {to}" if to != project.version else "change of answers"
    plan = plan_change(project, given, title=title, to=to)
    upgrading = [
        {"version": each.version, "text": each.upgrading} for each in notes(project.version, to) if each.upgrading
    ]
    plan.facts.update(
        {"from": project.version, "to": to, "new": plan.wanted.new, "dropped": plan.wanted.dropped, "notes": upgrading}
    )
    plan.facts.update(left_to_the_owner(plan))
    return plan


def check(path: Path) -> bool:
    """Say whether a project is at the newest version that is known; true where it is."""
    project = load_project(path.resolve())
    latest = versions()[-1]
    outdated = project.version != latest
    news = notes(project.version, latest) if outdated else []
    out.document(
        {
            "path": str(project.path),
            "version": project.version,
            "latest": latest,
            "outdated": outdated,
            "notes": [{"version": each.version, "upgrading": each.upgrading, "changes": each.changes} for each in news],
        }
    )
    if not outdated:
        out.say(f"{path} is up to date: {latest}.")
        return True
    out.say(f"{path} is at {project.version}; {latest} is there. Update it: new-project update {path}")
    for each in news:
        out.say(f"\n{each.version}\n{each.upgrading or each.changes}")
    return False


def refuse_together(**words: bool) -> None:
    """Raise WrongInput where options are given that exclude each other."""
    if len(given := [f"--{name.replace('_', '-')}" for name, is_given in words.items() if is_given]) > 1:
        raise WrongInput(f"{' and '.join(given)} cannot go together: take one.", code="usage")
