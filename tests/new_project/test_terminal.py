"""The interview in a real terminal: straight through, back and change, cancelled anywhere, narrow, without color."""

import os
import re
from itertools import count
from typing import Any

import pytest
import yaml

from tests.new_project.conftest import Shell
from tests.new_project.terminal import BACKSPACE, CTRL_C, CTRL_D, DOWN, ENTER, SHIFT_TAB, STYLING, UP, Terminal

START = ("demo", "--no-install", "--no-git")


def answers_of(shell: Shell) -> dict[str, Any]:
    """The answers of the project that was made."""
    found = yaml.safe_load((shell.folder / "demo" / ".copier-answers.yml").read_text())
    assert isinstance(found, dict)
    return found


def test_straight_through(shell: Shell) -> None:
    with Terminal(shell, *START) as person:
        person.answers("How shall we start?")
        asked = person.answers_needs(interface="pages")
        assert asked[0] == "async_needs"
        assert "data_model" not in asked  # nothing could be changed by it any more
        person.answers("And now?")
        person.sees("Recommended: ")
        person.answers("Which is it to be?")
        person.answers("Which database?", DOWN, ENTER)
        person.answers("How is Django's API written?")
        person.answers("done outside of requests?")
        person.answers("What else does it need?")
        person.answers("continuous integration run?")
        person.answers("How is it deployed?")
        person.answers("What is the project called?", "Phone Book", ENTER)
        person.answers("in one sentence?")
        person.sees("Writes ")
        person.answers("Is this what you want?")
        person.sees("Made Phone Book in demo: Django")
        person.sees("--yes --answers demo/.copier-answers.yml")  # it says, too, what nobody was asked
        assert person.ended() == 0
    answers = answers_of(shell)
    assert answers["project_slug"] == "phone-book"  # follows from the name
    assert (answers["architecture"], answers["interface"], answers["database"]) == ("django", "pages", "sqlite")
    assert "data_model" in answers["assumed_needs"]
    assert "interface" not in answers["assumed_needs"]
    record = (shell.folder / "demo" / "docs" / "decisions" / "0001-architecture.md").read_text()
    assert re.search(r"Nobody was asked about .*`data_model`", " ".join(record.split()))


def test_recommended_defaults_name_the_project_after_its_folder(shell: Shell) -> None:
    with Terminal(shell, *START) as person:
        person.answers("How shall we start?", UP)
        person.sees("FastAPI, PostgreSQL, GitHub Actions")
        person.presses(ENTER)
        person.answers("Is this what you want?")
        person.sees("Made Demo in demo: FastAPI")
        assert person.ended() == 0


def test_whoever_knows_what_they_want_is_not_asked_for_needs(shell: Shell) -> None:
    with Terminal(shell, *START) as person:
        person.answers("How shall we start?", DOWN, ENTER)
        person.answers("Which is it to be?", DOWN, DOWN, ENTER)
        person.answers("Which database?")
        person.answers("How is Django's API written?")
        person.answers("What else does it need?")
        person.answers("continuous integration run?")
        person.answers("How is it deployed?")
        person.answers("What is the project called?")
        person.answers("in one sentence?")
        person.answers("Is this what you want?")
        person.sees("Made Demo in demo: Django with a FastAPI sidecar")
        assert person.ended() == 0
    record = (shell.folder / "demo" / "docs" / "decisions" / "0001-architecture.md").read_text()
    assert "the needs were not asked" in record


def test_back_by_key_and_by_choice_keeps_the_other_answers(shell: Shell) -> None:
    with Terminal(shell, *START) as person:
        person.answers("How shall we start?")
        first = person.sees_need()
        assert first == "async_needs"
        person.chooses(first, "some")
        assert person.sees_need()
        person.presses(DOWN, ENTER)  # important
        assert person.sees_need()
        person.presses(SHIFT_TAB)
        assert person.sees_need() == "performance"
        person.presses(UP, UP, ENTER)  # from the answer that was given, over the end of the list, to "Back"
        assert person.sees_need() == "async_needs"
        person.presses(DOWN, ENTER)  # from "some", which is kept, to "heavy"
        later = person.answers_needs()
        assert "performance" not in later
        person.answers("Which is it to be?" if "services" in later else "And now?")
        person.sees("Recommended: ") if "services" not in later else None
    # What was typed is shown on the last page of another run below; here the bars must have followed the change.
    assert "Needs 1 of at most 9" in person.transcript.split("Needs 3 of at most 9", 1)[1]


def test_the_last_page_changes_any_answer(shell: Shell) -> None:
    with Terminal(shell, *START) as person:
        person.answers("How shall we start?", UP, ENTER)
        person.answers("Is this what you want?", *[DOWN] * 12, ENTER)  # admin needs
        person.sees("in an admin interface?")
        person.presses(DOWN, DOWN, ENTER)
        person.sees("(clear: 3 points ahead of the hybrid)")
        person.answers("Is this what you want?", DOWN, DOWN, ENTER)  # the name
        person.answers("What is the project called?", "Phones", ENTER)
        person.sees("Is this what you want?")
        person.sees("Project slug: phones")
        person.presses(ENTER)
        person.sees("Made Phones in demo: Django")
        assert person.ended() == 0
    assert answers_of(shell)["admin_needs"] == "heavy"


def test_a_typed_answer_replaces_the_default_and_a_space_clears_it(shell: Shell) -> None:
    with Terminal(shell, *START, "--architecture", "fastapi", "--database", "postgres", "--ci", "none") as person:
        person.answers("How is work done outside of requests?")
        person.answers("What else does it need?")
        person.answers("How is it deployed?")
        person.answers("What is the project called?", "class 1", *[BACKSPACE] * 2, ENTER)
        person.answers("What is its Python package called?")  # asked, because what follows from the name will not do
        person.sees("a word or a module of Python")
        person.presses("phones", ENTER)
        person.answers("in one sentence?", " ", ENTER)
        person.answers("Is this what you want?")
        assert person.ended() == 0
    answers = answers_of(shell)
    assert (answers["project_name"], answers["package_name"], answers["description"]) == ("class", "phones", "")


def test_what_is_given_is_not_asked(shell: Shell) -> None:
    with Terminal(shell, *START, "--async-needs", "heavy", "--existing-django", "false", "--ci", "none") as person:
        person.answers("How shall we start?")
        asked = person.answers_needs()
        assert not {"async_needs", "existing_django"} & set(asked)
        person.presses(CTRL_C)
        assert person.ended() == 130


def test_a_flag_that_does_not_apply_in_the_end_is_said_to_be_unused(shell: Shell) -> None:
    with Terminal(shell, *START, "--api-style", "ninja") as person:
        person.answers("How shall we start?", UP, ENTER)
        person.answers("Is this what you want?")
        person.sees("Not used: --api-style")
        person.sees("Made Demo in demo: FastAPI")
        assert person.ended() == 0


STEPS = 19
"""As many pages as there are from the first to the last, when every need is asked and the verdict is overruled."""


@pytest.mark.parametrize("step", range(STEPS))
def test_cancelled_at_every_page(shell: Shell, step: int) -> None:
    """Each page in turn: Ctrl-C or Ctrl-D ends it, with exit code 130 and nothing left behind."""
    number = count()
    with Terminal(shell, *START) as person:

        def page(*texts: str, keys: tuple[str, ...] = (ENTER,)) -> bool:
            person.sees_one_of(*texts)
            here = next(number) == step
            person.presses(*((CTRL_C if step % 2 else CTRL_D,) if here else keys))
            return here

        def reached() -> bool:
            if page("How shall we start?"):
                return True
            while person.sees_need():
                here = next(number) == step
                person.presses(CTRL_C if here else ENTER)
                if here:
                    return True
            return any(
                page(*texts.split("|"), keys=keys)
                for texts, keys in (
                    (" ", (DOWN, ENTER)),
                    ("overruled?", (ENTER,)),
                    ("Which database?", (ENTER,)),
                    ("How is Django's API written?", (ENTER,)),
                    ("done outside of requests?", (ENTER,)),
                    ("What else does it need?", (ENTER,)),
                    ("continuous integration run?", (ENTER,)),
                    ("How is it deployed?", (ENTER,)),
                    ("How is it deployed?", (ENTER,)),
                    ("What is the project called?", (ENTER,)),
                    ("in one sentence?", (ENTER,)),
                    ("Is this what you want?", (DOWN, ENTER)),  # "Cancel"
                )
            )

        reached()
        person.sees("Stopped. Nothing was left behind.")
        assert person.ended() == 130
    assert os.listdir(shell.folder) == []


def test_forty_columns(shell: Shell) -> None:
    with Terminal(shell, *START, columns=40) as person:
        person.answers("How shall we start?")
        person.answers_needs(async_needs="heavy", admin_needs="heavy")
        person.presses(CTRL_C)
        assert person.ended() == 130
    said = person.transcript.replace("\r", "")
    assert (
        "many concurrent calls to other\x1b" in re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "\x1b", said) or "services)" in said
    )


@pytest.mark.parametrize("command", [["recommend", "--admin-needs", "heavy"], [], ["compare"]])
def test_what_is_printed_fits_into_forty_columns(shell: Shell, command: list[str]) -> None:
    with Terminal(shell, *(command or ["recommend"]), columns=40) as person:
        assert person.ended() == 0
    lines = STYLING.sub("", person.transcript).splitlines()
    assert max(len(line) for line in lines if not line.startswith("  new-project ")) <= 40  # commands stay whole


COLOR = re.compile(r"\x1b\[(?:\d+;)*(?:3[0-7]|4[0-7]|38|48|9[0-7])(?:;\d+)*m")


@pytest.mark.parametrize(
    ("arguments", "environment"), [((), {"NO_COLOR": "1"}), (("--plain",), {}), ((), {"TERM": "dumb"})]
)
def test_no_color_where_none_is_wanted(shell: Shell, arguments: tuple[str, ...], environment: dict[str, str]) -> None:
    with Terminal(shell, *START, *arguments, environment=environment) as person:
        person.answers("How shall we start?", *([] if "TERM" in environment else [DOWN]), ENTER)
        person.sees_one_of("Which is it to be?", "at most")
        person.presses(CTRL_C)
        assert person.ended() == 130
    assert not COLOR.search(person.transcript)


def test_the_verdict_is_bold_unless_that_is_not_wanted(shell: Shell) -> None:
    def output(*arguments: str, **environment: str) -> str:
        with Terminal(shell, "recommend", *arguments, environment=environment) as person:
            assert person.ended() == 0
        return person.transcript

    assert "\x1b[1mFastAPI" in output()
    assert "█" in output()
    assert "\x1b" not in output(NO_COLOR="1")
    plain = output("--plain")
    assert "\x1b" not in plain
    assert plain.isascii()


def test_on_a_tie_recommend_asks_the_one_need_that_decides(shell: Shell) -> None:
    with Terminal(shell, "recommend", "--data-model", "relational") as person:
        person.sees("It is a tie. One answer decides:")
        person.presses(DOWN, ENTER)
        person.sees("Recommended: ")
        assert person.ended() == 0
    assert "(a tie" not in person.transcript


def test_a_tie_is_decided_by_the_person_and_overrules_nothing(shell: Shell) -> None:
    with Terminal(shell, *START, "--data-model", "relational") as person:
        person.answers("How shall we start?")
        person.answers_needs()
        person.sees_one_of("And now?", "fit equally well")
        person.presses(ENTER)
        person.answers("fit equally well. Which of their reasons weighs more?", UP, UP, ENTER)  # "Why, ..."
        person.sees("What would change it, each alone:")
        person.answers("fit equally well. Which of their reasons weighs more?", DOWN, ENTER)
        person.answers("Which database?")
        person.presses(CTRL_C)
        assert person.ended() == 130
    assert "(recommended)" not in person.transcript
    assert "Why is the recommendation overruled?" not in person.transcript


def test_the_last_page_says_how_an_answer_was_given_or_locked(shell: Shell) -> None:
    (shell.folder / "mine.yml").write_text("ci: none\n")
    lock = "{answer: hybrid, because: We move off Django.}"
    (shell.folder / "acme.yml").write_text(f"locks:\n  architecture: {lock}\n")
    with Terminal(shell, *START, "--answers", "mine.yml", "--preset", "./acme.yml", "--database", "sqlite") as person:
        person.answers("How is Django's API written?")
        person.answers("What else does it need?")
        person.answers("How is it deployed?")
        person.answers("What is the project called?")
        person.answers("in one sentence?")
        person.answers("Is this what you want?", UP, UP, ENTER)
        person.sees("CI was given in mine.yml. Start again without that.")
        person.answers("Is this what you want?", UP, UP, UP, ENTER)
        person.sees("Database was given with --database.")
        person.answers("Is this what you want?", *[UP] * 4, ENTER)
        person.sees("Architecture is locked to hybrid by 'acme': We move off Django.")
        person.answers("Is this what you want?")
        assert person.ended() == 0
    record = (shell.folder / "demo" / "docs" / "decisions" / "0001-architecture.md").read_text()
    assert "The preset 'acme' locks it: We move off Django." in record


def test_nobody_is_asked_under_ci(shell: Shell) -> None:
    with Terminal(shell, *START, environment={"CI": "true"}) as person:
        person.sees("There is no terminal to ask on")
        assert person.ended() == 2


@pytest.mark.parametrize("redirect", ["< /dev/null", "| cat", "<&-"])
def test_nobody_is_asked_at_one_end_only(shell: Shell, redirect: str) -> None:
    """In a terminal, but with the other end elsewhere: it says so and ends."""
    command = f"{' '.join(shell.module)} demo --no-install {redirect}"
    with Terminal(shell, program=["bash", "-o", "pipefail", "-c", command]) as person:
        person.sees("There is no terminal to ask on")
        assert person.ended() == 2
    assert os.listdir(shell.folder) == []
