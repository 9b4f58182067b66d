"""What a team's poll came to, and what was taken of it."""

from typing import Any

import pytest
import yaml

from new_project.weights import Answer

from .conftest import needs
from .records import MADR, check_form, headings, items, prose, render, section, table

TAKEN = needs(admin_needs="heavy", async_needs="some")
TEAM: dict[str, Any] = {
    "Zoë": TAKEN | {"async_needs": "heavy"},
    "Ada": TAKEN | {"async_needs": "none", "data_model": "relational"},
    "Linus": {"admin_needs": "heavy", "async_needs": "some"},
}


def test_a_poll_says_who_answered_what() -> None:
    record = render(TAKEN, team_answers=TEAM, author_name="Grace")
    assert yaml.safe_load(record.split("---\n")[1]) == {
        "status": "accepted",
        "decision-makers": ["Ada", "Linus", "Zoë"],
    }
    text = section(record, "Who answered what")
    heading, *rows, verdicts = table(text)
    assert heading == ["Need", "Ada", "Linus", "Zoë", "Taken"]
    assert [row[0] for row in rows] == [f"`{need}`" for need in TAKEN]
    cells = {row[0].strip("`"): row[1:] for row in rows}
    assert cells["async_needs"] == ["**`none`**", "`some`", "**`heavy`**", "`some`"]
    assert cells["data_model"] == ["**`relational`**", "-", "`simple`", "`simple`"]
    assert sum("**" in cell for row in cells.values() for cell in row) == 3
    assert verdicts[1:] == ["Django, clear", "-", "Django with a FastAPI sidecar, clear", "Django, close"]
    assert text.startswith(
        "Ada, Linus and Zoë answered on their own.\n\n"
        "What was taken, in the last column, is the most frequent of their answers."
    )
    assert "As many said one as the other where this was taken:" in prose(text)
    assert "They disagreed on `async_needs` and `data_model`; what differs from what was taken is bold." in prose(text)
    assert items(text) == ["`async_needs=heavy`, as Zoë answered: Django with a FastAPI sidecar"]
    assert 'The team was polled: see "Who answered what".' in section(record, "Context and Problem Statement")
    assert [line for line in headings(record) if line not in MADR][1:] == ["### Who answered what"]
    check_form(record)


def test_the_order_in_which_members_answered_does_not_matter() -> None:
    """An update reads them from the answers file, where they are sorted."""
    assert render(TAKEN, team_answers=TEAM) == render(TAKEN, team_answers=dict(reversed(TEAM.items())))


def test_a_team_that_agrees() -> None:
    record = render(TAKEN, team_answers={"A": TAKEN, "B": TAKEN})
    text = section(record, "Who answered what")
    assert "is the most frequent of their answers. They disagreed on nothing.\n" in text
    assert "**" not in text
    assert "No single answer of theirs, in place of the one that was taken, would have changed the verdict." in text
    check_form(record)


def told(taken: dict[str, Answer], *answers: dict[str, Answer]) -> str:
    """What the record says of this poll, in one line."""
    record = render(taken, team_answers=dict(zip("ABCDEF", answers, strict=False)))
    check_form(record)
    return prose(section(record, "Who answered what"))


@pytest.mark.parametrize(
    ("taken", "answers", "said"),
    [
        pytest.param(
            needs(admin_needs="heavy"),
            [needs(), needs(), needs(), needs(admin_needs="heavy")],
            "answers, but for `admin_needs=heavy`: that was settled otherwise, by a flag or a preset, not by the poll. "
            "They disagreed on `admin_needs`; what differs from what was taken is bold.",
            id="few gave it",
        ),
        pytest.param(
            needs(existing_django=True, services="microservice"),
            [needs(), needs()],
            "answers, but for `services=microservice` and `existing_django=true`: those were settled otherwise, by a "
            "flag or a preset, not by the poll. They disagreed on nothing; what differs from what was taken is bold.",
            id="nobody gave it",
        ),
        pytest.param(
            needs(existing_django=True),
            [needs(), needs(existing_django=True)],
            "answers. As many said one as the other where this was taken: `existing_django=true`. They disagreed on "
            "`existing_django`; what differs from what was taken is bold.",
            id="a draw",
        ),
        pytest.param(
            needs(data_model="complex"),
            [needs(), needs(data_model="relational")],
            "answers, but for `data_model=complex`: that was settled otherwise, by a flag or a preset, not by the "
            "poll. They disagreed on `data_model`; what differs from what was taken is bold.",
            id="a draw, settled for a third answer",
        ),
    ],
)
def test_it_says_what_the_poll_did_not_settle(taken: dict[str, Answer], answers: Any, said: str) -> None:
    text = told(taken, *answers)
    assert f"What was taken, in the last column, is the most frequent of their {said} |" in text


def test_a_need_that_no_member_answered_is_not_called_settled() -> None:
    text = told(needs(data_model="complex"), {"interface": "api"}, {"interface": "api"})
    assert "is the most frequent of their answers. They disagreed on nothing. |" in text
