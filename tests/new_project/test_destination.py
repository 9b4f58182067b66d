"""Where a project goes: whole, or not at all."""

import os
from pathlib import Path

import pytest

from new_project.destination import Destination
from new_project.errors import Problem


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def fill(destination: Destination) -> None:
    with destination.staging() as folder:
        (folder / "sub").mkdir()
        (folder / "sub" / "file").write_text("new")
        (folder / "top").write_text("new")
        destination.fill(folder)


@pytest.mark.parametrize("there", [False, True])
def test_it_is_filled_and_emptied(tmp_path: Path, there: bool) -> None:
    if there:
        (tmp_path / "a" / "b").mkdir(parents=True)
    destination = Destination("a/b")
    fill(destination)
    assert sorted(os.listdir("a/b")) == ["sub", "top"]
    assert os.listdir("a") == ["b"]
    destination.remove()
    assert os.listdir() == (["a"] if there else [])
    assert not there or os.listdir("a/b") == []


@pytest.mark.parametrize("there", [False, True])
def test_a_failure_while_rendering_leaves_nothing(tmp_path: Path, there: bool) -> None:
    if there:
        (tmp_path / "a" / "b").mkdir(parents=True)
    destination = Destination("a/b")

    def fail() -> None:
        with destination.staging() as folder:
            (folder / "file").write_text("new")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert os.listdir() == (["a"] if there else [])
    assert not there or os.listdir("a/b") == []


def test_what_came_in_between_is_not_overwritten(tmp_path: Path) -> None:
    destination = Destination("demo")

    def race() -> None:
        with destination.staging() as folder:
            (folder / "file").write_text("new")
            (tmp_path / "demo").mkdir()
            (tmp_path / "demo" / "file").write_text("theirs")
            destination.fill(folder)

    with pytest.raises(OSError, match="not empty"):
        race()
    destination.remove()  # as an interrupt would
    assert os.listdir() == ["demo"]
    assert Path("demo/file").read_text() == "theirs"


def test_a_folder_that_one_may_not_write_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)  # as root, there is no such folder
    with pytest.raises(Problem, match="you may not write in"):
        Destination("demo")


def test_the_way_there() -> None:
    assert Destination("demo").cd == "cd demo && "
    assert Destination("-a b").cd == "cd './-a b' && "
    assert Destination(".").cd == ""
    assert Destination("-x").path == Path.cwd() / "-x"
