"""The combinations of the answers that the files of delivery depend on, and what a project's own code says to them."""

import ast
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import yaml

from tests.matrix import FEATURES, REFUSED_FEATURES, REFUSED_TASKS, TASKS

Answers = dict[str, Any]

PINNED = re.compile(r"[a-z0-9./-]+:[\w.-]+@sha256:[0-9a-f]{64}")
"""An image by its digest, with the tag that a person reads."""


def projects(deploy: str) -> Iterator[Answers]:
    """Every project that is deployed in this way and whose files for it can differ."""
    databases = ("postgres", "sqlite") if deploy == "compose" else ("postgres",)
    for architecture, database, tasks in product(("fastapi", "django"), databases, TASKS):
        if tasks not in REFUSED_TASKS[architecture] and not (database == "sqlite" and tasks == "procrastinate"):
            for features in dict.fromkeys(((), features_with(database, architecture))):
                yield {
                    "architecture": architecture,
                    "database": database,
                    "tasks": tasks,
                    "features": list(features),
                    "deploy": deploy,
                }


def hybrids(deploy: str) -> Iterator[Answers]:
    """Every hybrid that is deployed in this way and whose files for it can differ."""
    for database in ("postgres", "sqlite") if deploy == "compose" else ("postgres",):
        for features in ((), features_with(database, "hybrid")):
            yield {"architecture": "hybrid", "database": database, "features": list(features), "deploy": deploy}


def features_with(database: str, architecture: str = "fastapi") -> tuple[str, ...]:
    """All features that this database allows for."""
    there = [name for name in FEATURES if name not in REFUSED_FEATURES[architecture]]
    return tuple(name for name in there if not (name == "websockets" and database == "sqlite"))


def name(answers: Answers) -> str:
    """What pytest calls a project."""
    said = [str(answers[key]) for key in ("architecture", "database", "tasks") if key in answers]
    return "-".join(said) + ("-full" if answers["features"] else "")


def settings_of(project: Path, package: str = "call_center") -> set[str]:
    """The environment variables that the project reads: what Django's settings ask for, or the fields of `Settings`."""
    if (project / "manage.py").exists():
        text = "".join(path.read_text(encoding="utf-8") for path in (project / "config" / "settings").glob("*.py"))
        return set(re.findall(r'(?:environ\.get|environ|required_in_production|read_\w+)[(\[]\s*"([A-Z_]+)"', text))
    modules = sorted((project / package / "settings").glob("*.py"))
    assert modules
    return {
        field.target.id.upper()
        for module in modules
        for each in ast.parse(module.read_text(encoding="utf-8")).body
        if isinstance(each, ast.ClassDef)
        for field in each.body
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
    }


def runs(project: Path, command: list[str]) -> bool:
    """Whether the image has what a command starts: a module of the project's, Alembic, or what serves Django."""
    if command[:2] == ["sh", "-c"]:
        return runs(project, command[2].partition("exec ")[2].split())
    if command[0] == "alembic":
        return (project / "alembic.ini").exists()
    if command[:2] == ["python", "manage.py"]:
        (package,) = (path.parent.parent for path in project.glob("*/calls/models.py"))
        return command[2] == "migrate" or any(package.glob(f"*/management/commands/{command[2]}.py"))
    if command[0] in {"celery", "granian", "uvicorn"}:
        required = (project / "pyproject.toml").read_text(encoding="utf-8").partition("\n[dependency-groups]")[0]
        served = command[2] if command[0] == "celery" else command[-1].partition(":")[0]
        return f'"{command[0]}' in required and project.joinpath(*served.split(".")).with_suffix(".py").exists()
    module = project.joinpath(*command[2].split("."))
    return command[:2] == ["python", "-m"] and (module.with_suffix(".py").exists() or (module / "__main__.py").exists())


def documents(path: Path) -> Iterator[dict[str, Any]]:
    """The documents of a YAML file."""
    yield from yaml.safe_load_all(path.read_text(encoding="utf-8"))
