"""A person at a real terminal, for tests: waits for what is shown, and presses keys."""

import re
import sys
from collections.abc import Mapping, Sequence
from types import MappingProxyType, TracebackType

import pexpect

from new_project.questions import load_questionnaire
from new_project.resources import template_root
from tests.new_project.conftest import Shell

ENTER = "\r"
UP = "\x1b[A"
DOWN = "\x1b[B"
SHIFT_TAB = "\x1b[Z"
BACKSPACE = "\x7f"
SPACE = " "
CTRL_C = "\x03"
CTRL_D = "\x04"

STYLING = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
NEEDS = {question.key: question for question in load_questionnaire(template_root()).needs}


class Terminal:
    """A person in front of `new-project`."""

    def __init__(
        self,
        shell: Shell,
        *arguments: str,
        columns: int = 80,
        environment: Mapping[str, str] = MappingProxyType({}),
        program: Sequence[str] = (sys.executable, "-m", "new_project"),
    ) -> None:
        self.child: pexpect.spawn[str] = pexpect.spawn(
            program[0],
            [*program[1:], *arguments],
            cwd=str(shell.folder),
            # No terminal is there to be asked where its cursor is.
            env={**shell.environment, "TERM": "xterm-256color", "PROMPT_TOOLKIT_NO_CPR": "1", **environment},
            encoding="utf-8",
            dimensions=(24, columns),
            timeout=30,
        )
        self.transcript = ""

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _: TracebackType | None
    ) -> None:
        self.child.close(force=True)

    def sees(self, text: str) -> None:
        """Wait until a text is shown."""
        self.sees_one_of(text)

    def presses(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.child.send(key)

    def answers(self, question: str, *keys: str) -> None:
        """Wait for a question, and press keys; Enter where none are named."""
        self.sees(question)
        self.presses(*(keys or (ENTER,)))

    def sees_need(self) -> str | None:
        """Wait for the next need that is asked and return its key; None when no more are."""
        if self.sees_one_of("at most", "no answer to", "Which is it to be", "fit equally well"):
            return None
        # A long question is broken over lines, so its beginning must do.
        keys = list(NEEDS)
        return keys[self.sees_one_of(*(" ".join(NEEDS[key].help.split()[:4]) for key in keys))]

    def sees_one_of(self, *texts: str) -> int:
        """Wait until one of the texts is shown, and return which."""
        try:
            # A narrow window breaks lines between any two words.
            found = self.child.expect([r"\s+".join(map(re.escape, text.split(" "))) for text in texts])
        except (pexpect.EOF, pexpect.TIMEOUT) as error:
            shown = STYLING.sub("", str(self.child.before))[-2000:]
            raise AssertionError(f"{type(error).__name__} while waiting for {texts}; shown is:\n{shown}") from None
        self.transcript += str(self.child.before) + str(self.child.after)
        return found

    def answers_needs(self, **answers: str) -> list[str]:
        """Answer every need that is asked, with the default where no other is named; return which were asked."""
        asked = []
        while need := self.sees_need():
            asked.append(need)
            self.chooses(need, answers.get(need))
        return asked

    def chooses(self, need: str, answer: str | None) -> None:
        """Move from the default to an answer, and take it."""
        listed = ("false", "true") if NEEDS[need].type == "bool" else NEEDS[need].answers
        self.presses(*[DOWN] * (listed.index(answer) if answer else 0), ENTER)

    def ended(self) -> int | None:
        """Wait for the end; return the exit code."""
        self.child.expect(pexpect.EOF)
        self.transcript += str(self.child.before)
        self.child.wait()  # who is still there when it is closed is ended by that
        self.child.close()
        return self.child.exitstatus
