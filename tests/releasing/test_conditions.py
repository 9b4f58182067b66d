"""What stands against a release is said in a sentence each, with what to type."""

import shutil
import subprocess
from pathlib import Path

import pytest

from releasing.conditions import check
from releasing.repository import Refused, accept
from tests.releases import ROOT, commit, git

CHANGELOG = "# Changelog\n\n## 1.1.0 (unreleased)\n\n* New.\n\n## 1.0.0 (2026-01-01)\n\n* First.\n"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """What is to become 1.1.0."""
    (tmp_path / "CHANGELOG.md").write_text(CHANGELOG)
    commit(tmp_path, "Work")
    git(tmp_path, "tag", "--annotate", "--message=First", "1.0.0")
    return tmp_path


def refusal(repository: Path, version: str) -> str:
    with pytest.raises(Refused) as caught:
        check(repository, version)
    return str(caught.value)


@pytest.mark.parametrize("version", ["1.1.0", "1.1.0rc1"])
def test_what_is_next_can_be_released(repository: Path, version: str) -> None:
    (repository / "CHANGELOG.md").write_text(f"\n{CHANGELOG.replace('1.1.0', version)}")
    commit(repository, "Work")
    check(repository, version)


def test_the_version_has_to_be_said(repository: Path) -> None:
    assert refusal(repository, "") == "Say which version: make release VERSION=1.2.3"


@pytest.mark.parametrize(
    "version", ["v1.1.0", "1.1", "1.1.0-rc.1", "next", "1.1.0+local", "1!1.1.0", "01.1.0", "--dry-run", "1.1.0 "]
)
def test_a_version_is_written_as_packages_and_yaml_need_it(repository: Path, version: str) -> None:
    assert refusal(repository, version).startswith(f"'{version}' is no version that can be released: use three numbers")


def test_a_version_is_released_once(repository: Path) -> None:
    assert "There is a tag 1.0.0 already. What is published is never replaced" in refusal(repository, "1.0.0")


def test_a_version_follows_the_last_one(repository: Path) -> None:
    for other in ("0.9.0", "nightly"):
        git(repository, "tag", other)
    assert "0.10.0 is not newer than 1.0.0, which is the last release." in refusal(repository, "0.10.0")


def test_what_is_not_committed_is_named(repository: Path) -> None:
    (repository / "CHANGELOG.md").write_text(f"{CHANGELOG}\n")
    for name in "abc":
        (repository / name).write_text("")
    said = refusal(repository, "1.1.0")
    assert said.startswith(
        "Something is not committed (CHANGELOG.md, a, b, …): commit it, or put it away with git stash"
    )
    assert "\n" not in said


def test_releases_are_made_from_main(repository: Path) -> None:
    git(repository, "switch", "--quiet", "--create", "feature")
    assert "Releases are made from main, and feature is checked out: git switch main" in refusal(repository, "1.1.0")
    git(repository, "switch", "--quiet", "--detach")
    assert "main, and no branch is checked out" in refusal(repository, "1.1.0")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            "(unreleased)",
            "(2026-02-01)",
            "CHANGELOG.md has no section of changes to release: begin one with '## 1.1.0 (",
        ),
        ("* New.", "", "CHANGELOG.md says nothing of 1.1.0: write what has changed."),
        ("1.1.0", "2.0.0", "CHANGELOG.md says that 2.0.0 is what comes next, not 1.1.0: release that, or rename it."),
    ],
)
def test_changes_are_told(repository: Path, old: str, new: str, sentence: str) -> None:
    (repository / "CHANGELOG.md").write_text(CHANGELOG.replace(old, new))
    commit(repository, "Work")
    assert sentence in refusal(repository, "1.1.0")


def test_all_that_is_wrong_is_said_at_once(repository: Path) -> None:
    git(repository, "switch", "--quiet", "--create", "feature")
    (repository / "new").write_text("")
    assert len(refusal(repository, "0.9.0").splitlines()) == 4


def test_the_tag_goes_where_the_branch_cannot_follow(repository: Path) -> None:
    before = git(repository, "rev-parse", "HEAD").strip()
    made = git(repository, "commit-tree", "HEAD^{tree}", "-p", "HEAD", "-m", "Release").strip()
    hook = repository / ".git" / "hooks" / "reference-transaction"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text('#!/bin/sh\n[ "$1" != prepared ] || ! grep -q refs/heads/main || { echo No. >&2; exit 1; }\n')
    hook.chmod(0o755)

    with pytest.raises(Refused, match=r"git merge failed:\n(.*\n)*No\."):
        accept(repository, "1.1.0", made)

    assert git(repository, "tag") == "1.0.0\n"
    assert git(repository, "rev-parse", "HEAD").strip() == before
    hook.unlink()
    accept(repository, "1.1.0", made)
    assert git(repository, "rev-parse", "HEAD", "1.1.0^{commit}").split() == [made, made]


def test_make_takes_the_version_and_whether_to_try() -> None:
    for arguments, last in (((), "1.2.3"), (("DRY_RUN=1",), "1.2.3 --dry-run")):
        command = ["make", "--no-print-directory", "release", f"UV={shutil.which('echo')}", "VERSION=1.2.3", *arguments]
        said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        assert said.splitlines()[-1] == f"run --frozen --quiet python -m releasing {last}"
