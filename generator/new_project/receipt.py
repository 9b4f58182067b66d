"""The printed proof of what was tried and seen."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from new_project.install import InstallFailed
from new_project.output import out
from new_project.servers import NotServing


class Failed(Exception):
    """A step did not see what it expected; out of the receipt, the message is the step's name."""


@dataclass
class Receipt:
    """What was tried, in order; each line is said as soon as its step ends."""

    steps: int = 0

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time a step; when it fails, write down why and go no further."""
        start = time.monotonic()
        try:
            yield
        except (Failed, InstallFailed, NotServing) as error:
            self.line("FAILED", name, start)
            out.say(indent(str(error)))
            raise Failed(name) from error
        else:
            self.line("ok", name, start)

    def line(self, result: str, name: str, start: float) -> None:
        """Write one line: the result, the step and how long it took."""
        self.steps += 1
        seconds = time.monotonic() - start
        out.say(f"  {result:<6}  {name:<52} {seconds:6.2f} s")
        out.event("step", step=name, ok=result == "ok", seconds=round(seconds, 2))


def indent(text: str) -> str:
    """Set text off from the receipt's own lines."""
    return "\n".join(f"          {line}" for line in text.splitlines())
