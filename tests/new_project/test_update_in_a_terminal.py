"""A person at a terminal is asked what a new version asks for the first time, and nothing else."""

from pathlib import Path

import pytest
import yaml

from tests.new_project.conftest import Shell
from tests.new_project.terminal import CTRL_C, ENTER, Terminal
from tests.releases import Releases, git


@pytest.fixture
def project(shell: Shell, released: Releases) -> Path:
    shell.environment["PYTHONPATH"] = str(released.root / "generator")
    shell.folder = released.project_of("1.0.0", "fastapi")
    return shell.folder


def answer(project: Path, key: str) -> object:
    return yaml.safe_load((project / ".copier-answers.yml").read_text())[key]


def test_what_is_new_is_asked_and_checked(shell: Shell, project: Path) -> None:
    with Terminal(shell, "update", "--no-gates") as person:
        person.sees("Version 1.2.0 has questions that are new:")
        person.answers("When does somebody answer?", "10 to 6", ENTER)
        person.answers("Who is asked about it?", "help", ENTER)
        person.sees("That is not an email address.")
        person.presses("@example.org", ENTER)
        person.sees("Update from 1.0.0 to 1.2.0: done")
        person.sees("make install lint test   (left out;")
        assert person.ended() == 0
    assert answer(project, "support_hours") == "10 to 6"
    assert answer(project, "support_email") == "help@example.org"
    assert "Ask help@example.org." in (project / "README.md").read_text()


def test_nobody_is_asked_with_yes_or_when_nothing_is_touched(shell: Shell, project: Path) -> None:
    for words in (["--dry-run"], ["--yes", "--no-gates"]):
        with Terminal(shell, "update", *words) as person:
            person.sees("New question support_email: ")
            assert person.ended() == 0
            assert "questions that are new" not in person.transcript
    assert answer(project, "support_email") == "support@example.com"


def test_who_cancels_has_changed_nothing(shell: Shell, project: Path) -> None:
    with Terminal(shell, "update") as person:
        person.answers("When does somebody answer?", CTRL_C)
        assert person.ended() == 130
    assert git(project, "status", "--porcelain") == ""
    assert not (project / ".git" / "new-project").exists()
