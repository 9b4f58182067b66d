"""Every command of docs/after-generation.md works on a project of an older version."""

from pathlib import Path

import pytest

from tests.new_project.conftest import ROOT, Shell
from tests.new_project.test_documented_commands import shown
from tests.releases import Releases, commit, git

COMMANDS = [tuple(words) for words in shown(ROOT / "docs" / "after-generation.md")]
UNDER_WAY = {"--continue", "--abort"}
"""Only make sense where an update has stopped at a conflict."""

EXIT_CODES = {"--check": 2}


@pytest.fixture
def project(shell: Shell, released: Releases, words: tuple[str, ...]) -> Path:
    """A project of the first version; of the last, where it is reconsidered. What its Makefile does is no matter."""
    project = released.project_of("1.2.0" if "reconsider" in words else "1.0.0", "django")
    shell.environment["PYTHONPATH"] = str(released.root / "generator")
    shell.replace("make", "exit 0")
    return project


def stop_at_a_conflict(shell: Shell, project: Path) -> None:
    """Update, with both sides having changed one line; then decide it."""
    answers = project / ".copier-answers.yml"
    answers.write_text(answers.read_text().replace("_commit: 1.0.0", "_commit: 1.0.0 # ours"))
    commit(project, "Ours")
    assert shell.run("update", cwd=project).returncode == 1
    assert "UU .copier-answers.yml" in git(project, "status", "--porcelain")
    git(project, "checkout", "--theirs", ".copier-answers.yml")


@pytest.mark.parametrize("words", COMMANDS, ids=map(" ".join, COMMANDS))
def test_it_works(words: tuple[str, ...], shell: Shell, project: Path) -> None:
    if UNDER_WAY & {*words}:
        stop_at_a_conflict(shell, project)

    result = shell.run(*words, cwd=project)

    code = next((code for word, code in EXIT_CODES.items() if word in words), 0)
    assert result.returncode == code, result.stderr
    assert not (project / ".git" / "new-project").exists()
