"""Other programs: which version they are, what they say, and how a missing one is installed here."""

import re
import shutil
import subprocess

from new_project.thresholds import numbers

MANAGERS = {
    "apt-get": "sudo apt-get install {}",
    "dnf": "sudo dnf install {}",
    "apk": "sudo apk add {}",
    "pacman": "sudo pacman -S {}",
    "zypper": "sudo zypper install {}",
    "brew": "brew install {}",
}
"""How each package manager installs something."""

TIMEOUT = 10
"""Seconds that a program may take to say which version it is."""


def version_of(program: str, *arguments: str) -> tuple[int, ...] | None:
    """The numbers of a program's version; None where it does not run."""
    found = re.search(r"\d+(?:\.\d+)+", said_by(program, *arguments))
    return numbers(found[0]) if found else None


def said_by(program: str, *arguments: str) -> str:
    """What a program prints; nothing where it cannot be run, fails or hangs."""
    try:
        result = subprocess.run(
            [program, *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            timeout=TIMEOUT,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return result.stdout.strip() if result.returncode == 0 else ""


def installing(package: str) -> str:
    """The command that installs something here; empty where no package manager is known."""
    return next((how.format(package) for manager, how in MANAGERS.items() if shutil.which(manager)), "")


def spoken(version: tuple[int, ...]) -> str:
    """A version as it is written."""
    return ".".join(map(str, version))
