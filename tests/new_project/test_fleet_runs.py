"""What a fleet's update remembers, and doing the same for many in several processes."""

import json
import os
import signal
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from new_project.errors import Problem, WrongInput
from new_project.fleet_engine import Engine, Stopped
from new_project.fleet_outcomes import Outcome, Wish
from new_project.fleet_pool import in_processes, jobs_from
from new_project.fleet_runs import Run, open_run, runs_folder
from tests.releases import commit, git

WISH = Wish("1.2.0")


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def cut_off(source: Path, outcomes: list[Outcome]) -> Path:
    """A run that wrote these down and then ended, and its log."""
    with suppress(KeyboardInterrupt), open_run(source, WISH, restart=False) as run:
        run.keep(outcomes)
        raise KeyboardInterrupt
    (log,) = runs_folder().glob("*/outcomes.jsonl")
    return log


def done_before(source: Path, wish: Wish = WISH, *, restart: bool = False) -> set[str]:
    with open_run(source, wish, restart=restart) as run:
        return set(run.outcomes)


def test_what_was_done_is_known_and_what_failed_is_tried_again(tmp_path: Path) -> None:
    cut_off(tmp_path, [Outcome("a", "/a", "updated"), Outcome("b", "/b", "failed"), Outcome("c", "/c", "conflicts")])
    assert done_before(tmp_path) == {"/a", "/c"}
    assert done_before(tmp_path) == set()  # that one came to its end


def test_a_line_that_was_cut_off_was_not_done(tmp_path: Path) -> None:
    log = cut_off(tmp_path, [Outcome("ä", "/ä", "updated"), Outcome("b", "/b", "updated")])
    log.write_bytes(log.read_bytes()[:-9])
    cut_off(tmp_path, [Outcome("c", "/c", "updated")])
    assert [json.loads(line)["name"] for line in log.read_text().splitlines()] == ["ä", "c"]
    assert done_before(tmp_path) == {"/ä", "/c"}


@pytest.mark.parametrize("wish", [Wish("1.1.0"), Wish("1.2.0", push=True), Wish("1.2.0", gates=True)])
def test_another_wish_is_another_run(wish: Wish, tmp_path: Path) -> None:
    cut_off(tmp_path, [Outcome("a", "/a", "updated")])
    assert done_before(tmp_path, wish) == set()
    assert done_before(tmp_path, WISH) == {"/a"}


def test_restart_forgets(tmp_path: Path) -> None:
    cut_off(tmp_path, [Outcome("a", "/a", "updated")])
    assert done_before(tmp_path, restart=True) == set()


def test_the_same_twice_at_once_is_refused(tmp_path: Path) -> None:
    with open_run(tmp_path, WISH, restart=False), pytest.raises(Problem) as caught:
        done_before(tmp_path)
    assert caught.value.code == "fleet-busy"


def test_a_work_tree_that_a_killed_run_has_left_is_taken_away(tmp_path: Path) -> None:
    shop = tmp_path / "shop"
    shop.mkdir()
    (shop / "README.md").write_text("")
    commit(shop, "Start")
    with (tmp_path / "log").open("a+") as log:
        run = Run(tmp_path / "run", log)
        run.folder.mkdir()
        git(shop, "worktree", "add", "--quiet", "--detach", str(run.place(shop)))
        run.place(tmp_path / "gone")
        assert git(shop, "worktree", "list").count("\n") == 2

        Run(tmp_path / "run", log).clear()

    assert git(shop, "worktree", "list").count("\n") == 1
    assert list((tmp_path / "run").iterdir()) == []


def test_whoever_ends_a_run_ends_what_it_has_started(tmp_path: Path) -> None:
    engine = Engine()
    with ThreadPoolExecutor(1) as pool:
        work = pool.submit(engine.output_of, ["sh", "-c", "echo $$ > it; sleep 90"], tmp_path, dict(os.environ))
        while not (tmp_path / "it").exists():
            time.sleep(0.01)
        engine.stop()
        assert isinstance(work.exception(timeout=60), Stopped)
    with pytest.raises(Stopped):
        engine.output_of(["true"], tmp_path, dict(os.environ))


def squared(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.05)
    return number * number


def test_a_process_that_dies_takes_no_other_result_along() -> None:
    assert dict(in_processes(squared, [1, 2, 3, 4, 5], 2)) == {1: 1, 2: 4, 3: None, 4: 16, 5: 25}


def process_of(_number: int) -> int:
    return os.getpid()


def test_no_process_sees_more_than_a_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("new_project.fleet_pool.BATCH", 2)
    seen = Counter(process for _number, process in in_processes(process_of, range(5), 1))
    assert sorted(seen.values()) == [1, 2, 2]


@pytest.mark.parametrize("text", ["0", "-1", "many", "257", "²"])
def test_jobs_are_a_number(text: str) -> None:
    with pytest.raises(WrongInput, match="it is a number from 1 to 256"):
        jobs_from(text)
    assert jobs_from("12") == 12
    assert jobs_from("") == os.cpu_count()
