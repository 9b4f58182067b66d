"""The bundle's versions have no links: what a mount leads to is there instead."""

from pathlib import Path

import pytest

from new_project.released import BUNDLE, Released, heads, tags
from releasing.bundle import write_bundle
from releasing.repository import Refused
from tests.releases import commit, git


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A small template: a mount that holds a mount, a link to a file, and what is in no template."""
    root = tmp_path / "repository"
    for name in (
        "copier.yml",
        "README.md",
        "generator/a.jinja",
        "generator/b.py",
        "template_a/.x/run",
        "template_b/own",
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(f"{name}\n")
    (root / "template_a" / ".x" / "run").chmod(0o755)
    (root / "template_b" / "x").symlink_to("../template_a/.x")
    (root / "template_b" / "one").symlink_to("own")
    (root / "template_c").mkdir()
    (root / "template_c" / "b").symlink_to("../template_b")
    return root


def bundle(root: Path) -> Path:
    commit(root, "Work")
    git(root, "tag", "--force", "1.0.0")
    write_bundle(Released(root / ".git", "", tags(root / ".git")), ["1.0.0"], root.parent / BUNDLE)
    return root.parent / BUNDLE


def test_mounts_are_files(repository: Path) -> None:
    made = bundle(repository)
    clone = made.with_name("clone")
    git(clone.parent, "clone", "--quiet", str(made), str(clone))
    assert git(clone, "rev-parse", "HEAD").strip() == heads(made)["1.0.0"]
    listed = [line.split("\t") for line in git(clone, "ls-tree", "-r", "HEAD").splitlines()]
    assert {name: (entry.split()[0], (clone / name).read_text()) for entry, name in listed} == {
        "copier.yml": ("100644", "copier.yml\n"),
        "generator/a.jinja": ("100644", "generator/a.jinja\n"),
        "template_a/.x/run": ("100755", "template_a/.x/run\n"),
        "template_b/one": ("100644", "template_b/own\n"),
        "template_b/own": ("100644", "template_b/own\n"),
        "template_b/x/run": ("100755", "template_a/.x/run\n"),
        "template_c/b/one": ("100644", "template_b/own\n"),
        "template_c/b/own": ("100644", "template_b/own\n"),
        "template_c/b/x/run": ("100755", "template_a/.x/run\n"),
    }


@pytest.mark.parametrize("target", ["../gone", "../template_c", "/etc", "../../outside"])
def test_links_that_lead_nowhere_or_in_a_circle_are_named(repository: Path, target: str) -> None:
    (repository / "template_c" / "a").symlink_to(target)
    with pytest.raises(Refused, match="lead nowhere, or in a circle: template_c/a"):
        bundle(repository)
