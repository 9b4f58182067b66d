"""A decision that was taken again: the record says what it supersedes, and what has changed since."""

from typing import Any

import pytest
import yaml

from new_project.decision import recommend

from .conftest import needs
from .records import (
    ENVIRONMENT,
    MADR,
    QUESTIONNAIRE,
    WEIGHTS,
    check_form,
    headings,
    items,
    prose,
    render,
    section,
)

NOW = needs(admin_needs="heavy", async_needs="heavy", existing_django=True)
BEFORE: dict[str, Any] = {
    "record": 1,
    "architecture": "django",
    "verdict": "django",
    "needs": {"existing_django": False, "async_needs": "none"},
    "date": "2030-01-31",
}


def again(before: dict[str, Any] = BEFORE, **answers: Any) -> str:
    return render(NOW, record=2, superseded=before, **answers)


def test_it_says_what_it_supersedes_when_and_why() -> None:
    assert recommend(NOW).architecture == "hybrid"
    record = again(author_name="Grace")
    assert record.startswith(
        "---\nstatus: accepted\ndate: 2030-01-31\ndecision-makers:\n- Grace\n---\n\n# Use Django with"
    )
    text = section(record, "What has changed")
    assert prose(text).startswith(
        'Supersedes [0001](0001-architecture.md), which chose "Django". What was answered then, and is true now:'
    )
    assert items(text) == [
        "`async_needs=none` became `async_needs=heavy`: waiting for many others at once is what it does, no longer "
        '"it answers requests without waiting for others".',
        "`existing_django=false` became `existing_django=true`: there is a Django project that it must live with, "
        'no longer "there is no Django project that it must live with".',
    ]
    assert prose(text).endswith(
        "The answers spoke for Django then, and speak for the hybrid now. The project became the hybrid."
    )
    assert "when it was decided again, in the order" in prose(section(record, "Decision Drivers"))
    assert [line for line in headings(record) if line not in MADR][1:] == ["### What has changed"]
    check_form(record)


def test_where_the_project_stays_what_it_is_that_is_said() -> None:
    text = prose(section(again(architecture="django", overrule_reason="One program."), "What has changed"))
    assert text.endswith("and speak for the hybrid now. The project stays what it is.")


def test_where_no_answer_has_changed_the_model_may_have() -> None:
    stays = prose(section(again(BEFORE | {"needs": {}, "verdict": "hybrid"}), "What has changed"))
    assert "No answer has changed since." in stays
    assert "The answers still speak for the hybrid. The project became the hybrid." in stays
    assert "The model" not in stays
    record = again(BEFORE | {"needs": {}, "record": 7})
    assert "Supersedes [0007](0007-architecture.md), which" in prose(record)
    assert "No answer has changed since. The model that weighs them has. The answers spoke for Django" in prose(record)
    check_form(record)


def test_a_first_record_has_nothing_of_that() -> None:
    record = render(NOW)
    assert "What has changed" not in record
    assert "Supersedes" not in record
    assert yaml.safe_load(record.split("---\n")[1]) == {"status": "accepted"}


@pytest.mark.parametrize(
    ("superseded", "complaint"),
    [
        ({}, ""),
        (BEFORE, ""),
        (["x"], "Write architecture, date, needs, record, verdict of the record that is superseded."),
        ({"record": 1}, "Write architecture, date, needs, record, verdict of the record that is superseded."),
        (BEFORE | {"record": 2}, "record: it must be the number of an earlier one."),
        (BEFORE | {"record": True}, "record: it must be the number of an earlier one."),
        (BEFORE | {"record": "1"}, "record: it must be the number of an earlier one."),
        (BEFORE | {"verdict": "flask"}, 'verdict: "flask" is no architecture.'),
        (BEFORE | {"architecture": {"a": 1}}, 'architecture: {"a": 1} is no architecture.'),
        (BEFORE | {"date": "31.1.2030"}, "date: write it like '2030-01-31', in quotes."),
        (BEFORE | {"date": 20300131}, "date: write it like '2030-01-31', in quotes."),
        (BEFORE | {"needs": []}, "needs: write need -> answer."),
        (BEFORE | {"needs": {"a/b": "x"}}, 'needs: "a/b" is none of the needs.'),
        (BEFORE | {"needs": {"async_needs": "much"}}, 'needs: async_needs: "much" is none of its answers.'),
        (BEFORE | {"needs": {"existing_django": 1}}, "needs: existing_django: 1 is none of its answers."),
    ],
)
def test_what_cannot_be_recorded_is_refused(superseded: object, complaint: str) -> None:
    validator = ENVIRONMENT.from_string(QUESTIONNAIRE["superseded"].validator)
    assert prose(validator.render(weights=WEIGHTS, record=2, superseded=superseded)) == complaint


@pytest.mark.parametrize(("record", "fits"), [(1, True), (9999, True), (0, False), (10_000, False), (True, False)])
def test_a_record_has_the_number_of_a_file(record: object, fits: bool) -> None:
    complaint = ENVIRONMENT.from_string(QUESTIONNAIRE["record"].validator).render(record=record)
    assert (complaint.strip() == "") is fits
