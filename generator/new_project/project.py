"""A project that this tool made, as its own file of answers tells it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from new_project.errors import Problem
from new_project.template import ANSWERS_FILE

ARCHITECTURES = ("fastapi", "django", "hybrid")


class NotAProject(Problem):
    """The folder holds no project that this tool made."""


@dataclass(frozen=True)
class Project:
    """Where a project is, and what it was made from."""

    path: Path
    version: str
    """The version of the templates that it was last made or updated with."""
    origin: str
    """Where those templates can be had."""
    answers: dict[str, Any]
    """The answers as they are recorded, without what Copier writes beside them."""

    @property
    def architecture(self) -> str:
        """The architecture that it has, whatever the answers would now be."""
        return str(self.answers["architecture"])


def load_project(path: Path) -> Project:
    """Read a project's answers; raise NotAProject with a sentence for the user where there are none."""
    file = path / ANSWERS_FILE
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, ValueError):
        raise not_a_project(path, f"there is no readable {ANSWERS_FILE} in it") from None
    return parse_project(path, text)


def parse_project(path: Path, text: str) -> Project:
    """Read a project from the text of its file of answers, wherever that was kept."""
    try:
        found = yaml.safe_load(text)
    except yaml.YAMLError:
        raise not_a_project(path, f"its {ANSWERS_FILE} is no YAML (are there conflicts in it?)") from None
    if not isinstance(found, dict) or "architecture" not in found:
        raise not_a_project(path, f"there is no readable {ANSWERS_FILE} in it")
    if found["architecture"] not in ARCHITECTURES:
        raise not_a_project(
            path, f"its {ANSWERS_FILE} names an architecture that this version does not know: {found['architecture']}"
        )
    answers = {key: value for key, value in found.items() if not str(key).startswith("_")}
    return Project(path, str(found.get("_commit", "")), str(found.get("_src_path", "")), answers)


def not_a_project(path: Path, why: str) -> NotAProject:
    """The error that a folder holds no project."""
    return NotAProject(f"{path} is not a project that new-project made: {why}.", code="not-a-project")
