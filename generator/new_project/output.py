"""Everything that is said: to people as text, to programs as one JSON object a line (NDJSON)."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # as in typing, which takes longer to load than all of this
if TYPE_CHECKING:
    from rich.console import Console, RenderableType


class Output:
    """How this process speaks. `as_json`: events on stdout, no text at all. `plain`: no color, nothing that moves."""

    def __init__(self) -> None:
        self.as_json = False
        self.plain = False

    def say(self, text: str = "") -> None:
        """Tell a person something."""
        if not self.as_json:
            write(sys.stdout, f"{text}\n")

    def show(self, *parts: RenderableType) -> None:
        """Tell a person something that is laid out for the width of the window."""
        if self.as_json:
            return
        console = self.console()
        with console.capture() as captured:
            for part in parts:
                console.print(part)
        write(sys.stdout, "".join(f"{line.rstrip()}\n" for line in captured.get().splitlines()))  # it fills lines up

    def warn(self, text: str) -> None:
        """Tell whoever listens something that they may not have meant."""
        if self.as_json:
            self.event("warning", message=text)
        else:
            write(sys.stderr, f"{text}\n")

    def document(self, content: object) -> None:
        """Give a program all that was asked for, in one piece; a person is shown it elsewhere."""
        if self.as_json:
            import json

            write(sys.stdout, json.dumps(content, ensure_ascii=False) + "\n")

    def event(self, name: str, **details: object) -> None:
        """Tell a program what happened; a person reads it elsewhere."""
        if self.as_json:
            import json

            write(sys.stdout, json.dumps({"event": name, **details}, ensure_ascii=False, default=str) + "\n")

    @property
    def colored(self) -> bool:
        """Whether color and bold type are wanted and can be shown."""
        wanted = not self.plain and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        return wanted and sys.stdout.isatty()

    @property
    def live(self) -> bool:
        """Whether a line on stderr can be drawn again and again."""
        return not self.as_json and not self.plain and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"

    @property
    def full_block(self) -> str:
        """What bars are drawn with: a block, where it can be shown."""
        try:
            "█".encode(sys.stdout.encoding or "ascii")
        except UnicodeEncodeError:
            return "#"
        return "#" if self.plain else "█"

    def console(self) -> Console:
        """What lays text out for a person's terminal; where there is none, for a page of 80 columns."""
        from rich.console import Console

        return Console(
            file=sys.stdout,
            no_color=not self.colored,
            color_system="auto" if self.colored else None,
            highlight=False,
            markup=False,
            emoji=False,
            soft_wrap=False,
        )

    def folded(self, text: str, *, indent: int = 0, hanging: int = 0) -> str:
        """Break a text between words at the width of the window; later lines hang."""
        import shutil
        import textwrap

        width = max(20, shutil.get_terminal_size().columns - 1)
        return textwrap.fill(text, width, initial_indent=" " * indent, subsequent_indent=" " * hanging)

    def bold(self, text: str) -> str:
        """Make a text stand out, where that can be shown."""
        return f"\x1b[1m{text}\x1b[0m" if self.colored else text


out = Output()
"""The one of this process; the command line sets it up."""


def write(stream: object, text: str) -> None:
    """Write at once: what is said must be in order with what others say."""
    try:
        print(text, end="", file=stream, flush=True)  # type: ignore[call-overload]
    except BrokenPipeError:  # whoever read it has left; what was begun is finished without them
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # type: ignore[attr-defined]
