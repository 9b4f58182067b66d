"""Needs that nobody was asked about: the record calls what it says of them assumed, and argues with nothing else."""

import pytest

from .conftest import needs
from .records import MADR, check_form, headings, items, prose, render, section, table

ALL = list(needs())
OUTRIGHT = "It was chosen outright; the needs were not asked."


@pytest.mark.parametrize(
    ("assumed", "said"),
    [
        ([], ""),
        (["data_model"], "Nobody was asked about `data_model`: what is said above of it is assumed."),
        (
            ["services", "interface", "data_model"],
            "Nobody was asked about `interface`, `services` and `data_model`: what is said above of them is assumed.",
        ),
    ],
)
def test_it_says_what_nobody_was_asked_about(assumed: list[str], said: str) -> None:
    context = prose(section(render(needs(), assumed_needs=assumed), "Context and Problem Statement"))
    assert ("Nobody was asked" in context) == bool(assumed)
    assert said in context


def test_assumed_needs_are_marked_among_those_that_were_answered() -> None:
    given = needs(admin_needs="heavy", async_needs="some", data_model="relational")
    record = render(given, assumed_needs=["async_needs", "interface", "services"])
    text = section(record, "Decision Drivers")
    assert prose(text).startswith(
        "What was answered or, where it says so, assumed about the product and the team when "
    )
    assert [item.split("**")[2].split(":")[0].strip() for item in items(text)] == [
        "(`admin_needs=heavy`)",
        "(`existing_django=false`)",
        "(`async_needs=some`, assumed)",
        "(`interface=api`, assumed)",
        "(`data_model=relational`)",
    ]
    assert "`performance=normal`, `services=monolith` (assumed), `time_to_market=normal` and" in prose(text)
    rows = [row[0] for row in table(section(record, "How the answers were weighed"))]
    assert rows[3:6] == ["`async_needs=some`, assumed", "`interface=api`, assumed", "`data_model=relational`"]
    assert items(section(record, "FastAPI"))[0].endswith("a worker each (`async_needs=some`, assumed).")
    check_form(record)


def test_what_was_chosen_for_assumed_reasons_says_so() -> None:
    given = needs(admin_needs="heavy")
    assert "because a team works in an admin interface all day (assumed)." in prose(
        render(given, assumed_needs=["admin_needs"])
    )
    last = items(section(render(given, architecture="fastapi", assumed_needs=["admin_needs"]), "Consequences"))[-1]
    assert last.endswith("has to be met without it: a team works in an admin interface all day (assumed).")


@pytest.mark.parametrize("architecture", ["fastapi", "django", "hybrid"])
def test_where_nothing_was_asked_it_argues_with_nothing_that_was_answered(architecture: str) -> None:
    record = render(needs(), architecture=architecture, assumed_needs=ALL, overrule_reason=OUTRIGHT)
    text = prose(record)
    context = prose(section(record, "Context and Problem Statement"))
    assert "Nobody was asked about the product and the team: the paragraph above is assumed, all of it." in context
    assert prose(section(record, "Decision Drivers")).startswith(
        "Nothing was asked about the product and the team. This is what is assumed of them, in the order of its weight:"
    )
    assert "What else is assumed favours none of the options: " in text
    assert text.count("The answers speak for") == text.count("** as soon as ")
    assert "What was answered" not in text
    assert "against the answers" not in text
    assert "`, assumed" not in text, "it was said once"
    assert prose(section(record, "Reconsider when")).startswith(
        "The first reason to reconsider is an answer, as nothing was asked: `new-project recommend` takes"
    )
    assert table(section(record, "How the answers were weighed"))[0][0] == "Assumed"
    assert len(headings(record)) == len(MADR.splitlines())
    check_form(record)
    assert max(len(line) for line in record.splitlines()) <= 120


def test_an_architecture_that_was_chosen_outright() -> None:
    record = render(needs(), architecture="django", assumed_needs=ALL, overrule_reason=OUTRIGHT)
    first, reason, last = section(record, "Decision Outcome").split("\n\n")
    assert prose(first) == (
        'Chosen option: "Django", outright: nothing was asked about the product and the team, and what is assumed of '
        'them would speak for "FastAPI". Those who made the project gave this reason:'
    )
    assert reason == f"> {OUTRIGHT}"
    assert prose(last).startswith(
        "What is assumed would speak for FastAPI because its users are programs that call its API. "
        "That makes a close verdict: 1 point ahead of Django (1 to 0). "
    )
    assert items(section(record, "Consequences"))[-1].startswith(
        "Bad, because if what is assumed is true, what speaks for"
    )


def test_what_is_assumed_may_speak_for_it() -> None:
    first, last = section(render(needs(), assumed_needs=ALL), "Decision Outcome").split("\n\n")
    assert prose(first) == (
        'Chosen option: "FastAPI", without asking about the product and the team. What is assumed of them speaks for '
        "it: its users are programs that call its API."
    )
    assert prose(last).startswith("That makes a close verdict: 1 point ahead of Django (1 to 0). ")


def test_an_assumed_tie_may_be_decided() -> None:
    record = render(needs(data_model="relational"), architecture="fastapi", assumed_needs=ALL)
    said = prose(section(record, "Decision Outcome"))
    assert (
        "speaks for it: its users are programs that call its API. That makes a tie with Django (1 point each)" in said
    )
    check_form(record)
