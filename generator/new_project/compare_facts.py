"""What can be read off a rendered project: its size, what it depends on, what runs, and its commands."""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import NoReturn

from new_project.errors import Problem

KINDS = ("source", "tests", "other")
"""What files are counted as."""

SOURCE = {".py", ".html", ".css", ".js", ".mako"}
"""The suffixes of programs; what is neither one of these nor a test configures or documents."""

TARGET = re.compile(r"^([a-z-]+):.*## (.*)$", re.MULTILINE)
"""A command, as the project's own `make help` finds it."""

DEV = re.compile(r"^dev:.*\n((?:\t.*\n)+)", re.MULTILINE)
"""The recipe of `make dev`."""

EXEC = re.compile(r"\bexec (.+)")
PRODUCTION = re.compile(r"^(?:\$ )?(?:[A-Z_]+=\S+ )*uv run --no-dev (.+)$", re.MULTILINE)
"""A command of the README's section on production; the last one serves."""

IMAGE = re.compile(r"^CMD (\[.+\])$", re.MULTILINE)
"""What a Dockerfile's image runs."""

SERVERS = {
    "asyncpg": "PostgreSQL",
    "psycopg": "PostgreSQL",
    "celery": "Redis",
    "redis": "Redis",
    "taskiq-redis": "Redis",
}
"""What a dependency speaks to."""

PROCESS = re.compile(r"^(?!together:)(\w+):", re.MULTILINE)
"""A line of a Procfile; `together` is there to be taken for others of them."""


@dataclass(frozen=True)
class Facts:
    """What a project is, in numbers and names."""

    files: dict[str, int]
    lines: dict[str, int]
    dependencies: dict[str, list[str]]
    """Each part that has any, with the distributions that production needs there."""
    development: list[str]
    """What runs under `make dev`."""
    production: list[str]
    commands: dict[str, str]
    """Each target of the Makefile, with what it does."""

    @property
    def distributions(self) -> list[str]:
        """All that production depends on directly, each once."""
        return sorted({name for names in self.dependencies.values() for name in names})


def read_facts(project: Path) -> Facts:
    """Read a project that was rendered. Raises Problem when it does not look like one."""
    files = dict.fromkeys(KINDS, 0)
    lines = dict(files)
    for path in (path for path in project.rglob("*") if path.is_file()):
        kind = kind_of(path, project)
        files[kind] += 1
        lines[kind] += len(path.read_bytes().splitlines())
    makefile = read(project, "Makefile")
    required = dict(dependencies(project))
    beside = servers(name for names in required.values() for name in names)
    return Facts(
        files=files,
        lines=lines,
        dependencies=required,
        development=[*development(project, makefile), *beside],
        production=[*production(project), *beside],
        commands=dict(TARGET.findall(makefile)),
    )


def kind_of(path: Path, project: Path) -> str:
    """Tests are what stands in or below a folder with a `test_*.py` in it, and every conftest.py."""
    folders = takewhile(lambda folder: folder != project, path.parents)
    if path.name == "conftest.py" or any(next(folder.glob("test_*.py"), None) for folder in folders):
        return "tests"
    return "source" if path.suffix in SOURCE else "other"


def dependencies(project: Path) -> Iterator[tuple[str, list[str]]]:
    """Each folder with a pyproject.toml, and the distributions that production needs there."""
    for path in sorted(project.rglob("pyproject.toml")):
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
        required = settings["project"].get("dependencies", [])
        puts_together = "sources" in settings.get("tool", {}).get("uv", {})  # the other folders, for who asks for it
        if required and not puts_together:
            names = [re.split(r"[^\w.-]", requirement)[0].lower() for requirement in required]
            yield path.parent.relative_to(project).as_posix(), sorted(names)


def development(project: Path, makefile: str) -> list[str]:
    """What `make dev` starts: what the Procfile lists, or the one program at the end of its recipe."""
    if (project / "Procfile").exists():
        return PROCESS.findall(read(project, "Procfile"))
    return [program(found) for recipe in DEV.findall(makefile) for found in EXEC.findall(recipe)] or missing("make dev")


def production(project: Path) -> list[str]:
    """What a server runs: what the README's section on production ends with, the image, or what the Procfile lists."""
    if commands := PRODUCTION.findall(read(project, "README.md")):
        return [program(commands[-1])]
    if (project / "Dockerfile").exists():
        return [program(" ".join(json.loads(words))) for words in IMAGE.findall(read(project, "Dockerfile"))]
    return PROCESS.findall(read(project, "Procfile"))


def servers(distributions: Iterable[str]) -> list[str]:
    """What runs as a process of its own because something here speaks to it."""
    return sorted({SERVERS[name] for name in distributions if name in SERVERS})


def program(command: str) -> str:
    """What a command runs, without its options and arguments."""
    words = takewhile(lambda word: word[0] not in "-$.", command.removeprefix("python -m ").split())
    return " ".join(words).removeprefix("python ")


def read(project: Path, name: str) -> str:
    """Read a file that every project has."""
    path = project / name
    return path.read_text(encoding="utf-8") if path.exists() else missing(name)


def missing(what: str) -> NoReturn:
    """Raise Problem: comparing what is not there would show numbers that mean nothing."""
    raise Problem(f"The template renders a project without {what}, so it cannot be compared.", code="template-broken")
