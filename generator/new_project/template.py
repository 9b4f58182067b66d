"""The template's files, as Copier can render them: whole, and in a folder that is no git checkout."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from new_project.errors import Problem

PARTS = (
    "copier.yml",
    "generator/decision",
    "generator/*.jinja",
    "generator/*.yml",
    "generator/version.txt",
    "template_*",
)
"""What rendering needs of a checkout. The wheel holds the same, which a test compares."""

JUNK = shutil.ignore_patterns("__pycache__", "*.py[co]", ".venv", ".*_cache", ".DS_Store")


@contextmanager
def plain_tree(root: Path) -> Iterator[Path]:
    """The template without a git repository around it, from which Copier would clone what is committed instead.

    An installed template is that already; of a checkout's working tree it is a copy, which is gone afterwards.
    """
    root = root.resolve()
    if not (root / ".git").exists():
        yield root
        return
    with tempfile.TemporaryDirectory(prefix="new-project-template-") as folder:
        tree = Path(folder).resolve()
        copy_parts(root, tree)
        yield tree


def copy_parts(root: Path, tree: Path) -> None:
    """Copy what rendering needs. Mounts stay the links that they are."""
    for pattern in PARTS:
        for source in root.glob(pattern):
            target = tree / source.relative_to(root)
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, target, symlinks=True, ignore=JUNK)
            else:
                shutil.copy2(source, target)


def check_mounts(root: Path, architecture: str) -> None:
    """Refuse a checkout without symbolic links: git writes a mount as a file that holds the link's target."""
    tree = root / f"template_{architecture}"
    broken = [entry for entry in sorted(tree.iterdir()) if is_broken_mount(entry)]
    if broken:
        names = " and ".join(str(entry.relative_to(root)) for entry in broken)
        raise Problem(
            f"{names} should be links to other folders: this checkout was made without symbolic links.\n"
            f"Mend it with: cd {root} && git config core.symlinks true && git checkout -- {tree.name}"
        )


def is_broken_mount(entry: Path) -> bool:
    """Whether this is a mount that leads nowhere, or a file that only names the folder that it should be."""
    if entry.is_symlink():
        return not entry.exists()
    if not entry.is_file() or entry.stat().st_size > 100:
        return False
    target = entry.read_text(encoding="utf-8", errors="replace").strip()
    return target.startswith("../template_") and (entry.parent / target).is_dir()
