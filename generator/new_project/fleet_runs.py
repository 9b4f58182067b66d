"""What a fleet's update has done so far, kept where its user's other state is, so that it can be killed and go on."""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

from new_project.errors import Problem
from new_project.fleet_git import remove_work_tree
from new_project.fleet_outcomes import Outcome, Wish
from new_project.interrupts import uninterrupted


@dataclass
class Run:
    """One run: its folder, and the outcome of each project that is done with, by its path."""

    folder: Path
    log: IO[str]
    outcomes: dict[str, Outcome] = field(default_factory=dict)

    def keep(self, outcomes: list[Outcome]) -> None:
        """Write down what became of some projects, in one piece that survives what happens next."""
        self.log.write("".join(json.dumps(asdict(outcome), ensure_ascii=False) + "\n" for outcome in outcomes))
        self.log.flush()
        os.fsync(self.log.fileno())
        self.outcomes |= {outcome.path: outcome for outcome in outcomes}

    def place(self, checkout: Path) -> Path:
        """Where the work tree of a repository goes; whose it is stands beside it before it is made."""
        number = hashlib.sha256(os.fsencode(checkout)).hexdigest()[:12]
        trees = self.folder / "trees"
        trees.mkdir(exist_ok=True)
        (trees / f"{number}.of").write_bytes(os.fsencode(checkout))
        return trees / f"new-project-{number}-{os.getpid()}"

    def clear(self) -> None:
        """Take away the work trees that a killed run has left."""
        for note in (self.folder / "trees").glob("*.of"):
            checkout = Path(os.fsdecode(note.read_bytes()))
            for tree in note.parent.glob(f"new-project-{note.stem}-*"):
                with suppress(OSError):  # the repository is gone, and what it knew with it
                    remove_work_tree(checkout, tree)
        shutil.rmtree(self.folder / "trees", ignore_errors=True)


def runs_folder() -> Path:
    """Where runs are kept."""
    from platformdirs import user_state_path

    return user_state_path("new-project", appauthor=False) / "fleet"


@contextmanager
def open_run(source: Path, wish: Wish, *, restart: bool) -> Iterator[Run]:
    """Begin a run, or go on with one that was cut off; it is forgotten when the block ends well.

    Another one with the same fleet and the same wish at the same time is refused.
    """
    key = json.dumps([str(source.resolve()), wish.to, wish.gates, wish.push])
    folder = runs_folder() / hashlib.sha256(key.encode()).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "outcomes.jsonl").open("a+", encoding="utf-8") as log:
        try:
            fcntl.flock(log, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Problem(
                f"This fleet is being updated already: {source} to {wish.to}. Wait for it, or end it.",
                code="fleet-busy",
            ) from None
        if restart:
            log.truncate(0)
        run = Run(folder, log, read_outcomes(log))
        run.clear()
        try:
            yield run
        finally:
            with uninterrupted():
                run.clear()
        shutil.rmtree(folder, ignore_errors=True)


def read_outcomes(log: IO[str]) -> dict[str, Outcome]:
    """What was done before; a line that was cut off halfway was not, and neither was what failed."""
    log.seek(0)
    found: dict[str, Outcome] = {}
    whole = 0
    for line in iter(log.readline, ""):
        try:
            outcome = Outcome(**json.loads(line))
        except (ValueError, TypeError):
            break
        whole = log.tell()
        if outcome.result != "failed":
            found[outcome.path] = outcome
    log.truncate(whole)
    return found
