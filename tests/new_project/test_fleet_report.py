"""What is said of a fleet's update, and that the benchmark of one sees what came out otherwise."""

import re

import pytest

from benchmarks.cli.costs import Failed
from benchmarks.fleet.__main__ import check
from benchmarks.fleet.organisation import Plan
from new_project.fleet_outcomes import Outcome, Wish
from new_project.fleet_report import left_to_do, markdown

WISH = Wish("1.2.0")
CONFLICT = {"path": "a|b.md", "yours": "changed it (+1 -0 lines)", "template": "deleted or renamed it"}
OUTCOMES = [
    Outcome("shop", "/acme/shop", "updated", was="1.0.0", branch=WISH.branch, files=1),
    Outcome("two words", "/acme/two words", "conflicts", inside="a b", was="1.1.0", conflicts=[CONFLICT]),
    Outcome("gone", "/acme/gone", "failed", message="git said:\n<b>| no |</b>"),
    Outcome("lamp", "/acme/lamp", "gates", was="1.0.0", branch=WISH.branch, files=2, message="`make lint` failed."),
]


def test_markdown_is_whole_whatever_is_in_it() -> None:
    text = markdown(OUTCOMES, WISH)
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows[:6]} == {5}
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows[6:]} == {4}
    assert rows[2] == "| shop | 1.0.0 | updated | new-project/update-1.2.0, 1 file |"
    assert rows[4] == "| gone | ? | failed | git said: |"
    assert "| `a\\|b.md` | changed it (+1 -0 lines) | deleted or renamed it |" in rows
    assert "`new-project update 'a b' --to 1.2.0`" in text
    assert "\n    <b>| no |</b>\n" in text  # as code, not as a table
    assert "1 updated, 1 conflicts, 1 gates failed, 1 failed." in text
    assert "/acme" not in text  # where it was is nobody's business in an issue


def test_what_is_left_to_do_can_be_typed() -> None:
    assert "  new-project update '/acme/two words' --to 1.2.0" in list(left_to_do(OUTCOMES, WISH))
    assert list(left_to_do(OUTCOMES[:1], WISH)) == []


def test_the_benchmark_fails_where_something_else_comes_out() -> None:
    plans = [Plan(number) for number in range(40)]
    events = [{"event": "project", "project": f"acme/{plan.name}", "result": plan.expected} for plan in plans]
    assert {plan.expected for plan in plans} == {"updated", "current", "conflicts", "failed"}
    check(events, plans)
    with pytest.raises(Failed):
        check(events[:-1], plans)
    with pytest.raises(Failed):
        check([*events, {**events[0], "result": "failed"}], plans)
