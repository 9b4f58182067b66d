"""The questions in a real terminal."""

import os
import sys
from collections.abc import Iterator

import pexpect
import pytest
import yaml

from tests.new_project.conftest import Shell

ENTER = "\r"
DOWN = "\x1b[B"
CTRL_C = "\x03"


@pytest.fixture
def terminal(shell: Shell) -> Iterator["Terminal"]:
    session = Terminal(shell)
    yield session
    session.child.close(force=True)


class Terminal:
    """A person in front of `new-project demo`."""

    def __init__(self, shell: Shell) -> None:
        self.child: pexpect.spawn[str] = pexpect.spawn(
            sys.executable,
            ["-m", "new_project", "demo", "--no-install"],
            cwd=str(shell.folder),
            # No terminal is there to be asked where its cursor is.
            env={**shell.environment, "TERM": "xterm-256color", "PROMPT_TOOLKIT_NO_CPR": "1"},
            encoding="utf-8",
            dimensions=(24, 80),
            timeout=30,
        )

    def answer(self, question: str, keys: str = ENTER) -> None:
        """Wait for a question and press keys."""
        self.child.expect_exact(question)
        self.child.send(keys)

    def ended(self) -> int | None:
        """Wait for the end; return the exit code."""
        self.child.expect(pexpect.EOF)
        self.child.close()
        return self.child.exitstatus


def test_straight_through(shell: Shell, terminal: Terminal) -> None:
    terminal.answer("What is the project called?", "Phone Book" + ENTER)
    terminal.answer("repository and distribution")
    terminal.answer("Python package called?", "class" + ENTER)
    terminal.answer("a word or a module of Python", "\x7f" * 5 + "phones" + ENTER)
    terminal.answer("in one sentence?")
    terminal.answer("Who owns it?")
    terminal.answer("At which address?")
    terminal.answer("Who talks to it?")
    terminal.answer("waiting for others at once")
    terminal.answer("How much does speed decide")
    terminal.answer("What shape is the system?")
    terminal.answer("in an admin interface?", DOWN + DOWN + ENTER)
    terminal.answer("What is the data like?")
    terminal.answer("How soon must it ship?")
    terminal.answer("What does the team know well?")
    terminal.answer("a Django project already", "n")
    terminal.child.expect_exact("Recommended: ")
    terminal.answer("Which database?", DOWN + ENTER)
    terminal.answer("How is Django's API written?")
    terminal.answer("continuous integration run?")
    terminal.child.expect_exact("Made Phone Book in demo: Django")
    terminal.child.expect_exact("--package-name phones --admin-needs heavy --database sqlite")
    assert terminal.ended() == 0
    answers = yaml.safe_load((shell.folder / "demo" / ".copier-answers.yml").read_text())
    assert answers["project_slug"] == "phone-book"  # the default that the placeholder showed
    assert (answers["package_name"], answers["architecture"], answers["database"]) == ("phones", "django", "sqlite")


def test_ctrl_c_at_a_question_leaves_nothing(shell: Shell, terminal: Terminal) -> None:
    terminal.answer("What is the project called?", "Phone Book" + ENTER)
    terminal.answer("repository and distribution")
    terminal.answer("Python package called?")
    terminal.answer("in one sentence?")
    terminal.answer("Who owns it?")
    terminal.answer("At which address?")
    terminal.answer("Who talks to it?", CTRL_C)
    terminal.child.expect_exact("Stopped. Nothing was left behind.")
    assert terminal.ended() == 130
    assert os.listdir(shell.folder) == []


def test_ctrl_c_at_the_first_question(shell: Shell, terminal: Terminal) -> None:
    terminal.answer("What is the project called?", CTRL_C)
    assert terminal.ended() == 130
    assert os.listdir(shell.folder) == []


def test_the_verdict_is_bold_unless_no_color_is_set(shell: Shell) -> None:
    def output(**environment: str) -> str:
        result = pexpect.run(
            f"{sys.executable} -m new_project recommend",
            env={**shell.environment, "TERM": "xterm-256color", **environment},
            encoding="utf-8",
            withexitstatus=True,
        )
        assert isinstance(result, tuple)
        assert result[1] == 0
        return str(result[0])

    assert "\x1b[1mFastAPI" in output()
    assert "\x1b" not in output(NO_COLOR="1")
