"""What is published: an sdist and a wheel, each with the templates as files and the bundle of all versions."""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

from releasing.repository import Refused

READ = """
import json
from new_project.history import tree, versions
found = versions()
for version in found:
    with tree(version) as root:
        assert (root / "generator" / "version.txt").read_text().strip() == version, version
print(json.dumps(found))
"""


def build(source: Path, target: Path) -> list[Path]:
    """Build both from a checkout; return the files."""
    run([sys.executable, "-m", "hatchling", "build", "--directory", str(target)], source)
    return sorted(target.iterdir())


def prove(wheel: Path, versions: Sequence[str], folder: Path) -> None:
    """Read every version with what is in the wheel alone; raise Refused where one is missing."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    alone = {"PYTHONPATH": str(folder / "site"), "XDG_CACHE_HOME": str(folder / "cache"), "HOME": str(folder)}
    found = json.loads(run([sys.executable, "-c", READ], folder, **alone))
    if found != list(versions):
        raise Refused(f"The wheel holds {', '.join(found)} where it should hold {', '.join(versions)}.")


def run(command: Sequence[str], folder: Path, **environment: str) -> str:
    """Run a command; raise Refused with what it says when it fails."""
    result = subprocess.run(
        command, cwd=folder, env=os.environ | environment, capture_output=True, text=True, check=False
    )
    if result.returncode:
        raise Refused(f"{' '.join(command[1:4])} failed:\n{(result.stderr or result.stdout).strip()}")
    return result.stdout
