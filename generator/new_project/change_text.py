"""A planned change as people and programs read it."""

from collections.abc import Mapping
from typing import Any

from new_project.changing import Plan
from new_project.conflicts import as_documents, sentences
from new_project.findings import counted
from new_project.output import out
from new_project.values import plain

MARKS = {"added": "+", "deleted": "-", "changed": "~", "renamed": ">"}


def show(plan: Plan, *, diff: bool) -> None:
    """Show what would change: files, answers, and what its owner should know; conflicts, to programs only."""
    out.event(
        "plan",
        title=plan.title,
        path=str(plan.project.path),
        changes=[{"path": each.path, "change": each.change, "before": each.before} for each in plan.changes],
        conflicts=as_documents(plan.merge.conflicts),
        **plan.facts,
    )
    out.say(f"{plan.title.capitalize()}: {counted(len(plan.changes), 'file')}.")
    if diff:
        out.say(difference(plan))
    else:
        for each in plan.changes:
            out.say(f"  {MARKS[each.change]} {each.before + ' -> ' if each.before else ''}{each.path}")
    for line in answer_lines(plan):
        out.say(line)
    for note in plan.facts.get("notes", []):
        out.say(f"\nUpgrading to {note['version']}:\n{note['text']}")
    show_what_is_left(plan.facts)


def show_conflicts(plan: Plan) -> None:
    """Name the files in which the owner would have to decide."""
    if plan.merge.conflicts:
        out.say("\nIn conflict would be:")
        for line in sentences(plan.merge.conflicts):
            out.say(line)


def show_what_is_left(facts: Mapping[str, Any]) -> None:
    """Say what no merge can do: what is to be done before the change runs anywhere, and what after it."""
    for title, key in (("First, with the code from before, for each database:", "first"), ("Left to you:", "after")):
        if lines := facts.get(key):
            out.say(f"\n{title}")
            for line in lines:
                out.say(out.folded(f"* {line}", indent=2, hanging=4))


def difference(plan: Plan) -> str:
    """The whole difference as git shows it."""
    color = f"--color={'always' if out.colored else 'never'}"
    return plan.repository.git("diff", color, "-M", plan.head, plan.merge.tree, "--", plan.repository.prefix or ".")


def answer_lines(plan: Plan) -> list[str]:
    """What became of the answers."""
    new = [f"  New question {key}: {plain(value)}, its default." for key, value in plan.wanted.new.items()]
    dropped = [f"  No question any more: {key} ({plain(value)})." for key, value in plan.wanted.dropped.items()]
    return [*(["Answers:"] if new or dropped else []), *new, *dropped]
