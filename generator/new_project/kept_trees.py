"""Templates of older versions as folders, unpacked once for all processes of a user."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from new_project.released import Released

DAY = 86_400
FORGOTTEN = {".new-*": DAY, "*": 100 * DAY}
"""Seconds after which what a killed process has left is removed, and what nobody has used."""


def folder() -> Path:
    """Where they are kept."""
    from platformdirs import user_cache_path

    return user_cache_path("new-project", appauthor=False) / "trees"


@contextmanager
def kept_tree(released: Released, version: str) -> Iterator[Path]:
    """Give the folder of a version: the one that is kept, or, where none can be kept, one for the time of the block.

    It is named after the version's commit, so whatever has that name has that content.
    """
    kept = folder() / released.commits[version]
    if not whole(kept) and not keep(released, version, kept):
        with tempfile.TemporaryDirectory(prefix="new-project-") as temporary:
            yield unpack(released, version, Path(temporary) / "kept") / "tree"
        return
    with suppress(OSError):
        os.utime(kept)  # it is used
    yield kept / "tree"


def keep(released: Released, version: str, kept: Path) -> bool:
    """Unpack a version beside where it is kept, and move it there whole; say whether that may be written."""
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        remove_forgotten(kept.parent)
        own = tempfile.TemporaryDirectory(prefix=".new-", dir=kept.parent, ignore_cleanup_errors=True)
    except OSError:
        return False
    with own as temporary:
        fresh = unpack(released, version, Path(temporary) / "kept")
        for _ in range(2):
            with suppress(OSError):  # another process was faster, or what is there is damaged
                fresh.rename(kept)
            if whole(kept):
                return True
            with suppress(OSError):
                kept.rename(Path(temporary) / "damaged")
    return False


def unpack(released: Released, version: str, target: Path) -> Path:
    """Write a version's files into `target/tree`, and their names into `target/names`."""
    tree = target / "tree"
    tree.mkdir(parents=True)
    released.extract(version, tree)
    for scaffold in (target / "tree.git", target / "tree.index"):
        shutil.rmtree(scaffold, ignore_errors=True) if scaffold.is_dir() else scaffold.unlink(missing_ok=True)
    (target / "names").write_text("\n".join(names(tree)), encoding="utf-8")
    return target


def whole(kept: Path) -> bool:
    """Whether all is there that was unpacked: caches are cleared by people and by systems, and not always whole."""
    try:
        return (kept / "names").read_text(encoding="utf-8").split("\n") == names(kept / "tree")
    except OSError:
        return False


def names(tree: Path) -> list[str]:
    """Each file and link below a folder with its size."""
    found = []
    folders = [str(tree)]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                else:
                    size = entry.stat(follow_symlinks=False).st_size
                    found.append(f"{size} {entry.path[len(str(tree)) + 1 :]}")
    return sorted(found)


def remove_forgotten(kept: Path) -> None:
    """Remove what nobody will use."""
    for pattern, seconds in FORGOTTEN.items():
        for left in kept.glob(pattern):
            with suppress(OSError):
                if time.time() - left.stat().st_mtime > seconds:
                    shutil.rmtree(left)
