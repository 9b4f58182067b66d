"""Polls are answered on branches: what git makes of that."""

import subprocess
from itertools import combinations, permutations
from pathlib import Path

import pytest

from new_project.errors import WrongInput
from new_project.poll_files import new_poll, with_answers_of
from new_project.polls import load_poll
from new_project.questions import load_questionnaire
from new_project.resources import template_root
from new_project.weights import load_weights

QUESTIONS = load_questionnaire(template_root())
POINTS = load_weights().points
FIRST = {need: next(iter(POINTS[need])) for need in POINTS}
LAST = {need: list(POINTS[need])[-1] for need in POINTS}


class Repository:
    """A repository with a poll, and a branch for each who answers."""

    def __init__(self, folder: Path, text: str) -> None:
        self.folder = folder
        self.poll = folder / "calls.yml"
        folder.mkdir()
        self.git("init", "-q", "-b", "main")
        self.commit(text)

    def git(self, *arguments: str, fails: bool = False) -> str:
        identity = ("-c", "user.name=test", "-c", "user.email=test@example.com")
        result = subprocess.run(
            ["git", *identity, *arguments], cwd=self.folder, capture_output=True, text=True, check=False
        )
        assert (result.returncode != 0) == fails, result.stdout + result.stderr
        return result.stdout

    def commit(self, text: str) -> None:
        self.poll.write_text(text, encoding="utf-8")
        self.git("add", "-A")
        self.git("commit", "-qm", "Answer")

    def answers(self, name: str, answers: dict[str, object]) -> None:
        """Answer on a branch of one's own, which begins where nobody else has answered."""
        self.git("checkout", "-q", "-b", f"of-{name}", "main")
        self.commit(with_answers_of(self.poll.read_text(encoding="utf-8"), name, answers))

    def merges(self, *names: str, conflict: bool = False) -> None:
        """Merge the branches into one, one after the other."""
        self.git("checkout", "-q", "-B", "merged", "main")
        for number, name in enumerate(names):
            self.git("merge", "-q", "--no-edit", f"of-{name}", fails=conflict and number == len(names) - 1)

    def members(self) -> dict[str, object]:
        return dict(load_poll(QUESTIONS, self.poll).members)


def test_members_who_were_named_merge_in_any_order(tmp_path: Path) -> None:
    names = ["Ada", "Ben", "Cleo", "Dora"]
    repository = Repository(tmp_path / "r", new_poll("calls.yml", "", names))
    for name in names:
        repository.answers(name, dict(FIRST))
    for order in list(permutations(names))[::5]:
        repository.merges(*order)
        assert repository.members() == dict.fromkeys(names, FIRST)


def test_who_was_not_named_merges_with_who_was(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "r", new_poll("calls.yml", "", ["Ada", "Ben", "Cleo"]))
    everyone = ["Aaron", "Ada", "Amy", "Ben", "Bob", "Cleo", "Zoe"]
    for name in everyone:
        repository.answers(name, dict(FIRST))
    for pair in combinations(everyone, 2):
        repository.merges(*pair)
        assert {name for name, needs in repository.members().items() if needs} == set(pair)
    repository.merges(*everyone)
    assert repository.members() == dict.fromkeys(everyone, FIRST)


def test_nobody_was_named_and_all_begin_with_other_letters(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "r", new_poll("calls.yml", "", []))
    everyone = ["7of9", "Ada", "Ben", "Cleo", "Dora", "Émile", "Zoe", "李雷"]
    for name in everyone:
        repository.answers(name, dict(FIRST))
    repository.merges(*everyone)
    assert repository.members() == dict.fromkeys(everyone, FIRST)
    repository.merges(*reversed(everyone))
    assert repository.members() == dict.fromkeys(everyone, FIRST)


def test_one_changes_their_answers_while_another_answers(tmp_path: Path) -> None:
    text = with_answers_of(new_poll("calls.yml", "", ["Ada", "Ben"]), "Ada", FIRST)
    repository = Repository(tmp_path / "r", text)
    repository.answers("Ada", {"existing_django": True, "interface": "both"})
    repository.answers("Ben", dict(LAST))
    repository.merges("Ada", "Ben")
    assert repository.members() == {"Ada": {**FIRST, "existing_django": True, "interface": "both"}, "Ben": LAST}


@pytest.mark.parametrize("style", ["merge", "diff3"])
def test_a_conflict_is_explained_and_keeping_both_blocks_solves_it(tmp_path: Path, style: str) -> None:
    """Both begin with the same letter, and gave the same answers: git would take those for the same lines."""
    repository = Repository(tmp_path / "r", new_poll("calls.yml", "", []))
    repository.git("config", "merge.conflictStyle", style)
    for name in ("Cleo", "Chris"):
        repository.answers(name, dict(FIRST))
    repository.merges("Cleo", "Chris", conflict=True)
    with pytest.raises(WrongInput) as caught:
        repository.members()
    assert caught.value.code == "poll-invalid"
    assert "Keep both blocks: delete the lines that begin with <<<<<<<, ======= and >>>>>>>" in str(caught.value)

    lines = repository.poll.read_text().splitlines(keepends=True)
    markers = [number for number, line in enumerate(lines, start=1) if line[:7] in {c * 7 for c in "<=>|"}]
    assert f"(lines {markers[0]} to {markers[-1]})" in str(caught.value)
    repository.poll.write_text("".join(line for line in lines if line[:7] not in {c * 7 for c in "<=>|"}))
    assert repository.members() == {"Cleo": FIRST, "Chris": FIRST}


def test_git_can_be_told_to_keep_both_by_itself(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "r", new_poll("calls.yml", "", []))
    (repository.folder / ".gitattributes").write_text("calls.yml merge=union\n")
    repository.commit(repository.poll.read_text())
    for name in ("Cleo", "Chris", "Cyd"):
        repository.answers(name, dict(FIRST))
    repository.merges("Cyd", "Cleo", "Chris")
    assert repository.members() == dict.fromkeys(["Chris", "Cleo", "Cyd"], FIRST)
