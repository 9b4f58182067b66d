"""The template's files: which they are, and whether they are whole."""

import os
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

from new_project.errors import Problem

ANSWERS_FILE = ".copier-answers.yml"
"""Where a project keeps the answers that it was made from."""

LOCK_FILE = "uv.lock"
"""Where uv keeps what it chose, beside each pyproject.toml."""

PARTS = (
    "CHANGELOG.md",
    "copier.yml",
    "generator/decision",
    "generator/*.jinja",
    "generator/*.mk",
    "generator/*.yml",
    "generator/version.txt",
    "template_*",
)
"""What rendering and updating need of a checkout."""

JUNK_NAMES = ("__pycache__", "*.py[co]", ".venv", ".*_cache", ".hypothesis", ".coverage", ".DS_Store")
"""What tools leave in a checkout, and no project is made from."""

JUNK = shutil.ignore_patterns(*JUNK_NAMES)

LONGEST_TARGET = 200
"""In characters; a file that is larger is no link's target."""


def copy_parts(root: Path, tree: Path) -> None:
    """Copy what rendering needs, without a git repository around it, from which Copier would clone what is committed.

    Mounts stay the links that they are.
    """
    for pattern in PARTS:
        for source in root.glob(pattern):
            target = tree / source.relative_to(root)
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, target, symlinks=True, ignore=JUNK)
            else:
                shutil.copy2(source, target)


def template_files(root: Path) -> Iterator[str]:
    """Name all files that rendering needs, also those that a mount leads to."""
    for pattern in PARTS:
        for part in sorted(root.glob(pattern)):
            if part.is_file():
                yield part.relative_to(root).as_posix()
            for folder, folders, files in os.walk(part, followlinks=True):
                junk = JUNK(folder, [*folders, *files])
                folders[:] = sorted(set(folders) - junk)
                yield from (Path(folder, name).relative_to(root).as_posix() for name in sorted(set(files) - junk))


def check_mounts(root: Path) -> None:
    """Refuse a checkout without symbolic links: git writes a mount as a file that holds the link's target."""
    broken = [entry.relative_to(root) for entry in root.glob("template_*/**/*") if is_broken_mount(entry)]
    if broken:
        trees = sorted({entry.parts[0] for entry in broken})
        raise Problem(
            f"Files instead of links are in {' and '.join(trees)}: this checkout was made without symbolic links.\n"
            "Mend it with: "
            f"cd {shlex.quote(str(root))} && git config core.symlinks true && git checkout -- {' '.join(trees)}",
            code="template-broken",
        )


def is_broken_mount(entry: Path) -> bool:
    """Whether this is a link that leads nowhere, or a file that only names what it should be a link to."""
    if entry.is_symlink():
        return not entry.exists()
    if not entry.is_file() or entry.stat().st_size > LONGEST_TARGET:
        return False
    target = entry.read_text(encoding="utf-8", errors="replace")
    return target.startswith("../") and "\n" not in target and (entry.parent / target).exists()
