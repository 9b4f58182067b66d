"""The releases that tests of updates stand on: each renders, and between them is what an update must cope with."""

from pathlib import Path

import pytest

from tests.owner_edits import with_edits
from tests.release_history import VERSIONS
from tests.releases import Releases, git

ARCHITECTURES = ("fastapi", "django", "hybrid")


@pytest.fixture(params=ARCHITECTURES)
def architecture(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_each_is_a_tag_with_its_version_and_its_notes(released: Releases) -> None:
    for version in VERSIONS:
        assert git(released.root, "cat-file", "-t", version) == "tag\n"
        assert git(released.root, "show", f"{version}:generator/version.txt") == f"{version}\n"
        assert (released.tree(version) / "CHANGELOG.md").read_text().count("### Upgrading") == 1 + VERSIONS.index(
            version
        )
    assert git(released.root, "status", "--porcelain") == ""
    assert (released.root / "template_hybrid" / "web").is_symlink()


def test_a_later_one_renames_deletes_adds_and_changes_modes(released: Releases, architecture: str) -> None:
    project = released.project_of(VERSIONS[0], architecture, {"ci": "github"})
    fresh = released.rendered(VERSIONS[2], architecture, {"ci": "github"})

    git(project, f"--work-tree={fresh}", "add", "--all")
    summary = git(project, "diff", "--cached", "--summary", "--find-renames", "HEAD")

    for what in (
        "rename ",
        "delete mode 100644 old/",
        "create mode 100644 docs/glossary.md",
        "change 100644 => 100755",
    ):
        assert what in summary


def test_edits_are_in_every_kind_of_file_and_found_again(released: Releases, architecture: str) -> None:
    project = released.project_of(VERSIONS[0], architecture, {"ci": "github"})

    edits = with_edits(project, near=True)

    assert git(project, "status", "--porcelain") == ""
    assert all(edit.mark in (project / edit.path).read_text() for edit in edits if edit.mark)
    assert len({edit.mark for edit in edits if edit.mark}) == len([edit for edit in edits if edit.mark])
    kinds = {Path(edit.path).suffix or Path(edit.path).name for edit in edits}
    assert kinds >= {".py", ".toml", ".yaml", ".yml", ".md", ".txt", "Makefile", "Dockerfile", ".example", ".gitignore"}
    assert any(edit.near for edit in edits)


def test_nothing_is_left_that_the_last_one_changes(released: Releases, architecture: str) -> None:
    project = released.rendered(VERSIONS[-1], architecture, {"ci": "github"})

    assert not any(edit.near for edit in with_edits(project, near=True))
