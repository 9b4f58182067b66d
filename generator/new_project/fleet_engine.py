"""Running this program's own `update` in a work tree, as a process of its own, and reading what it tells programs."""

import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from new_project.servers import clean_environment, end


class Stopped(BaseException):
    """Somebody has ended the whole run."""


@dataclass
class Told:
    """The events of one run, and its exit code."""

    exit_code: int
    events: list[dict[str, Any]]

    def event(self, name: str) -> dict[str, Any]:
        """The last event of that name; nothing where there is none."""
        return next((event for event in reversed(self.events) if event.get("event") == name), {})


@dataclass
class Engine:
    """Runs processes for several threads, and ends them all when it is told to."""

    running: "set[subprocess.Popen[bytes]]" = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)
    stopped: bool = False

    def run(self, folder: Path, *arguments: str) -> Told:
        """Run new-project; raise Stopped when it was ended meanwhile."""
        own = [sys.executable, "-P", "-m", "new_project", *arguments, "--json"]
        code, output = self.output_of(own, folder, clean_environment() | import_path())
        return Told(code, events_in(output))

    def output_of(self, command: list[str], folder: Path, environment: dict[str, str]) -> tuple[int, bytes]:
        """Run any command: its exit code, and what it printed, errors and all."""
        with self.lock:
            self.check()
            process = subprocess.Popen(
                command,
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # so that an interrupt reaches it through us, and all that it started
            )
            self.running.add(process)
        try:
            output, _ = process.communicate()
        finally:
            with self.lock:
                self.running.discard(process)
        self.check()
        return process.returncode, output

    def check(self) -> None:
        """Raise Stopped when the run is over."""
        if self.stopped:
            raise Stopped

    def stop(self) -> None:
        """End everything that runs, and begin nothing more."""
        with self.lock:
            self.stopped = True
            running = list(self.running)
        for process in running:
            end(process)


def import_path() -> dict[str, str]:
    """Where Python finds this program: where this process has found it."""
    own = str(Path(__file__).resolve().parent.parent)
    return {"PYTHONPATH": os.pathsep.join(filter(None, (own, os.environ.get("PYTHONPATH"))))}


def events_in(output: bytes) -> list[dict[str, Any]]:
    """The lines of JSON in what a process printed."""
    events = []
    for line in output.decode(errors="replace").splitlines():
        with suppress(ValueError):
            found = json.loads(line)
            events += [found] if isinstance(found, dict) else []
    return events
