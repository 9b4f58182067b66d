"""Where a project goes: whether it may, and how it gets there whole or not at all."""

import os
import secrets
import shlex
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from new_project.errors import Problem, WrongInput
from new_project.interrupts import uninterrupted

LISTED = 10
"""How many of the files in the way are named."""


class Destination:
    """A folder that is empty, or not there yet."""

    def __init__(self, typed: str) -> None:
        if not typed:
            raise WrongInput("DEST is empty: name the folder that the project goes to.", code="usage")
        self.typed = f"./{typed}" if typed.startswith("-") else typed
        self.path = Path(os.path.abspath(typed))  # noqa: PTH100 - Path.resolve would follow links
        self.was_there = self.path.exists()
        self.made: list[Path] = []
        self.filled = False
        self.check()

    def check(self) -> None:
        """Raise Problem when the project cannot go there; nothing is touched."""
        if self.path.is_symlink() and not self.was_there:
            raise Problem(f"{self.typed} is a link that leads nowhere.", code="dest-in-the-way")
        if self.was_there and not self.path.is_dir():
            raise Problem(f"{self.typed} is a file; a project needs a folder of its own.", code="dest-in-the-way")
        existing = next(folder for folder in (self.path, *self.path.parents) if folder.exists())
        if not existing.is_dir():
            raise Problem(f"{self.typed} cannot be made: {existing} is a file.", code="dest-in-the-way")
        if not os.access(existing, os.W_OK | os.X_OK | (os.R_OK if self.was_there else 0)):
            raise Problem(f"{self.typed} cannot be made: you may not write in {existing}.", code="dest-not-writable")
        if self.was_there and (in_the_way := sorted(entry.name for entry in self.path.iterdir())):
            more = f"\n  and {len(in_the_way) - LISTED} more" if len(in_the_way) > LISTED else ""
            names = "".join(f"\n  {name}" for name in in_the_way[:LISTED])
            raise Problem(
                f"{self.typed} is not empty; nothing was touched. In the way:{names}{more}", code="dest-in-the-way"
            )

    @property
    def cd(self) -> str:
        """The words that lead a shell there, before another command."""
        return "" if self.path == Path.cwd() else f"cd {shlex.quote(self.typed)} && "

    @contextmanager
    def staging(self) -> Iterator[Path]:
        """A new folder on the same file system, gone afterwards, whatever happens."""
        parent = self.path if self.was_there else self.path.parent
        folder = parent / f".new-project-{secrets.token_hex(4)}"
        try:
            self.make_parents(parent)
            folder.mkdir()
            yield folder
        except BaseException:
            with uninterrupted():
                shutil.rmtree(folder, ignore_errors=True)
                self.remove_parents()
            raise
        shutil.rmtree(folder, ignore_errors=True)

    def fill(self, folder: Path) -> None:
        """Move what was rendered in `folder` here, all of it or nothing."""
        with uninterrupted():  # a handful of renames
            if not self.was_there:
                folder.rename(self.path)
            else:
                move_entries(folder, self.path)
            self.filled = True

    def remove(self) -> None:
        """Leave everything as it was before."""
        with uninterrupted():
            if not self.filled:
                return
            if not self.was_there:
                shutil.rmtree(self.path, ignore_errors=True)
            else:
                for entry in self.path.iterdir():
                    shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()
            self.remove_parents()

    def make_parents(self, parent: Path) -> None:
        """Make the folders that lead here, and remember which."""
        missing = [folder for folder in (parent, *parent.parents) if not folder.exists()]
        for folder in reversed(missing):
            self.made.append(folder)
            folder.mkdir()

    def remove_parents(self) -> None:
        """Remove the folders that only this project needed."""
        with suppress(OSError):  # somebody else uses one of them by now
            while self.made:
                self.made.pop().rmdir()


def move_entries(source: Path, target: Path) -> None:
    """Move all that is in one folder into another; when one cannot be moved, move the others back."""
    moved: list[Path] = []
    try:
        for entry in sorted(source.iterdir()):
            entry.rename(target / entry.name)
            moved.append(entry)
    except OSError:
        for entry in moved:
            (target / entry.name).rename(entry)
        raise
