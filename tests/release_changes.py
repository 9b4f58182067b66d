"""What releases change in templates, written so that it can be undone: from today's template come the older ones."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

CONDITION = re.compile(r"\{%.*?%\}")


def plain(path: str) -> str:
    """A template's path without conditions and suffix: what it is called in projects, except for package names."""
    return CONDITION.sub("", path).removesuffix(".jinja")


def entries(root: Path) -> Iterator[Path]:
    """All files and folders of the trees; links are not followed."""
    for tree in sorted(root.glob("template_*")):
        for folder, folders, files in os.walk(tree):
            yield from (Path(folder, name) for name in sorted([*folders, *files]))


def located(root: Path, path: str) -> Path:
    """The one entry of a template that is called so when it is rendered."""
    if "/" not in path:
        return root / path
    found = [entry for entry in entries(root) if plain(entry.relative_to(root).as_posix()) == path]
    assert len(found) == 1, f"{path} is {len(found)} times in the template: mend tests/release_history.py"
    return found[0]


class Change(Protocol):
    """What a release did."""

    def undo(self, root: Path) -> None:
        """Make the template what it was before."""


@dataclass(frozen=True)
class Moved:
    """A file or folder was called otherwise, or was elsewhere in its tree; code that names it changed with it."""

    path: str
    now: str
    was: str
    mentions: tuple[tuple[str, str], ...] = ()
    """What code says now, and what it said."""

    def undo(self, root: Path) -> None:
        """Move it back."""
        entry = located(root, self.path)
        target = root / entry.relative_to(root).as_posix().replace(self.now, self.was)
        assert not target.exists()
        target.parent.mkdir(parents=True, exist_ok=True)
        entry.rename(target)
        for now, was in self.mentions:
            changed = [replaced(file, now, was) for file in entries(root) if file.is_file() and not file.is_symlink()]
            assert any(changed), f"nothing mentions {now}: mend tests/release_history.py"


def replaced(file: Path, now: str, was: str) -> bool:
    """Replace bytes wherever they are in a file; say whether they were."""
    content = file.read_bytes()
    if now.encode() not in content:
        return False
    file.write_bytes(content.replace(now.encode(), was.encode()))
    return True


@dataclass(frozen=True)
class Dropped:
    """A file is no longer there."""

    path: str
    """As it is in the template, conditions and all."""
    content: str

    def undo(self, root: Path) -> None:
        """Write it again."""
        (root / self.path).parent.mkdir(parents=True, exist_ok=True)
        with (root / self.path).open("x", encoding="utf-8") as file:
            file.write(self.content)


@dataclass(frozen=True)
class Added:
    """A file is new."""

    path: str

    def undo(self, root: Path) -> None:
        """Delete it."""
        located(root, self.path).unlink()


@dataclass(frozen=True)
class LineDropped:
    """A line that stood near the top of a file is no longer there."""

    path: str
    line: str
    after: int = 1
    """How many lines stand before it."""

    def undo(self, root: Path) -> None:
        """Put it back."""
        file = located(root, self.path)
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        assert len(lines) > 2 * self.after, (
            f"{self.path} is too short, or includes another: mend tests/release_history.py"
        )
        file.write_text("".join([*lines[: self.after], f"{self.line}\n", *lines[self.after :]]), encoding="utf-8")


@dataclass(frozen=True)
class Reworded:
    """A text says something else."""

    path: str
    now: str
    was: str

    def undo(self, root: Path) -> None:
        """Say what it said."""
        assert replaced(located(root, self.path), self.now, self.was), f"{self.path} does not say {self.now!r}"


@dataclass(frozen=True)
class MadeExecutable:
    """A file may be executed now."""

    path: str

    def undo(self, root: Path) -> None:
        """Take it back."""
        file = located(root, self.path)
        assert file.stat().st_mode & 0o100
        file.chmod(0o644)


@dataclass(frozen=True)
class Rehomed:
    """What two trees share belongs to another of them; a link from the first leads there."""

    real: str
    link: str

    def undo(self, root: Path) -> None:
        """Let the real folder and the link change places."""
        real, link = located(root, self.real), located(root, self.link)
        assert link.is_symlink()
        assert link.resolve() == real
        link.unlink()
        real.rename(link)
        real.symlink_to(os.path.relpath(link, real.parent))
