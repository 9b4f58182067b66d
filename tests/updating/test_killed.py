"""Killed at any moment, an update is taken back byte for byte, or goes on to what it would have been.

Killed is all of it, git too: before the n-th thing that may leave traces, and while git is writing the n-th file.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.releases import copied
from tests.updating.found import state_of
from tests.updating.tool import WarmTool

POINTS = 20
FILES = (1, 3, 9, 17, 24, 29)
"""While git writes these, of about thirty."""

KILLED = -9
FILTER = """#!/bin/sh
# git gives it each file that it writes. The group is killed at the one that is asked for.
echo >> "$1"
[ "$(wc -l < "$1")" -ne "$2" ] || kill -KILL 0
exec cat
"""


@dataclass(frozen=True)
class Killer:
    """Kills while git writes a file of that number, by a filter that only the killed run knows of."""

    folder: Path

    def at(self, file: int) -> dict[str, str]:
        """The environment of that run."""
        script, counted = self.folder / "filter", self.folder / "counted"
        script.write_text(FILTER)
        counted.unlink(missing_ok=True)
        setting = {"KEY_0": "filter.killing.smudge", "VALUE_0": f"sh {script} {counted} {file}", "COUNT": "1"}
        return {f"GIT_CONFIG_{name}": value for name, value in setting.items()}


@pytest.fixture
def killer(tmp_path: Path) -> Killer:
    return Killer(tmp_path)


@pytest.fixture(scope="module")
def project(edited_near: Path) -> Path:
    """A project with edits that conflict, and files that git ignores, one in a folder that the template deletes."""
    project = copied(edited_near)
    (project / ".git" / "info" / "attributes").write_text("* filter=killing\n")
    (project / ".env").write_text("SECRET_KEY=ours\n")
    (project / "old" / "__pycache__").mkdir()
    (project / "old" / "__pycache__" / "ours.pyc").write_bytes(b"\0\1")
    return project


@pytest.fixture(scope="module")
def undisturbed(project: Path, warm: WarmTool) -> tuple[object, int]:
    """What becomes of it, and by how many events."""
    warm.update(project, "--dry-run")  # older templates are unpacked once
    done = copied(project)
    said = warm.update(done, "--no-gates")
    assert said.code == 1
    assert said.event("error")["code"] == "conflicts-open"
    return state_of(done), warm.seen


def points(last: int, many: int) -> Iterator[int]:
    """So many numbers up to the last, in even steps."""
    return (max(1, round(last * number / many)) for number in range(1, many + 1))


def test_before_anything_that_it_does(project: Path, undisturbed: tuple[object, int], warm: WarmTool) -> None:
    wanted, events = undisturbed
    assert events >= POINTS
    begun = []
    for point in points(events, POINTS):
        stopped = copied(project)
        assert warm.update(stopped, "--no-gates", kill_at=point).code == KILLED
        if assert_both_ways(stopped, project, wanted, warm, f"event {point} of {events}"):
            begun.append(point)
        elif not begun:
            untouched = stopped
    assert begun == sorted(begun)
    assert len(begun) >= POINTS // 4
    # What was killed last before anything began is in nobody's way.
    assert warm.update(untouched, "--no-gates").event("error")["code"] == "conflicts-open"
    assert state_of(untouched) == wanted


@pytest.mark.parametrize("file", FILES)
def test_while_git_writes_a_file(
    file: int, project: Path, undisturbed: tuple[object, int], warm: WarmTool, killer: Killer
) -> None:
    stopped = copied(project)
    assert warm.update(stopped, "--no-gates", environment=killer.at(file)).code == KILLED
    assert state_of(stopped) != state_of(project)
    assert assert_both_ways(stopped, project, undisturbed[0], warm, f"file {file}")


def assert_both_ways(stopped: Path, project: Path, wanted: object, warm: WarmTool, where: str) -> bool:
    """Take one of two back, and go on with the other; say whether anything had begun."""
    other = copied(stopped)
    back = warm.update(stopped, "--abort")
    assert state_of(stopped) == state_of(project), f"not what it was: {where}"
    if back.code:
        assert back.event("error")["code"] == "nothing-under-way"
        return False
    on = warm.update(other, "--continue", "--no-gates")
    assert on.event("error")["code"] == "conflicts-open", on.text
    assert state_of(other) == wanted, f"not what it would have been: {where}"
    for each in (stopped, other):
        shutil.rmtree(each.parent)
    return True


@pytest.mark.parametrize("way", ["--abort", "--continue"])
def test_killed_again_on_the_way(
    way: str, project: Path, undisturbed: tuple[object, int], warm: WarmTool, killer: Killer
) -> None:
    begun = copied(project)
    assert warm.update(begun, "--no-gates", environment=killer.at(14)).code == KILLED
    warm.update(copied(begun), way, "--no-gates")
    events = warm.seen
    assert events > 5
    for point in points(events, 5):
        stopped = copied(begun)
        assert warm.update(stopped, way, "--no-gates", kill_at=point).code == KILLED
        assert_both_ways(stopped, project, undisturbed[0], warm, f"event {point} of {events} of {way}")


@pytest.mark.parametrize("way", ["--abort", "--continue"])
def test_killed_again_while_git_writes(
    way: str, project: Path, undisturbed: tuple[object, int], warm: WarmTool, killer: Killer
) -> None:
    stopped = copied(project)
    for do, file in (("--no-gates", 14), (way, 5), (way, 11)):
        assert warm.update(stopped, do, environment=killer.at(file)).code == KILLED
    assert_both_ways(stopped, project, undisturbed[0], warm, f"twice in {way}")
