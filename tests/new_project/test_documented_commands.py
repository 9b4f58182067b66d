"""Every `new-project` command that our own documents show is run, in their order, as someone who tries them out."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.new_project.conftest import ROOT, Shell

DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```(?:sh|console)\n(.*?)^```", re.MULTILINE | re.DOTALL)
ANSWERS = "admin_needs: heavy\n"


def shown(document: Path) -> Iterator[list[str]]:
    """The words of each command in the document's blocks; continued lines are one."""
    for block in BLOCK.findall(document.read_text(encoding="utf-8")):
        for line in block.replace("\\\n", " ").splitlines():
            words = shlex.split(line.removeprefix("$ "), comments=True)
            if words[:1] == ["new-project"]:
                yield words[1:]


def without_asking(words: list[str], number: int) -> list[str]:
    """The command as it goes without a terminal and a network; each project in a folder of its own."""
    if words[:2] == ["poll", "answer"]:
        return [*words, "--yes"]
    if words[0] in {"DEST", "call-center"}:
        plain = [word for word in ("--yes", "--no-install", "--no-git") if word not in words]
        return [f"{words[0].lower()}-{number}", *words[1:], *plain]
    return words


OF_PROJECTS = {"after-generation.md", "fleet.md"}
"""Their commands need projects that are there: test_documented_changes.py, test_fleet_status.py."""

DOCUMENTED = [document for document in DOCUMENTS if any(shown(document)) and document.name not in OF_PROJECTS]


@pytest.mark.parametrize("document", DOCUMENTED, ids=[document.name for document in DOCUMENTED])
def test_what_a_document_shows_works(document: Path, shell: Shell) -> None:
    (shell.folder / "answers.yml").write_text(ANSWERS)
    for number, words in enumerate(shown(document)):
        result = shell.run(*without_asking(words, number))
        assert result.returncode == 0, f"{words}: {result.stderr}"
