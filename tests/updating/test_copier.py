"""The same updates by plain Copier, and what it does worse: written down here, so that nobody is told otherwise.

A file that the template renamed or deleted, Copier deletes with its owner's edits: they are in the last commit alone,
and `git status` names the file. All else is merged, or in conflict for git to see.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.owner_edits import Edit, with_edits
from tests.releases import Releases, git
from tests.updating.found import ANSWERS, ARCHITECTURES, LAST, Tree, files_of, marked, unmerged
from tests.updating.tool import Tool, cut_off

ORIGIN = "https://github.com/new-project-cli/new-project.git"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    every = metafunc.config.getoption("--build-all")
    metafunc.parametrize("architecture", ARCHITECTURES if every else ARCHITECTURES[:1])


def update(project: Path, released: Releases, tool: Tool, cache: Path) -> None:
    """`copier update`, for which the canonical origin is the scratch checkout."""
    origin = {"COUNT": "1", "KEY_0": f"url.{released.root}.insteadOf", "VALUE_0": ORIGIN}
    environment = {**tool.environment, **{f"GIT_CONFIG_{name}": value for name, value in origin.items()}}
    environment |= {"COPIER_CACHE_DIR": str(cache), "GIT_CONFIG_GLOBAL": os.devnull}
    command = [*cut_off(), sys.executable, "-m", "copier", "update", "--defaults", "--vcs-ref", LAST]
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_no_edit_is_lost_unseen(architecture: str, released: Releases, tool: Tool, tmp_path: Path) -> None:
    project = released.project_of("1.0.0", architecture, ANSWERS)
    edits = with_edits(project, near=True)

    update(project, released, tool, tmp_path)

    after = files_of(project)
    assert b"_commit: 1.2.0" in after[".copier-answers.yml"][1]
    missing = [edit for edit in edits if edit.mark and not holds(after, edit.mark)]
    assert {edit.path for edit in missing} == away(project, edits)
    for edit in missing:
        assert edit.mark in git(project, "show", f"HEAD:{edit.path}")
    assert_marked_is_unmerged(project)


def holds(files: Tree, mark: str) -> bool:
    """Whether some file has a mark."""
    return any(mark.encode() in content for _, content in files.values())


def away(project: Path, edits: list[Edit]) -> set[str]:
    """The edited files that git sees as deleted."""
    deleted = set(git(project, "ls-files", "-z", "--deleted").split("\0"))
    return {edit.path for edit in edits if edit.mark and edit.path in deleted}


def assert_marked_is_unmerged(project: Path) -> None:
    """Copier ends with 0, whatever is in conflict: only git tells."""
    assert marked(project)
    assert marked(project) <= unmerged(project)
