"""A question with several answers: as flags, in files and presets, in a terminal, and in the project."""

import os
import re
import shlex
from typing import Any

import pytest
import yaml

from new_project.answers import resolve
from new_project.questions import load_questionnaire
from new_project.resources import template_root
from tests.matrix import FEATURES
from tests.new_project.conftest import Shell
from tests.new_project.terminal import DOWN, ENTER, SHIFT_TAB, SPACE, STYLING, UP, Terminal

QUESTIONNAIRE = load_questionnaire(template_root())
PLAIN = ("--yes", "--no-git", "--no-install")
START = ("demo", "--no-install", "--no-git", "--architecture", "fastapi")


def answers_of(shell: Shell, folder: str = "demo") -> dict[str, Any]:
    """The answers of a project that was made."""
    found: dict[str, Any] = yaml.safe_load((shell.folder / folder / ".copier-answers.yml").read_text())
    return found


@pytest.mark.parametrize(
    ("flags", "again"),
    [
        (("--features", "storage,websockets"), "--features websockets,storage"),
        (("--features", "storage", "--features=WebSockets, storage"), "--features websockets,storage"),
        (("--async-needs", "heavy", "--features", "none"), "--async-needs heavy --features none"),
        (("--async-needs", "heavy", "--features", ""), "--async-needs heavy --features none"),
        (("--async-needs", "heavy", "--features", "websockets"), "--async-needs heavy"),
        (("--features", ""), "--project-name Demo"),
    ],
)
def test_flags_in_any_order_make_the_same_project_again(shell: Shell, flags: tuple[str, ...], again: str) -> None:
    made = shell.run("demo", *PLAIN, *flags)
    assert made.returncode == 0, made.stderr
    command = re.search(r"Made again by: +(.*)", made.stdout)
    assert command
    assert command[1].endswith(again)
    words = shlex.split(command[1])
    (shell.folder / "other").mkdir()
    second = shell.run(*words[4:], "--no-git", "--no-install", cwd=shell.folder / "other")
    assert second.returncode == 0, second.stderr
    first, other = ((shell.folder / name / ".copier-answers.yml").read_bytes() for name in ("demo", "other/demo"))
    assert first == other


def test_a_hybrid_has_those_that_its_api_can_have(shell: Shell) -> None:
    flags = ("--architecture", "hybrid", "--features", "observability,websockets")
    made = shell.run("demo", *PLAIN, *flags)
    assert made.returncode == 0, made.stderr
    assert answers_of(shell)["features"] == ["websockets", "observability"]
    slices = {path.name for path in (shell.folder / "demo" / "api" / "demo_api").iterdir()}
    assert {"live", "observability"} <= slices
    assert not {"flags", "files", "admin", "tasks"} & slices


@pytest.mark.parametrize(
    "written",
    ["[storage, websockets]", "storage,websockets", "[storage, websockets, storage]", '"websockets, storage"'],
)
def test_a_file_of_answers_has_a_list_or_a_line(shell: Shell, written: str) -> None:
    (shell.folder / "answers.yml").write_text(f"features: {written}\n")
    made = shell.run("demo", *PLAIN, "--answers", "answers.yml")
    assert made.returncode == 0, made.stderr
    assert answers_of(shell)["features"] == ["websockets", "storage"]
    again = shell.run("again", *PLAIN, "--answers", "demo/.copier-answers.yml")
    assert again.returncode == 0, again.stderr
    assert answers_of(shell, "again") == answers_of(shell)


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (("--features", "websocket"), "--features 'websocket': It is none of its answers: websockets, feature_flags"),
        (("--features", "websocket"), "Did you mean 'websockets'?"),
        (("--features", "storage", "--features", "flags"), "'flags' is none of its answers"),
        (("--features", "storage,none"), "'none' leaves out all others"),
        (("--features", "websockets", "--database", "sqlite"), "leave websockets out, or take database postgres"),
        (("--tasks", "procrastinate", "--database", "sqlite"), "take taskiq, or database postgres"),
        (("--deploy", "kubernetes", "--database", "sqlite"), "take database postgres, or deploy compose"),
        (("--features", "admin_ui", "--architecture", "hybrid"), "an admin of its own: leave admin_ui out"),
        (("--tasks", "taskiq", "--architecture", "hybrid"), "--tasks: not a question here; it is asked where"),
    ],
)
def test_what_cannot_be_is_a_sentence_and_exit_code_2(shell: Shell, flags: tuple[str, ...], said: str) -> None:
    refused = shell.run("demo", *PLAIN, *flags)
    assert refused.returncode == 2
    assert said in refused.stderr
    assert f"{flags[0]}" in refused.stderr
    assert os.listdir(shell.folder) == []


def test_heavy_waiting_asks_for_a_queue_and_websockets_where_they_can_be() -> None:
    def of(**answers: str) -> tuple[object, object]:
        values = resolve(QUESTIONNAIRE, {"async_needs": "heavy", **answers})
        known = {**values.computed, **values.values}
        return known["tasks"], known["features"]

    assert of() == ("procrastinate", ["websockets"])
    assert of(database="sqlite") == ("none", [])
    assert of(architecture="hybrid") == ("none", [])
    assert of(architecture="django") == ("celery", [])


def test_a_preset_proposes_a_list_and_locks_one(shell: Shell) -> None:
    saved = shell.run(
        "preset", "save", "acme", "--features", "storage,websockets", "--lock", "features", "--because", "Ops."
    )
    assert saved.returncode == 0, saved.stderr
    shown = shell.run("preset", "show", "acme").stdout
    assert "What else does it need? WebSockets, File storage  (--features websockets,storage)" in shown
    for flags in ((), ("--features", "websockets,storage"), ("--features", "storage", "--features", "websockets")):
        made = shell.run(f"demo{len(flags)}", *PLAIN, "--preset", "acme", *flags)
        assert made.returncode == 0, made.stderr
        assert answers_of(shell, f"demo{len(flags)}")["features"] == ["websockets", "storage"]
    refused = shell.run("other", *PLAIN, "--preset", "acme", "--features", "none")
    assert refused.returncode == 2
    assert "--features none: the preset 'acme' locks it to websockets,storage: Ops." in refused.stderr


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("", {*FEATURES, "none"}),
        ("s", {"storage", "social_auth"}),
        (
            "storage,",
            {f"storage,{name}" for name in FEATURES if name != "storage"},
        ),
        ("storage,web", {"storage,websockets"}),
    ],
)
def test_the_last_of_several_answers_is_completed(shell: Shell, typed: str, offered: set[str]) -> None:
    shell.environment |= {
        "_NEW_PROJECT_COMPLETE": "complete_bash",
        "COMP_WORDS": f"new-project demo --features {typed}",
        "COMP_CWORD": "3",
    }
    assert set(shell.run().stdout.split()) == offered


def test_in_a_terminal_several_are_chosen_and_one_can_go_back(shell: Shell) -> None:
    with Terminal(shell, *START, columns=40) as person:
        person.answers("Which database?", DOWN, ENTER)
        person.answers("How is work done outside of requests?")
        person.sees("What else does it need?")
        person.sees("leave websockets out,")
        person.presses(DOWN, SPACE, ENTER)  # from the first that can be chosen, feature flags
        person.answers("Where does", SHIFT_TAB)
        person.answers("What else does it need?", SHIFT_TAB)
        person.answers("How is work done outside of requests?", SHIFT_TAB)
        person.answers("Which database?", UP, ENTER)
        person.answers("Where does", SHIFT_TAB)
        person.answers("What else does it need?", SPACE, ENTER)  # to what was chosen, websockets are added
        person.answers("Where does")
        person.answers("How is it deployed?")
        person.answers("What is the project called?")
        person.answers("in one sentence?")
        person.answers("Is this what you want?")
        person.sees("Made Demo in demo: FastAPI")
        assert person.ended() == 0
    assert answers_of(shell)["features"] == ["websockets", "storage"]
    assert "Features: WebSockets, File storage" in " ".join(STYLING.sub("", person.transcript).split())


def test_the_last_page_shows_none_of_several(shell: Shell) -> None:
    with Terminal(shell, *START, "--deploy", "none", "--tasks", "taskiq") as person:
        person.answers("Which database?")
        person.answers("What else does it need?")
        person.answers("continuous integration run?")
        person.answers("What is the project called?")
        person.answers("in one sentence?")
        person.sees("Features: (none)")
        person.presses(ENTER)
        assert person.ended() == 0
    assert answers_of(shell)["features"] == []
