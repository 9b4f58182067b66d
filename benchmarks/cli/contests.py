"""Who is measured against whom, and doing what."""

import os
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.cli.contest import Contestant
from benchmarks.cli.cookiecutter_template import write_template
from benchmarks.cli.costs import Cost, Failed, Place, until_end, until_text
from benchmarks.cli.machine import UV
from new_project.render import render
from new_project.resources import template_root
from new_project.template import copy_parts

ANSWERS = {"architecture": "fastapi"}
DEST = "call-center"
NEW_PROJECT = ("new-project", "create", DEST)
COPIER = ("copier", "copy", "--data", "architecture=fastapi")
VITE = ("npm", "create", "--offline", "--yes", "vite@latest", DEST, "--", "--template", "vanilla")

Contents = Mapping[str, tuple[bytes, bool]]


@dataclass(frozen=True)
class Workshop:
    """What all contestants work with: the template as each of them needs it, and what comes of it."""

    place: Place
    template: str
    cookiecutter: str
    contents: Contents


def set_up(folder: Path) -> Workshop:
    """Prepare everything in a folder, and an environment that nobody's settings reach."""
    template, project, cookiecutter = (folder / name for name in ("template", "project", "cookiecutter"))
    home, work = folder / "home", folder / "work"
    home.mkdir()
    work.mkdir()
    copy_parts(template_root(), template)
    render(template, project, ANSWERS)
    write_template(project, cookiecutter)
    environment = {
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"], str(Path(UV).parent)]),
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),  # as beside an installed package; here others may not want it
        "TERM": "xterm-256color",
        "NPM_CONFIG_CACHE": os.environ.get("NPM_CONFIG_CACHE", str(Path.home() / ".npm")),
    }
    return Workshop(Place(work, environment), str(template), str(cookiecutter), contents(project))


def contests(workshop: Workshop) -> dict[str, list[Contestant]]:
    """All that is measured, each under its title."""
    return {
        "`--help`": helps(workshop.place),
        "Until the first prompt": prompts(workshop),
        "A project of the FastAPI tree, without installing": projects(workshop),
    }


def helps(place: Place) -> list[Contestant]:
    """Everyone's help."""

    def contestant(name: str) -> Contestant:
        return Contestant(f"`{name} --help`", lambda: until_end((name, "--help"), place))

    return [contestant(name) for name in ("new-project", "copier", "cookiecutter", "uv")]


def prompts(workshop: Workshop) -> list[Contestant]:
    """Those that ask, until they have asked the first question."""
    copier, cookiecutter = (*COPIER, workshop.template, DEST), ("cookiecutter", workshop.cookiecutter)
    shown = {
        "`new-project`": (NEW_PROJECT, "How shall we start?"),
        "`copier copy` of the same template": (copier, "What is the project called?"),
        "`cookiecutter`": (cookiecutter, "project_name"),
    }

    def contestant(name: str, command: Sequence[str], text: str) -> Contestant:
        return Contestant(name, lambda: until_text(command, text, workshop.place))

    return [contestant(name, command, text) for name, (command, text) in shown.items()]


def projects(workshop: Workshop) -> list[Contestant]:
    """Those that make projects; the first three make the same."""
    same, place = workshop.contents, workshop.place
    ours = (*NEW_PROJECT, "--yes", "--no-git", "--no-install", "--architecture", "fastapi")
    copier = (*COPIER, "--defaults", workshop.template, DEST)
    files = f"{len(same)} files"
    return [
        Contestant(f"`new-project`, {files}", lambda: making(ours, place, same)),
        Contestant(f"`copier copy` of the same template, {files}", lambda: making(copier, place, same)),
        Contestant(
            f"`cookiecutter`, the same {files}",
            lambda: making(("cookiecutter", "--no-input", workshop.cookiecutter), place, same),
        ),
        Contestant("`uv init`", lambda: making(("uv", "init", "--vcs", "none", DEST), place)),
        Contestant("`npm create vite`", (lambda: making(VITE, place)) if has_vite(place) else None),
    ]


def making(command: Sequence[str], place: Place, expected: Contents | None = None) -> Cost:
    """Make a project in a new folder; raise Failed when it is not there, or not what is expected."""
    with tempfile.TemporaryDirectory(dir=place.folder) as folder:
        cost = until_end(command, Place(Path(folder), place.environment))
        made = contents(Path(folder, DEST))
    if not made or (expected is not None and made != expected):
        raise Failed(f"{' '.join(command)}: made something else, or nothing")
    return cost


def contents(folder: Path) -> Contents:
    """Read a folder: each file's bytes, and whether it can be executed."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): (path.read_bytes(), os.access(path, os.X_OK)) for path in files}


def has_vite(place: Place) -> bool:
    """Whether npm has create-vite at hand; it is not downloaded for this."""
    if shutil.which("npm") is None:
        return False
    try:
        making(VITE, place)
    except Failed:
        return False
    return True
