"""Reading polls, and what a project takes from one."""

from pathlib import Path

import pytest

from new_project.errors import WrongInput
from new_project.poll_files import new_poll, with_answers_of
from new_project.polls import load_poll, poll_answers
from new_project.questions import load_questionnaire
from new_project.resources import template_root
from new_project.weights import Answer, load_weights

QUESTIONS = load_questionnaire(template_root())
FIRST: dict[str, Answer] = {need: next(iter(answers)) for need, answers in load_weights().points.items()}


@pytest.fixture
def poll(tmp_path: Path) -> Path:
    """Ada wants an admin, Ben streams, and Cleo has not answered."""
    path = tmp_path / "calls.yml"
    text = new_poll(path.name, "Calls", ["Ada", "Ben", "Cleo"])
    text = with_answers_of(text, "Ada", {**FIRST, "admin_needs": "heavy"})
    path.write_text(with_answers_of(text, "Ben", {**FIRST, "async_needs": "heavy"}), encoding="utf-8")
    return path


def refused(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WrongInput) as caught:
        load_poll(QUESTIONS, path)
    assert caught.value.code == "poll-invalid"
    return str(caught.value)


def test_who_has_answered_and_who_has_not(poll: Path) -> None:
    found = load_poll(QUESTIONS, poll)
    assert found.title == "Calls"
    assert found.answered == {"Ada": {**FIRST, "admin_needs": "heavy"}, "Ben": {**FIRST, "async_needs": "heavy"}}
    assert found.waiting == ["Cleo"]
    assert (found.named(" aDA "), found.named("Dora ")) == ("Ada", "Dora")


def test_a_disagreement_that_decides_must_be_settled(poll: Path) -> None:
    with pytest.raises(WrongInput) as caught:
        poll_answers(QUESTIONS, poll, {})
    assert caught.value.code == "poll-undecided"
    assert "  --async-needs none|heavy\n  --admin-needs none|heavy" in str(caught.value)
    with pytest.raises(WrongInput, match=r"--async-needs none.heavy") as caught:
        poll_answers(QUESTIONS, poll, {"admin_needs": "heavy", "database": "sqlite"})
    assert "--admin-needs" not in str(caught.value)
    with pytest.raises(WrongInput, match="--admin-needs 'hevy'"):
        poll_answers(QUESTIONS, poll, {"admin_needs": "hevy"})


def test_a_settled_poll_gives_the_needs_and_who_said_what(poll: Path, capsys: pytest.CaptureFixture[str]) -> None:
    needs, team = poll_answers(QUESTIONS, poll, {"admin_needs": "HEAVY", "async_needs": "heavy"})
    assert needs == {**FIRST, "admin_needs": "heavy", "async_needs": "heavy"}
    assert list(needs) == [need.key for need in QUESTIONS.needs]
    assert team == load_poll(QUESTIONS, poll).answered
    assert "missing: Cleo" in capsys.readouterr().err


def test_a_poll_that_nobody_has_answered_decides_nothing(tmp_path: Path) -> None:
    path = tmp_path / "calls.yml"
    path.write_text(new_poll(path.name, "", []))
    with pytest.raises(WrongInput, match="Nobody has answered yet") as caught:
        poll_answers(QUESTIONS, path, {})
    assert caught.value.code == "poll-undecided"


def test_all_mistakes_are_named_with_their_lines(tmp_path: Path) -> None:
    text = """\
title: [Calls]
owner: me
members:
  Ada:
    interface: api
    async_need: none
    performance: [normal]
    services: monolit
    admin_needs: none
    data_model: simple
    time_to_market: normal
    team_familiarity:
    existing_django: maybe
  ada:
  " ":
  "a\\tb":
  Ben: heavy
  Ben:
"""
    mistakes = {
        1: "title must be one line of text.",
        2: "owner: it means nothing here.",
        5: "Ada has not answered --async-needs;",
        6: "async_need: it means nothing here. Did you mean 'async_needs'?",
        7: "performance takes one answer.",
        8: "services: 'monolit': It is none of its answers: monolith, microservice. Did you mean 'monolith'?",
        12: "team_familiarity has no answer.",
        13: "existing_django: 'maybe': It is none of its answers: true, false.",
        14: "'ada': This member is there twice.",
        15: "' ': A member needs a name.",
        16: "'a\\tb': A name is one line of what can be shown.",
        17: "Ben must be a mapping: lines of KEY: VALUE.",
        18: "Ben: it is there twice.",
    }
    message = refused(tmp_path / "calls.yml", text)
    assert message.splitlines()[1:] == [
        next(line for line in message.splitlines() if line.startswith(f"  line {number}: {mistake}"))
        for number, mistake in mistakes.items()
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "line 1: members is missing."),
        ("- Ada\n", "line 1: A poll must be a mapping"),
        ("members:\n  Ada: [\n", "is not YAML: line 3"),
        ("members:\n  Ada: &a\n  Ben: *a\n", "Ben: write the value itself here"),
        ("members:\n  " + "x" * 61 + ":\n", "at most 60 characters"),
    ],
)
def test_what_is_no_poll(text: str, expected: str, tmp_path: Path) -> None:
    assert expected in refused(tmp_path / "calls.yml", text)


def test_what_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(WrongInput, match="Start one: new-project poll new"):
        load_poll(QUESTIONS, tmp_path / "calls.yml")
    with pytest.raises(IsADirectoryError):
        load_poll(QUESTIONS, tmp_path)


def test_only_who_completes_theirs_may_have_answered_a_part(poll: Path) -> None:
    poll.write_text(poll.read_text().replace("    services: monolith  # Ada\n", ""))
    assert "services" not in load_poll(QUESTIONS, poll, complete=False).members["Ada"]
    with pytest.raises(WrongInput, match="Ada has not answered --services"):
        load_poll(QUESTIONS, poll)
