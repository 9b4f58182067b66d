"""Lints the files of many projects, each distinct one once."""

import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from tests.trees import Tree

SETTINGS = re.compile(r"^\[tool\.ruff.*?(?=^\[(?!tool\.ruff)|\Z)", re.MULTILINE | re.DOTALL)
COMMANDS = (["format", "--check", "--diff"], ["check", "--output-format", "concise"])
PROJECT_FILE = "pyproject.toml"


class Linted(NamedTuple):
    """A file as ruff sees it: the settings above it, where it lies below them, and its text."""

    settings: str
    path: str
    text: str


def files_to_lint(tree: Tree) -> Iterable[Linted]:
    """A project's Python files."""
    settings = {
        PurePosixPath(path).parent: "".join(SETTINGS.findall(text))
        for path, text in tree.items()
        if PurePosixPath(path).name == PROJECT_FILE
    }
    for path, text in tree.items():
        if path.endswith(".py"):
            above = next(folder for folder in PurePosixPath(path).parents if settings.get(folder))
            yield Linted(settings[above], PurePosixPath(path).relative_to(above).as_posix(), text)


def complaints(files: Iterable[Linted]) -> str:
    """What ruff complains about, or nothing. Files of one path lie in folders of their own, under the same settings."""
    with tempfile.TemporaryDirectory(prefix="new-project-ruff-") as name:
        seen: Counter[tuple[str, str]] = Counter()
        numbers: dict[str, int] = {}
        for file in files:
            number = numbers.setdefault(file.settings, len(numbers))
            folder = Path(name) / f"{number}-{seen[file.settings, file.path]}"
            seen[file.settings, file.path] += 1
            (folder / file.path).parent.mkdir(parents=True, exist_ok=True)
            (folder / file.path).write_text(file.text, encoding="utf-8")
            (folder / PROJECT_FILE).write_text(file.settings, encoding="utf-8")
        return "".join(run(command, name) for command in COMMANDS)


def run(command: list[str], folder: str) -> str:
    """What one of ruff's commands says when it fails."""
    arguments = [sys.executable, "-m", "ruff", *command, "--no-cache", "."]
    result = subprocess.run(arguments, cwd=folder, capture_output=True, text=True, check=False)
    return "" if result.returncode == 0 else result.stdout + result.stderr
