"""Walks through a document of a project as a newcomer does: its files are written, its commands run, in their order.

A block of Python is a file, a block of `diff` a change of one; the line before says which. What stands behind `#` in a
command's line is what the command must print.
"""

import re
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from new_project.servers import Servers, clean_environment, serving

OF_FILE = r"(?:^[^\n]*`(?P<file>[^`\n]+)`:\n\n)?"
BLOCK = re.compile(OF_FILE + r"^```(?P<kind>python|diff|console)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
SAID = re.compile(r"\$ (.+?)(?:\s{2,}#\s(.*))?")
ASSIGNMENT = re.compile(r"(?P<name>[A-Z]+)=\$\(.*\)")
PATIENCE = 30.0
"""Seconds in which what is written down beside the answers (logs, comparisons) is there."""

TIMEOUT = 600
"""Seconds for one command."""

# They only show what has happened, which may take a moment to be known: to the gateway, that a service is healthy.
SHOW = ("make hot", "make shadow", "make traffic", "curl -s")
# They fail, and the document says why.
FAIL = ("does not yet", "failed")


@dataclass(frozen=True)
class Block:
    """A part of the document that is done."""

    kind: str
    text: str
    file: str = ""


@dataclass(frozen=True)
class Command:
    """What is typed, and what it must print."""

    typed: str
    prints: str = ""

    @property
    def fails(self) -> bool:
        """Whether it is said to fail."""
        return self.prints.endswith(FAIL)

    @property
    def is_done_elsewhere(self) -> bool:
        """Whether a walk leaves it to others."""
        return self.typed == "make test" or self.typed.startswith("uvx ")


def blocks(text: str) -> Iterator[Block]:
    """What is to be done, in order."""
    for found in BLOCK.finditer(text):
        yield Block(found["kind"], found["text"], found["file"] or "")


def commands(block: str) -> Iterator[Command]:
    """The commands of a block."""
    for line in block.splitlines():
        assert line.startswith("$ "), f"not a command: {line}"
        typed, prints = SAID.fullmatch(line).groups()  # type: ignore[union-attr]
        yield Command(typed, prints or "")


def changed(text: str, change: str) -> str:
    """A text after a change, whose parts must each fit in exactly one place."""
    for hunk in change.split("@@\n"):
        lines = hunk.splitlines()
        before = "".join(f"{line[1:]}\n" for line in lines if line[:1] in {"-", " "})
        after = "".join(f"{line[1:]}\n" for line in lines if line[:1] in {"+", " "})
        places = text.count(before)
        assert places == 1, f"{places} places, and not one, for:\n{hunk}\nin:\n{text}"
        text = text.replace(before, after)
    return text


@dataclass
class Walk:
    """One walk through a project, with what runs meanwhile."""

    project: Path
    ports: tuple[str, ...]
    stack: ExitStack
    variables: dict[str, str] = field(default_factory=dict)
    servers: Servers | None = None
    done: list[str] = field(default_factory=list)

    def take(self, block: Block) -> None:
        """Do what a block says."""
        if block.kind == "console":
            for command in commands(block.text):
                self.run(command)
            return
        file = self.project / block.file
        assert block.file, block.text
        if block.kind == "diff":
            file.write_text(changed(file.read_text(encoding="utf-8"), block.text), encoding="utf-8")
            return
        assert not file.exists(), f"{block.file} is there already"
        file.parent.mkdir(exist_ok=True)
        file.write_text(block.text, encoding="utf-8")

    def run(self, command: Command) -> None:
        """Type a command, and look at what it prints."""
        if command.is_done_elsewhere:
            return
        self.done.append(command.typed)
        if command.typed == "make dev":
            self.serve()
        elif assigned := ASSIGNMENT.fullmatch(command.typed):
            self.variables[assigned["name"]] = self.said(f'{command.typed}; echo "${assigned["name"]}"').strip()
        else:
            patience = PATIENCE if command.typed.startswith(SHOW) else 0
            expect(command, lambda: self.ran(command.typed), patience)

    def serve(self) -> None:
        """Start `make dev`, after the end of the one before."""
        if self.servers:
            self.servers.stop()
        self.servers = self.stack.enter_context(serving(self.project, self.ports))
        for port in self.ports:
            self.servers.wait_until_healthy(port)

    def said(self, typed: str) -> str:
        """What a command prints that must succeed."""
        ran = self.ran(typed)
        assert ran.returncode == 0, ran.stdout
        return ran.stdout

    def ran(self, typed: str) -> subprocess.CompletedProcess[str]:
        """Run what is typed, on the ports of this walk."""
        here = typed.replace("http://127.0.0.1:8000", self.servers.url()) if self.servers else typed
        return subprocess.run(
            ["bash", "-ec", here],
            cwd=self.project,
            env={**clean_environment(), **self.variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
            timeout=TIMEOUT,
            check=False,
        )


def expect(command: Command, run: Callable[[], subprocess.CompletedProcess[str]], patience: float) -> None:
    """Run until it prints what it must, or no patience is left."""
    end = time.monotonic() + patience
    while True:
        ran = run()
        if command.prints in ran.stdout and (ran.returncode != 0) == command.fails:
            return
        shown = f"$ {command.typed}    # {command.prints}\n{ran.returncode}\n{ran.stdout[-6000:]}"
        assert time.monotonic() < end, shown
        time.sleep(0.5)


def walk(project: Path, document: str, ports: tuple[str, ...]) -> list[str]:
    """Do all that a document says; what was typed."""
    with ExitStack() as stack:
        one = Walk(project, ports, stack)
        for block in blocks((project / document).read_text(encoding="utf-8")):
            one.take(block)
        if one.servers:
            one.servers.stop()
        return one.done
