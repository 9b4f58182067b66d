"""What was measured, when and where: without it, no number means anything."""

import os
import platform
import re
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

UV = os.environ.get("UV", "uv")
"""`uv run` says where it is, which need not be on the PATH."""

PACKAGES = ("copier", "cookiecutter", "jinja2", "typer")


def circumstances(rounds: int) -> str:
    """Say it in a sentence or two."""
    uv = subprocess.run([UV, "--version"], capture_output=True, text=True, check=True).stdout.split()[1]
    versions = [f"{name} {version(name)}" for name in PACKAGES]
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, new-project {version('new-project-cli')}, median of {rounds} interleaved runs; "
        f"{processor()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} when it began, "
        f"{platform.system()} {platform.release()}; "
        f"Python {platform.python_version()}, {', '.join(versions)}, uv {uv}."
    )


def processor() -> str:
    """The processor's name, as far as the system tells."""
    described = Path("/proc/cpuinfo")
    found = re.search(r"^model name\s*: (.+)$", described.read_text(encoding="utf-8"), re.MULTILINE)
    return found[1] if found else platform.machine()
