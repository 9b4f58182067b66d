"""Who listens on a port of this machine, as far as this user may know."""

import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from new_project.programs import said_by

PROC = Path("/proc")
LISTENING = "0A"
"""The state of a socket that waits for connections, in /proc/net/tcp."""


@dataclass(frozen=True)
class Listener:
    """The process that has a port."""

    pid: int
    command: str = ""
    folder: Path | None = None
    """Where it runs."""

    @property
    def told(self) -> str:
        """Its command and number, for people."""
        return f"{self.command or 'a process'} (process {self.pid})"


def listener_at(port: int) -> Listener | None:
    """The process that listens on a port; None where there is none, or it is somebody else's to know."""
    pid = from_proc(port) if (PROC / "net/tcp").exists() else from_lsof(port)
    return described(pid) if pid else None


def from_proc(port: int) -> int | None:
    """The process by Linux' own tables: the socket's number, then whoever has that socket open."""
    sockets = set()
    for table in ("net/tcp", "net/tcp6"):
        with suppress(OSError):
            for line in (PROC / table).read_text().splitlines()[1:]:
                words = line.split()
                if words[3] == LISTENING and int(words[1].rpartition(":")[2], 16) == port:
                    sockets.add(f"socket:[{words[9]}]")
    for process in PROC.glob("[0-9]*") if sockets else ():
        with suppress(OSError):
            for opened in (process / "fd").iterdir():
                if str(opened.readlink()) in sockets:
                    return int(process.name)
    return None


def from_lsof(port: int) -> int | None:
    """The process by lsof, which other systems have."""
    lsof = shutil.which("lsof")
    said = said_by(lsof, "-nP", "-t", f"-iTCP:{port}", "-sTCP:LISTEN").split() if lsof else []
    return int(said[0]) if said and said[0].isdecimal() else None


def described(pid: int) -> Listener:
    """What can be told of a process."""
    command, folder = "", None
    with suppress(OSError):
        words = (PROC / str(pid) / "cmdline").read_bytes().decode(errors="replace").split("\0")
        command = " ".join(word for word in words if word)[:60]
    with suppress(OSError):
        folder = (PROC / str(pid) / "cwd").readlink()
    if not command:
        command = said_by("ps", "-o", "comm=", "-p", str(pid))
    return Listener(pid, command, folder)
