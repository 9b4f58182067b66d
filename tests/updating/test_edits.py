"""Projects of each older release and architecture, edited in every kind of file, are updated to the last."""

from pathlib import Path

import pytest

from tests.owner_edits import Edit, with_edits
from tests.releases import Releases, git
from tests.updating.found import ANSWERS, ARCHITECTURES, LAST, OLDER, files_of, fresh_with_edits, marked, unmerged
from tests.updating.tool import Tool, WarmTool

projects = pytest.mark.parametrize(
    ("version", "architecture"), [(version, architecture) for version in OLDER for architecture in ARCHITECTURES]
)


@projects
def test_without_conflicts_it_is_a_fresh_one_with_the_edits(
    version: str, architecture: str, released: Releases, tool: Tool
) -> None:
    project = released.project_of(version, architecture, ANSWERS)
    with_edits(project)
    head = git(project, "rev-parse", "HEAD")

    said = tool.update(project, "--no-gates")

    assert said.code == 0, said.text
    assert files_of(project) == files_of(fresh_with_edits(released, project))
    assert git(project, "diff", "--name-only") == git(project, "ls-files", "--others", "--exclude-standard") == ""
    assert git(project, "rev-parse", "HEAD") == head
    assert not (project / ".git" / "new-project" / "journal.json").exists()
    assert [note["version"] for note in said.event("plan")["notes"]] == [*OLDER[OLDER.index(version) + 1 :], LAST]


@projects
def test_where_both_changed_the_same_nothing_is_lost_and_all_is_listed(
    version: str, architecture: str, released: Releases, warm: WarmTool
) -> None:
    project = released.project_of(version, architecture, ANSWERS)
    edits = with_edits(project, near=True)

    said = warm.update(project, "--no-gates")

    assert said.code == 1
    listed = {file["path"] for file in said.event("conflicts")["files"]}
    assert listed == unmerged(project) == {file["path"] for file in said.event("plan")["conflicts"]}
    assert all(path in said.event("error")["message"] for path in listed)
    assert marked(project) <= listed
    assert_no_edit_is_lost(project, edits, listed)
    assert_the_rest_is_there(project, edits, listed)


def assert_no_edit_is_lost(project: Path, edits: list[Edit], listed: set[str]) -> None:
    """Each edit is in some file, or its file is named: what was deleted stays so, unless somebody is asked."""
    after = files_of(project)
    text = b"\n".join(content for _, content in after.values()).decode(errors="replace")
    for edit in edits:
        if edit.mark:
            assert edit.mark in text, f"lost: {edit}"
        elif edit.path == "compose.yaml":
            assert after[edit.path][0].endswith("755")
        else:
            assert edit.path not in after or edit.path in listed, f"came back: {edit}"


def assert_the_rest_is_there(project: Path, edits: list[Edit], listed: set[str]) -> None:
    """What nobody edited nearby is of the last release, and only near edits are in conflict."""
    near = {Path(edit.path).name for edit in edits if edit.near}
    assert {Path(path).name for path in listed} <= near
    assert f"_commit: {LAST}\n" in (project / ".copier-answers.yml").read_text()
    assert not (project / "old").exists()
    assert (project / "scripts" / "console").stat().st_mode & 0o111
