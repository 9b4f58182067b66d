"""Projects live in all kinds of repositories: a part of one, a linked work tree, no branch, hooks, other line ends."""

import shutil
from pathlib import Path

import pytest

from tests.releases import Releases, commit, copied, git
from tests.updating.found import Tree, files_of, fresh_with_edits, state_of
from tests.updating.tool import WarmTool


@pytest.fixture(scope="module")
def wanted(released: Releases, edited: Path, warm: WarmTool) -> Tree:
    """What becomes of it where nothing is special."""
    plain = copied(edited)
    assert warm.update(plain, "--no-gates").code == 0
    files = files_of(plain)
    assert files == files_of(fresh_with_edits(released, plain))
    return files


def test_a_part_of_a_larger_repository(project: Path, wanted: Tree, warm: WarmTool, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    part = whole / "services" / "call center"
    shutil.copytree(project, part, ignore=shutil.ignore_patterns(".git"), symlinks=True)
    # Where the template has files, too, and where the project had some.
    for name in ("README.md", "old/a.md", "docs/glossary.md", "services/other/pages.py"):
        (whole / name).parent.mkdir(parents=True, exist_ok=True)
        (whole / name).write_text(f"Not of the project: {name}\n")
    commit(whole, "All of us")
    before, beside = state_of(whole), others(whole)

    said = warm.update(part, "--no-gates")

    assert said.code == 0, said.text
    assert {change["path"] for change in said.event("plan")["changes"]} >= {"call_center/pagination.py", "old/a.md"}
    assert files_of(part) == wanted
    assert others(whole) == beside
    git(whole, "reset", "--quiet", "--hard")
    assert state_of(whole) == before


def others(whole: Path) -> object:
    """The files that are not the project's."""
    return {name: file for name, file in files_of(whole).items() if not name.startswith("services/call center/")}


def test_something_else_of_the_repository_is_not_committed(project: Path, warm: WarmTool, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    shutil.copytree(project, whole / "part", ignore=shutil.ignore_patterns(".git"), symlinks=True)
    commit(whole, "All of us")
    (whole / "elsewhere.txt").write_text("not committed\n")

    said = warm.update(whole / "part", "--no-gates")

    assert said.event("error")["code"] == "tree-dirty"
    assert "elsewhere.txt" in said.event("error")["message"]


def test_a_linked_work_tree(project: Path, wanted: Tree, warm: WarmTool, tmp_path: Path) -> None:
    linked = tmp_path / "linked"
    git(project, "worktree", "add", "--quiet", "-b", "update", str(linked))
    first = state_of(project)

    said = warm.update(linked, "--no-gates")

    assert said.code == 0, said.text
    assert files_of(linked) == wanted
    assert state_of(project) == first
    assert warm.update(project, "--continue").event("error")["code"] == "nothing-under-way"


def test_no_branch(project: Path, wanted: Tree, warm: WarmTool) -> None:
    git(project, "checkout", "--quiet", "--detach")

    assert warm.update(project, "--no-gates").code == 0

    assert files_of(project) == wanted
    assert git(project, "branch", "--show-current") == ""


def test_hooks_that_refuse_commits_and_checkouts(project: Path, wanted: Tree, warm: WarmTool) -> None:
    for name in ("pre-commit", "post-checkout", "pre-merge-commit", "post-merge", "reference-transaction"):
        hook = project / ".git" / "hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text("#!/bin/sh\ntouch hook-was-here\nexit 1\n")
        hook.chmod(0o755)

    said = warm.update(project, "--no-gates")

    assert said.code == 0, said.text
    assert files_of(project) == wanted


def test_line_ends_of_windows(project: Path, wanted: Tree, warm: WarmTool) -> None:
    git(project, "config", "core.autocrlf", "true")
    git(project, "rm", "--quiet", "--cached", "-r", ".")
    git(project, "reset", "--quiet", "--hard")
    assert b"\r\n" in (project / "Makefile").read_bytes()
    assert git(project, "status", "--porcelain") == ""
    before = state_of(project)

    assert warm.update(project, "--no-gates").code == 0

    after = files_of(project)
    assert after["docs/glossary.md"][1].count(b"\r\n") == 5
    assert {name: (mode, text.replace(b"\r\n", b"\n")) for name, (mode, text) in after.items()} == wanted
    git(project, "reset", "--quiet", "--hard")
    assert state_of(project) == before


def test_from_a_hook_or_an_alias_of_another_repository(project: Path, wanted: Tree, warm: WarmTool) -> None:
    elsewhere = {"GIT_DIR": "/nowhere/.git", "GIT_WORK_TREE": "/nowhere", "GIT_INDEX_FILE": "/nowhere/index"}

    said = warm.update(project, "--no-gates", environment=elsewhere)

    assert said.code == 0, said.text
    assert files_of(project) == wanted


def test_a_configuration_that_merges_and_shows_otherwise(project: Path, wanted: Tree, warm: WarmTool) -> None:
    odd = {
        "diff.renames": "false",
        "merge.renames": "false",
        "merge.directoryRenames": "true",
        "merge.conflictStyle": "zdiff3",
        "diff.noprefix": "true",
        "diff.mnemonicPrefix": "true",
        "core.quotePath": "true",
        "status.showUntrackedFiles": "no",
        "color.ui": "always",
        "commit.gpgSign": "true",
        "core.logAllRefUpdates": "always",
    }
    for name, value in odd.items():
        git(project, "config", name, value)

    said = warm.update(project, "--no-gates")

    assert said.code == 0, said.text
    assert files_of(project) == wanted
