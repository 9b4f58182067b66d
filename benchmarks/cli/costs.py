"""What a whole process costs, with all that it starts."""

import os
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pexpect

PATIENCE = 60
"""In seconds; nothing that is measured takes a tenth of it."""


class Failed(Exception):
    """A command did not do what is to be measured: there is no number then."""


@dataclass(frozen=True)
class Cost:
    """Seconds: of the processor, in user and system mode, and on the clock."""

    cpu: float
    wall: float


@dataclass(frozen=True)
class Place:
    """Where commands run, and with which environment."""

    folder: Path
    environment: Mapping[str, str]


def until_end(command: Sequence[str], place: Place) -> Cost:
    """Run a command without a terminal; raise Failed when its exit code is not 0."""
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=place.folder,
            env=place.environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            output.seek(0)
            said = output.read().decode(errors="replace").strip()
            raise Failed(f"{' '.join(command)}: exit code {process.returncode}\n{said}")
    return Cost(usage.ru_utime + usage.ru_stime, wall)


def until_text(command: Sequence[str], text: str, place: Place) -> Cost:
    """Run a command in a terminal until it shows a text, then end it; raise Failed when it does not show it."""
    start = time.perf_counter()
    terminal = pexpect.spawn(
        command[0], list(command[1:]), cwd=place.folder, env=place.environment, timeout=PATIENCE, encoding="utf-8"
    )
    try:
        terminal.expect_exact(text)
        assert terminal.pid is not None  # noqa: S101 - it has been started
        return Cost(cpu_of(terminal.pid), time.perf_counter() - start)
    except (pexpect.EOF, pexpect.TIMEOUT) as error:
        raise Failed(f"{' '.join(command)}: showed no {text!r}, but\n{terminal.before}") from error
    finally:
        terminal.close(force=True)


def cpu_of(process: int) -> float:
    """Return the seconds that a living process and its ended children have had of the processor (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return sum(int(ticks) for ticks in fields[11:15]) / os.sysconf("SC_CLK_TCK")
