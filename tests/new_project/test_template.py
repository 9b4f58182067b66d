"""The template's files."""

from pathlib import Path

import pytest

from new_project.errors import Problem
from new_project.template import check_mounts, copy_parts, template_files


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small template in a checkout."""
    for name in (
        ".git/HEAD",
        "copier.yml",
        "generator/version.txt",
        "generator/a.jinja",
        "generator/decision/b.yml",
        "generator/new_project/cli.py",
        "template_part/.gitignore",
        "template_part/__pycache__/a.pyc",
        "template_part/.venv/bin/python",
        "template_hybrid/file",
        "README.md",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    (tmp_path / "template_hybrid" / "web").symlink_to("../template_part")
    return tmp_path


def test_a_checkout_is_copied_without_git_and_junk(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    tree = tmp_path_factory.mktemp("tree")
    copy_parts(root, tree)
    files = sorted(str(path.relative_to(tree)) for path in tree.rglob("*") if not path.is_dir())
    assert files == [
        "copier.yml",
        "generator/a.jinja",
        "generator/decision/b.yml",
        "generator/version.txt",
        "template_hybrid/file",
        "template_part/.gitignore",
    ]
    assert (tree / "template_hybrid" / "web" / ".gitignore").is_file()
    assert (tree / "template_hybrid" / "web").is_symlink()


def test_files_are_named_through_mounts_as_often_as_these_lead_to_them(root: Path) -> None:
    (root / "template_hybrid" / "again").symlink_to("web")
    names = list(template_files(root))
    assert [name for name in names if name.endswith(".gitignore")] == [
        "template_hybrid/again/.gitignore",
        "template_hybrid/web/.gitignore",
        "template_part/.gitignore",
    ]
    assert len(names) == 8
    assert not [name for name in names if ".venv" in name or "__pycache__" in name or ".git/" in name]


def test_mounts_that_are_links_or_folders_are_fine(root: Path) -> None:
    check_mounts(root)
    (root / "template_hybrid" / "web").unlink()
    (root / "template_part").rename(root / "template_hybrid" / "web")
    check_mounts(root)


def test_a_mount_that_git_wrote_as_a_file_is_told_and_how_to_mend_it(root: Path) -> None:
    mount = root / "template_hybrid" / "web"
    mount.unlink()
    mount.write_text("../template_part")
    with pytest.raises(Problem) as caught:
        check_mounts(root)
    assert "Files instead of links are in template_hybrid:" in str(caught.value)
    assert "git config core.symlinks true && git checkout -- template_hybrid" in str(caught.value)


def test_a_mount_that_leads_nowhere(root: Path) -> None:
    mount = root / "template_hybrid" / "web"
    mount.unlink()
    mount.symlink_to("../gone")
    with pytest.raises(Problem, match="Files instead of links are in template_hybrid"):
        check_mounts(root)
