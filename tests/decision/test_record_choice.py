"""Who decided: a verdict that was overruled, and one that a team's poll came to."""

from typing import Any

import yaml

from new_project.decision import recommend

from .conftest import needs
from .records import MADR, OPTIONS, check_form, headings, items, prose, read_flips, render, section, table
from .test_personas import PERSONAS

BOTH_HEAVY = needs(admin_needs="heavy", async_needs="heavy")


def test_an_overruled_verdict_is_told_with_the_reason() -> None:
    record = render(BOTH_HEAVY, architecture="fastapi", overrule_reason="We have nobody who runs two programs.")
    outcome = section(record, "Decision Outcome")
    said = prose(outcome)
    assert said.startswith(
        'Chosen option: "FastAPI", against the answers, which speak for "Django with a FastAPI sidecar".'
    )
    assert "gave this reason:\n\n> We have nobody who runs two programs.\n\n" in outcome
    assert "It is a clear verdict: 3 points ahead of FastAPI (11 to 8)." in said
    assert items(section(record, "Consequences"))[-1] == (
        "Bad, because what speaks for the hybrid has to be met without it: a team works in an admin interface all day."
    )
    assert headings(record) == MADR.format("FastAPI").splitlines()
    check_form(record)


def test_without_a_reason_it_says_that_none_was_recorded() -> None:
    for blank in ("", "  "):
        record = render(needs(data_model="relational"), architecture="hybrid", overrule_reason=blank)
        outcome = section(record, "Decision Outcome")
        assert "recorded no reason; whoever knows it should write it down here." in prose(outcome)
        assert "What was chosen is 3 points behind." in prose(outcome)
        assert ">" not in outcome
        assert "has to be met without it" not in prose(section(record, "Consequences"))
        check_form(record)


def test_every_verdict_can_be_overruled() -> None:
    for given, verdict in ((needs(**answers), recommend(needs(**answers))) for answers, *_ in PERSONAS.values()):
        for name in OPTIONS:
            if name != verdict.architecture:
                record = render(given, architecture=name, overrule_reason="So it is.")
                check_form(record)
                assert "\n> So it is.\n" in record
                assert f'which speak for "{OPTIONS[verdict.architecture]["title"]}".' in prose(record)
                behind = verdict.scores[verdict.architecture] - verdict.scores[name]
                assert ("What was chosen is" in prose(record)) is (behind > verdict.margin)
                assert len(list(read_flips(section(record, "Reconsider when")))) == len(verdict.flips)


MERGED = needs(admin_needs="heavy", async_needs="some")
TEAM: dict[str, Any] = {
    "Zoë": MERGED | {"async_needs": "heavy"},
    "Ada": MERGED | {"async_needs": "none", "data_model": "relational"},
    "Linus": {"admin_needs": "heavy", "async_needs": "some"},
}


def test_a_poll_says_who_answered_what() -> None:
    record = render(MERGED, team_answers=TEAM, author_name="Grace")
    assert yaml.safe_load(record.split("---\n")[1]) == {
        "status": "accepted",
        "decision-makers": ["Ada", "Linus", "Zoë"],
    }
    text = section(record, "Who answered what")
    heading, *rows, verdicts = table(text)
    assert heading == ["Need", "Ada", "Linus", "Zoë", "Merged"]
    assert [row[0] for row in rows] == [f"`{need}`" for need in MERGED]
    cells = {row[0].strip("`"): row[1:] for row in rows}
    assert cells["async_needs"] == ["**`none`**", "`some`", "**`heavy`**", "`some`"]
    assert cells["data_model"] == ["**`relational`**", "-", "`simple`", "`simple`"]
    assert sum("**" in cell for row in cells.values() for cell in row) == 3
    assert verdicts[1:] == ["Django, clear", "-", "Django with a FastAPI sidecar, clear", "Django, close"]
    assert "Ada, Linus and Zoë answered on their own. The decision was made from the merged answers" in text
    assert "They disagreed on `async_needs` and `data_model`;" in text
    assert items(text) == ["`async_needs=heavy`, as Zoë answered: Django with a FastAPI sidecar"]
    assert 'what a poll in the team came to: see "Who answered what"' in section(
        record, "Context and Problem Statement"
    )
    assert [line for line in headings(record) if line not in MADR][1:] == ["### Who answered what"]
    check_form(record)


def test_the_order_in_which_members_answered_does_not_matter() -> None:
    """An update reads them from the answers file, where they are sorted."""
    assert render(MERGED, team_answers=TEAM) == render(MERGED, team_answers=dict(reversed(TEAM.items())))


def test_a_team_that_agrees() -> None:
    record = render(MERGED, team_answers={"A": MERGED, "B": MERGED})
    text = section(record, "Who answered what")
    assert "They disagreed on nothing." in text
    assert "**" not in text
    assert "No single answer of theirs, taken instead of the merged one, would have changed the verdict." in text
    check_form(record)


def test_without_a_poll_the_author_decided() -> None:
    record = render(needs(), author_name="Zoë: O'Neil #1")
    assert yaml.safe_load(record.split("---\n")[1])["decision-makers"] == ["Zoë: O'Neil #1"]
    check_form(record)
