"""What it takes where an architecture changes: the plan, and what stands in the way where a merge would do it."""

import shlex
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from new_project.evaluate import Evaluator
from new_project.flags import as_flags
from new_project.options_carried import carried
from new_project.output import out
from new_project.questions import Questionnaire, load_yaml
from new_project.reconsideration import Reconsideration
from new_project.verdict import SPOKEN

FASTAPIS = ("websockets", "feature_flags", "storage")
"""Features that FastAPI has in a hybrid, and Django has where it is alone."""


@dataclass(frozen=True)
class Blocker:
    """Something that a project has and could not keep."""

    name: str
    why: str
    takes: str


def texts(questionnaire: Questionnaire) -> Mapping[str, Any]:
    """What plans.yml says."""
    found: Mapping[str, Any] = load_yaml(
        questionnaire.root / "generator" / "decision" / "plans.yml", questionnaire.root
    )
    return found


def blockers(questionnaire: Questionnaire, found: Reconsideration) -> list[Blocker]:
    """What keeps a Django project from becoming a hybrid; nothing where it does not."""
    if found.target == found.chosen:
        return []
    written = texts(questionnaire)["blockers"]
    told = {name: written.get(name, written[""]) for name in lost(questionnaire, found)}
    return [Blocker(name, text["why"], text["takes"]) for name, text in told.items()]


def lost(questionnaire: Questionnaire, found: Reconsideration) -> Iterator[str]:
    """The options that Django has and its half of a hybrid would not have."""
    recorded = found.project.answers
    yield from carried(questionnaire, recorded, found.needs, found.target).lost
    yield from (name for name in recorded.get("features", []) if name in FASTAPIS)


def plan_of(questionnaire: Questionnaire, found: Reconsideration) -> dict[str, Any]:
    """The plan from what a project is to what it shall be, with its commands for this project."""
    raw = texts(questionnaire)["plans"][f"{found.chosen}-{found.target}"]
    taken = carried(questionnaire, found.project.answers, found.needs, found.target)
    there = f"../{taken.answers.values['project_slug']}-{found.target}"
    flags = as_flags(questionnaire.flags, taken.answers.chosen)
    create = shlex.join(["new-project", there, "--yes", *flags])
    known = {**taken.answers.computed, **taken.answers.values, "there": there, "create": create}
    evaluator = Evaluator(questionnaire)
    plan: dict[str, Any] = filled(raw, evaluator, known)
    plan["by_hand"] += [f"{name}, which it has not." for name in taken.lost]
    return plan


def filled(raw: Any, evaluator: Evaluator, known: Mapping[str, Any]) -> Any:
    """The same with every text evaluated."""
    if isinstance(raw, dict):
        return {key: filled(value, evaluator, known) for key, value in raw.items()}
    if isinstance(raw, list):
        return [filled(value, evaluator, known) for value in raw]
    return evaluator.text(raw, known)


def show_plan(questionnaire: Questionnaire, found: Reconsideration) -> None:
    """Show the plan to people and programs."""
    plan = plan_of(questionnaire, found)
    out.event("architecture-plan", before=found.chosen, after=found.target, **plan)
    out.say(f"\nFrom {SPOKEN[found.chosen]} to {SPOKEN[found.target]}: a plan for you, since no merge can do it.")
    for title, key in (("What can be kept:", "stays"), ("What is written by hand:", "by_hand")):
        out.say(f"\n{title}")
        for line in plan[key]:
            out.say(out.folded(f"* {line}", indent=2, hanging=4))
    out.say("\nSteps:")
    for number, step in enumerate(plan["steps"], start=1):
        out.say(out.folded(f"{number}. {step['text']}", indent=2, hanging=5))
        for command in step["run"]:
            out.say(f"       {command}")
    out.say(f"\n{out.folded('How long both can live: ' + plan['lives'])}\n")


def show_blockers(stops: list[Blocker]) -> None:
    """Name what stands in the way, and what it would take."""
    out.event("blocked", by=[asdict(stop) for stop in stops])
    out.say("\nIn the way of a hybrid:")
    for stop in stops:
        out.say(out.folded(f"* {stop.name}: {stop.why}. {stop.takes}", indent=2, hanging=4))
    out.say()
