"""What processes cost, and that a failure is one."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.cli.contests import contents, making
from benchmarks.cli.costs import Cost, Failed, Place, cpu_of, until_end, until_text

WORK = "import time\nwhile time.process_time() < 0.2: pass\n"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path, {"PATH": os.environ["PATH"]})


def python(code: str) -> tuple[str, ...]:
    return (sys.executable, "-S", "-c", code)


def test_work_and_waiting_are_told_apart(place: Place) -> None:
    cost = until_end(python(WORK + "time.sleep(0.3)"), place)
    assert cost.cpu >= 0.2
    assert cost.wall >= 0.5


def test_what_a_process_starts_counts(place: Place) -> None:
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-S', '-c', {WORK!r}], check=True)"
    assert until_end(python(code), place).cpu >= 0.2


def test_until_a_text_is_shown_and_no_longer(place: Place) -> None:
    cost = until_text(python(WORK + "print('What is its name?', flush=True); time.sleep(60)"), "its name?", place)
    assert cost.cpu >= 0.19  # in ticks of 10 ms


@pytest.mark.parametrize(
    "measure",
    [
        until_end,
        lambda command, place: until_text(command, "never shown", place),
        making,
    ],
)
def test_a_command_that_fails_is_told_with_what_it_said(
    place: Place, measure: Callable[[tuple[str, ...], Place], Cost]
) -> None:
    with pytest.raises(Failed) as caught:
        measure(python("import sys; print('no such thing'); sys.exit(3)"), place)
    assert "no such thing" in str(caught.value)


def test_a_project_that_is_not_what_was_expected_is_a_failure(place: Place) -> None:
    make = python("from pathlib import Path; p = Path('call-center'); p.mkdir(); (p / 'a').write_text('made')")
    assert making(make, place, {"a": (b"made", False)}).wall > 0
    for command, expected in ((make, {"a": (b"other", False)}), (python("pass"), None)):
        with pytest.raises(Failed, match="made something else, or nothing"):
            making(command, place, expected)
    assert list(place.folder.iterdir()) == []


def test_the_processor_s_time_of_a_living_process() -> None:
    spent = sum(os.times()[:4])
    assert spent - 0.05 <= cpu_of(os.getpid()) <= sum(os.times()[:4]) + 0.05


def test_contents_are_bytes_and_whether_they_run(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "run").write_bytes(b"\xff")
    (tmp_path / "bin" / "run").chmod(0o755)
    assert contents(tmp_path) == {"bin/run": (b"\xff", True)}
