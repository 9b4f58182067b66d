"""Conflicts are their owner's: nothing goes on while one is open, and what they decide is what stays."""

from pathlib import Path

import pytest

from tests.releases import copied, git
from tests.updating.found import marked, state_of, unmerged
from tests.updating.tool import Said, WarmTool


@pytest.fixture(scope="module")
def halfway(edited_near: Path, warm: WarmTool) -> Path:
    """A project whose update has come to conflicts; to copy from."""
    project = copied(edited_near)
    assert warm.update(project, "--no-gates").code == 1
    return project


@pytest.fixture
def begun(halfway: Path) -> Path:
    """Its copy; tests may do with it what they like."""
    return copied(halfway)


def open_in(said: Said) -> set[str]:
    """The files that are in conflict, as it says."""
    assert (said.code, said.event("error")["code"]) == (1, "conflicts-open")
    return {file["path"] for file in said.event("conflicts")["files"]}


def keep_ours(file: Path) -> None:
    """Decide as an owner does who wants nothing of what the template wants."""
    kept, side = [], "both"
    for line in file.read_text().splitlines(keepends=True):
        if line.startswith(("<<<<<<<", "|||||||", "=======", ">>>>>>>")):
            side = {"<": "ours", "|": "base", "=": "theirs", ">": "both"}[line[0]]
        elif side in {"both", "ours"}:
            kept.append(line)
    file.write_text("".join(kept))


def test_it_goes_on_when_all_is_decided_and_not_before(begun: Path, warm: WarmTool) -> None:
    every = open_in(warm.update(begun, "--continue", "--no-gates"))
    assert every == unmerged(begun)
    texts = marked(begun)
    for name in sorted(texts)[1:]:
        keep_ours(begun / name)
    # A file that was added to git with its markers is as open as before.
    git(begun, "add", "--all")
    assert open_in(warm.update(begun, "--continue", "--no-gates")) == {min(texts)}
    keep_ours(begun / min(texts))

    said = warm.update(begun, "--continue", "--no-gates")

    assert said.code == 0, said.text
    assert said.event("changed")["title"] == "update from 1.0.0 to 1.2.0"
    assert unmerged(begun) == marked(begun) == set()
    assert git(begun, "diff", "--name-only") == ""
    assert "ours instead: Makefile" in (begun / "Makefile").read_text()
    assert "_commit: 1.2.0" in (begun / ".copier-answers.yml").read_text()
    git(begun, "commit", "--quiet", "--message", "Updated")
    assert warm.update(begun, "--check").code == 0
    assert warm.update(begun, "--abort").event("error")["code"] == "nothing-under-way"


def test_what_was_deleted_on_one_side_waits_for_a_word(begun: Path, warm: WarmTool) -> None:
    for name in marked(begun):
        keep_ours(begun / name)
    assert open_in(warm.update(begun, "--continue", "--no-gates")) == {"CONTRIBUTING.md", "docs/conduct.md"}
    said = warm.run("update", "--continue", "--no-gates", cwd=begun)
    assert "you:          deleted or renamed it" in said.text
    assert "keep it: git add CONTRIBUTING.md   drop it: git rm CONTRIBUTING.md\n" in said.text

    git(begun, "add", "CONTRIBUTING.md")
    git(begun, "rm", "--quiet", "docs/conduct.md")

    assert warm.update(begun, "--continue", "--no-gates").code == 0
    assert "ours: CONTRIBUTING.md" in (begun / "CONTRIBUTING.md").read_text()
    assert git(begun, "status", "--porcelain", "docs/conduct.md", "CONTRIBUTING.md") == ""


def test_whoever_goes_back_has_all_of_it_again(edited_near: Path, begun: Path, warm: WarmTool) -> None:
    (begun / "README.md").write_text("half decided\n")
    git(begun, "add", "README.md")

    said = warm.update(begun, "--abort")

    assert (said.code, said.event("aborted")["title"]) == (0, "update from 1.0.0 to 1.2.0")
    assert state_of(begun) == state_of(edited_near)


def test_a_second_change_waits_for_the_first(begun: Path, warm: WarmTool) -> None:
    said = warm.update(begun)

    assert (said.code, said.event("error")["code"]) == (1, "change-under-way")
    assert "--continue" in said.event("error")["message"]


def test_whoever_resets_by_hand_is_not_told_that_it_is_done(begun: Path, warm: WarmTool) -> None:
    git(begun, "reset", "--quiet", "--hard")

    assert warm.update(begun, "--continue", "--no-gates").event("error")["code"] == "nothing-under-way"
    assert warm.update(begun, "--no-gates").event("error")["code"] == "conflicts-open"
