"""When an interrupt is heeded."""

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from new_project.interrupts import delayed
from new_project.servers import running_make


@pytest.fixture(autouse=True)
def heeded() -> Iterator[None]:
    """Where the tests run, Ctrl-C may be ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_one_that_comes_between_two_steps_is_heeded_after_both() -> None:
    done = []

    def both() -> None:
        with delayed():
            done.append("first")
            signal.raise_signal(signal.SIGINT)
            done.append("second")

    with pytest.raises(KeyboardInterrupt):
        both()
    assert done == ["first", "second"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_what_started_while_it_came_does_not_live_on(tmp_path: Path) -> None:
    (tmp_path / "Makefile").write_text("dev:\n\techo $$PPID > pid; kill -INT $(TESTS); sleep 60\n")
    words = ["dev", f"TESTS={os.getpid()}"]
    with pytest.raises(KeyboardInterrupt), running_make(tmp_path, words, subprocess.DEVNULL) as process:
        process.wait(30)
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)
