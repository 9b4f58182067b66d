"""Saying what goes on while someone waits. On a terminal one line that changes; elsewhere, lines, or events."""

import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from new_project.output import out

INTERVAL = 0.2


class Step:
    """Something that takes a while."""

    def __init__(self, title: str, live: bool) -> None:
        self.title = title
        self.live = live
        self.started = time.monotonic()
        self.latest = ""
        self.over = threading.Event()

    def note(self, line: str) -> None:
        """Show what it says meanwhile."""
        self.latest = line.strip()
        if not self.live and not out.as_json and self.latest:
            write(f"  {self.latest}\n")

    def redraw(self) -> None:
        """Keep the line on the terminal up to date until the step is over."""
        while not self.over.wait(INTERVAL):
            width = shutil.get_terminal_size().columns - 1
            write("\r\x1b[K" + f"{self.title} … {self.seconds:.0f} s  {self.latest}"[:width])

    @property
    def seconds(self) -> float:
        """How long it has taken so far."""
        return time.monotonic() - self.started

    def end(self, result: str) -> None:
        """Replace the line with how it ended."""
        out.event("stage", stage=self.title.lower(), state=result, seconds=round(self.seconds, 2))
        if not out.as_json:
            write(("\r\x1b[K" if self.live else "") + f"{self.title} … {result} ({self.seconds:.1f} s)\n")


@contextmanager
def step(title: str) -> Iterator[Step]:
    """Show a step while the block runs."""
    live = out.live
    current = Step(title, live)
    drawing = threading.Thread(target=current.redraw, daemon=True)
    out.event("stage", stage=title.lower(), state="started")
    if live:
        drawing.start()
    elif not out.as_json:
        write(f"{title} …\n")
    result = "failed"
    try:
        yield current
        result = "done"
    except KeyboardInterrupt:
        result = "stopped"
        raise
    finally:
        current.over.set()
        if live:
            drawing.join()
        current.end(result)


def write(text: str) -> None:
    """Write to where messages go, at once."""
    sys.stderr.write(text)
    sys.stderr.flush()
