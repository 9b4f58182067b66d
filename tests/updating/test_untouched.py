"""What only looks, or refuses, touches nothing: no file, no branch, not even git's index."""

import json
from pathlib import Path

import pytest

from tests.releases import Releases, commit, git
from tests.updating.found import state_of
from tests.updating.tool import WarmTool


def everything(project: Path) -> object:
    """The state of a project with the bytes of git's index."""
    return state_of(project), (project / ".git" / "index").read_bytes()


def refused(warm: WarmTool, project: Path, *arguments: str, code: str, exit_code: int = 1) -> str:
    """What it says when it refuses, and touches nothing."""
    before = everything(project)
    said = warm.update(project, *arguments)
    error = said.event("error")
    assert (error["code"], said.code) == (code, exit_code), said.text
    assert everything(project) == before
    return str(error["message"])


@pytest.mark.parametrize("only", ["--dry-run", "--diff"])
def test_looking_touches_nothing(only: str, project: Path, warm: WarmTool) -> None:
    before = everything(project)

    said = warm.update(project, only)

    assert said.code == 0
    assert everything(project) == before
    assert git(project, "for-each-ref") == git(project, "for-each-ref", "refs/heads")
    changes = {change["path"]: change for change in said.event("plan")["changes"]}
    assert changes["call_center/pagination.py"]["before"] == "call_center/pages.py"
    assert changes["old/a.md"]["change"] == "deleted"


def test_the_difference_is_what_git_shows(project: Path, warm: WarmTool) -> None:
    said = warm.run("update", "--diff", cwd=project)

    assert "\nrename from call_center/pages.py\nrename to call_center/pagination.py\n" in said.text
    assert "\n-Be nice.\n+Be kind.\n" in said.text
    assert "\nold mode 100644\nnew mode 100755\n" in said.text
    assert "Nothing was touched." in said.text


def test_a_check_says_whether_there_is_a_newer_one(released: Releases, project: Path, warm: WarmTool) -> None:
    before = everything(project)
    said = warm.update(project, "--check")
    assert said.code == 2
    document = json.loads(said.text)
    assert (document["version"], document["latest"], document["outdated"]) == ("1.0.0", "1.2.0", True)
    assert document["path"] == str(project)
    assert [note["version"] for note in document["notes"]] == ["1.1.0", "1.2.0"]
    assert "support_email" in document["notes"][1]["upgrading"]
    assert everything(project) == before

    newest = released.project_of("1.2.0", "fastapi", {"ci": "github"})
    said = warm.update(newest, "--check")
    assert (said.code, json.loads(said.text)["outdated"], json.loads(said.text)["notes"]) == (0, False, [])


def test_who_is_up_to_date_is_told_so(released: Releases, warm: WarmTool) -> None:
    newest = released.project_of("1.2.0", "django", {"ci": "github"})
    before = everything(newest)

    said = warm.update(newest)

    assert (said.code, said.event("up-to-date")["version"]) == (0, "1.2.0")
    assert everything(newest) == before


def test_what_is_not_committed_is_named_and_refused(project: Path, warm: WarmTool) -> None:
    (project / "README.md").write_text("Ours\n")
    (project / "new.py").write_text("NEW = 1\n")
    (project / "staged.py").write_text("STAGED = 1\n")
    git(project, "add", "staged.py")
    (project / "compose.yaml").unlink()

    message = refused(warm, project, code="tree-dirty")

    for told in ("README.md", "new.py", "staged.py", "compose.yaml", "git stash --include-untracked", "git commit"):
        assert told in message


def test_an_edit_that_git_is_told_to_overlook_is_not_lost(project: Path, warm: WarmTool) -> None:
    git(project, "update-index", "--assume-unchanged", "Makefile")
    with (project / "Makefile").open("a") as file:
        file.write("# only here\n")

    assert "Makefile" in refused(warm, project, "--no-gates", code="tree-dirty")


def test_an_edit_that_git_is_told_to_skip_is_not_lost(project: Path, warm: WarmTool) -> None:
    for name in ("Makefile", "alembic.ini"):
        git(project, "update-index", "--skip-worktree", name)
        with (project / name).open("a") as file:
            file.write("# only here\n")
    assert "Makefile" in refused(warm, project, "--no-gates", code="git-failed")
    git(project, "update-index", "--no-skip-worktree", "Makefile")
    git(project, "checkout", "--quiet", "--", "Makefile")

    # No release changes the other.
    for arguments in (("--no-gates",), ("--abort",)):
        warm.update(project, *arguments)
        assert (project / "alembic.ini").read_text().endswith("# only here\n")


def test_an_ignored_file_is_never_overwritten(project: Path, warm: WarmTool) -> None:
    (project / ".git" / "info" / "exclude").write_text("docs/glossary.md\n")
    (project / "docs" / "glossary.md").write_text("only here\n")

    assert "docs/glossary.md" in refused(warm, project, "--no-gates", code="file-in-the-way")


def test_an_ignored_folder_in_the_place_of_a_file_is_kept(project: Path, warm: WarmTool) -> None:
    (project / ".git" / "info" / "exclude").write_text("docs/glossary.md\n")
    (project / "docs" / "glossary.md").mkdir()
    (project / "docs" / "glossary.md" / "note").write_text("only here\n")

    refused(warm, project, "--no-gates", code="file-in-the-way")


def test_a_project_of_a_newer_version_is_left_alone(project: Path, warm: WarmTool) -> None:
    answers = project / ".copier-answers.yml"
    answers.write_text(answers.read_text().replace("_commit: 1.0.0", "_commit: 9.0.0"))
    commit(project, "From the future")

    assert "newer" in refused(warm, project, code="version-unknown")


@pytest.mark.parametrize("version", ["1.0.5", "latest", "3.0.0"])
def test_a_version_that_is_none_is_refused(version: str, project: Path, warm: WarmTool) -> None:
    assert version in refused(warm, project, "--to", version, code="version-unknown")


def test_what_cannot_go_together_is_refused(project: Path, warm: WarmTool) -> None:
    message = refused(warm, project, "--abort", "--continue", code="usage", exit_code=2)
    assert "--abort and --continue" in message or "--continue and --abort" in message


def test_a_wrong_answer_to_a_new_question_is_refused(project: Path, warm: WarmTool) -> None:
    message = refused(warm, project, "--support-email", "nobody", code="wrong-answer", exit_code=2)
    assert "That is not an email address." in message


@pytest.mark.parametrize("way", ["--abort", "--continue"])
def test_where_nothing_is_under_way_there_is_nothing_to_end(way: str, project: Path, warm: WarmTool) -> None:
    refused(warm, project, way, code="nothing-under-way")


def test_a_folder_without_git_is_refused(released: Releases, warm: WarmTool) -> None:
    bare = released.rendered("1.0.0", "fastapi")

    said = warm.update(bare)

    assert (said.code, said.event("error")["code"]) == (1, "git-unready")
    assert "git init" in said.event("error")["message"]
    assert not (bare / ".git").exists()


def test_a_repository_without_a_commit_is_refused(released: Releases, warm: WarmTool) -> None:
    fresh = released.rendered("1.0.0", "fastapi")
    git(fresh, "init", "--quiet")

    said = warm.update(fresh)

    assert (said.code, said.event("error")["code"]) == (1, "tree-dirty")
    assert "git add --all && git commit" in said.event("error")["message"]
