"""Writing into a poll: only what is one's own changes, whatever the file looks like."""

import random
import string
from pathlib import Path

import pytest
import yaml

from new_project.errors import WrongInput
from new_project.poll_files import new_poll, with_answers_of
from new_project.polls import load_poll
from new_project.questions import load_questionnaire
from new_project.resources import template_root
from new_project.weights import Answer, load_weights

QUESTIONS = load_questionnaire(template_root())
POINTS = load_weights().points
FIRST = {need: next(iter(POINTS[need])) for need in POINTS}
LAST = {need: list(POINTS[need])[-1] for need in POINTS}
NAMES = [
    "Ada",
    "ben",
    "Çelik",
    "dora",
    "O'Neil, Ed",
    "null",
    "No",
    "007",
    "#1",
    "x: y",
    "- z",
    "李雷",
    "Zoë 🙂",
    "[a]",
    "b",
]


def members_of(text: str) -> dict[str, dict[str, Answer]]:
    members = yaml.safe_load(text)["members"]
    return {name: needs or {} for name, needs in (members or {}).items()}


@pytest.mark.parametrize("seed", range(40))
def test_a_poll_holds_what_was_answered_and_nothing_else_changes(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)  # noqa: S311
    named = chance.sample(NAMES, chance.choice([0, 2, 5]))
    text = new_poll("calls.yml", "Calls", named)
    if chance.random() < 0.3:
        text = text.replace("\n", "\r\n")
    expected: dict[str, dict[str, Answer]] = {name: {} for name in named}
    assert members_of(text) == expected
    for _ in range(8):
        name = chance.choice(NAMES)
        needs = POINTS if not expected.get(name) else chance.sample(list(POINTS), 3)
        answers = {need: chance.choice(list(POINTS[need])) for need in needs}
        before = text.splitlines(keepends=True)
        text = with_answers_of(text, name, answers)
        after = text.splitlines(keepends=True)
        expected[name] = {**expected.get(name, {}), **answers}
        assert members_of(text) == expected
        others = [line for line in before if not line.rstrip().endswith(f"  # {name}")]
        rest = [line for line in after if not line.rstrip().endswith(f"  # {name}")]
        new = [line for line in rest if line not in others or not line.strip()]
        assert [line for line in rest if line in others and line.strip()] == [line for line in others if line.strip()]
        assert len(new) - sum(not line.strip() for line in others) <= 2  # the member's own line, and an empty one
    path = tmp_path / "calls.yml"
    path.write_text(text, encoding="utf-8", newline="")
    assert load_poll(QUESTIONS, path).members == expected


def test_latecomers_stand_where_the_order_says() -> None:
    for named in (["Ada", "Mia", "Zoe"], []):
        text = new_poll("p.yml", "", named)
        for name in ("Nora", "ann", "Zoya", "Max", "Émile", "Ada", "Zoe", "Mia"):
            text = with_answers_of(text, name, FIRST)
        assert list(members_of(text)) == ["Ada", "ann", "Émile", "Max", "Mia", "Nora", "Zoe", "Zoya"]


WRITTEN_BY_HAND = """\
\ufeff# Ours. Please keep.
title: "Calls"   # the old one

members:   # in no order
    # Zoe is on leave until May
    Zoe:
        interface: api      # she is sure
        async_needs: 'none'
        performance: normal
        services: monolith
        admin_needs: none
        data_model: simple
        time_to_market: normal
        team_familiarity: both
        existing_django: no

    # Ben has not answered.
    "Ben":   # he will
    Cleo: {}
    Dora: null # who?
# the end of it
"""


@pytest.mark.parametrize("name", ["Zoe", "BEN", "Cleo", "Dora", "Ada", "Yan", "Zz"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_somebody_wrote_by_hand_stays(name: str, end: str) -> None:
    text = WRITTEN_BY_HAND.replace("\n", end)
    written = with_answers_of(text, name, LAST)
    before, after = members_of(text), members_of(written)
    own = next((known for known in before if known.casefold() == name.casefold()), name)
    assert after == {**before, own: LAST}
    if name != "Zoe":
        kept = [line.replace(": {}", ":").replace(": null", ":") if own in line else line for line in text.split(end)]
        assert [line for line in written.split(end) if line in kept] == kept
    else:
        assert f"        interface: both      # she is sure{end}        async_needs: heavy{end}" in written
    assert all(line.endswith(end) for line in written.splitlines(keepends=True))


@pytest.mark.parametrize(
    "text",
    ["members:", "members: {}\n", "members: ~\n", "members:\n  Ada: {interface: api,\n    services: monolith} # hm\n"],
)
def test_the_first_answer(text: str) -> None:
    assert members_of(with_answers_of(text, "Ada", LAST)) == {"Ada": LAST}


def test_part_of_the_answers_is_completed() -> None:
    text = "members:\n  Ada:\n    services: monolith\n    # not sure\n  Ben:\n"
    written = with_answers_of(text, "Ada", {need: LAST[need] for need in POINTS if need != "services"})
    assert members_of(written) == {"Ada": {**LAST, "services": "monolith"}, "Ben": {}}
    assert "    # not sure\n  Ben:\n" in written


@pytest.mark.parametrize("text", ["{members: {Ada: }}", "members: {Ada: , Ben: }"])
def test_braces_leave_no_room(text: str) -> None:
    with pytest.raises(WrongInput, match="below the other"):
        with_answers_of(text, "Ada", LAST)


def test_a_new_poll_says_how_to_go_on() -> None:
    text = new_poll("our calls.yml", "", [])
    assert "new-project poll answer 'our calls.yml' --as NAME" in text
    assert [line.strip("# ") for line in text.splitlines() if len(line) == 5] == [*string.ascii_lowercase, "~"]
    assert "title" not in yaml.safe_load(text)
    assert yaml.safe_load(new_poll("a.yml", "No: 1 # x", ["Ada"]))["title"] == "No: 1 # x"
