"""Who updates the same project by the same change: what must come of it is the same bytes."""

import os
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.cli.contest import Contestant
from benchmarks.cli.contests import Contents, contents
from benchmarks.cli.cookiecutter_template import write_template
from benchmarks.cli.costs import Cost, Failed, Place, until_end
from tests.releases import Releases, commit, git, releases

OLD, NEW = "1.0.0", "1.2.0"
ANSWERS = {"ci": "github", "description": "Tracks calls."}
ORIGIN = "https://github.com/new-project-cli/new-project.git"
OWN = (".copier-answers.yml", ".cruft.json")
"""What each tool keeps for itself in a project."""


@dataclass(frozen=True)
class Workshop:
    """The project of the old version, as each tool made it and with its owner's edits, and what shall become of it."""

    ours: Path
    crufts: Path
    expected: Contents
    environment: Mapping[str, str]
    title: str


def set_up(folder: Path) -> Workshop:
    """Release the template three times, make the projects, and let nobody's settings reach them."""
    released = releases(folder)
    (folder / "home").mkdir()
    origin = {"COUNT": "1", "KEY_0": f"url.{released.root}.insteadOf", "VALUE_0": ORIGIN}
    environment = {
        **{f"GIT_CONFIG_{name}": value for name, value in origin.items()},
        "HOME": str(folder / "home"),
        "LANG": "C.UTF-8",
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(released.root / "generator"),
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
    }
    ours = released.project_of(OLD, "fastapi", ANSWERS)
    template = cookiecutter_template(released, folder / "cookiecutter")
    make = ("cruft", "create", str(template), "--checkout", OLD, "--no-input")
    until_end(python(*make), Place(folder / "home", environment))
    crufts = folder / "home" / "call-center"
    fresh = released.rendered(NEW, "fastapi", ANSWERS)
    before, after = without_own(ours), without_own(fresh)
    changed = len({name for name in {*before, *after} if before.get(name) != after.get(name)})
    for project in (ours, crufts, fresh):
        edit(project)
    for project in (ours, crufts):
        commit(project, "Ours")
    title = f"The same update of a project of {len(before)} files, {changed} of them changed, renamed, added or deleted"
    return Workshop(ours, crufts, without_own(fresh), environment, title)


def cookiecutter_template(released: Releases, template: Path) -> Path:
    """A repository in which cookiecutter finds the same files of both versions, as tags."""
    for version in (OLD, NEW):
        for entry in template.glob("[!.]*"):
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
        made = template.with_name(f"cookiecutter-{version}")
        write_template(released.rendered(version, "fastapi", ANSWERS), made)
        shutil.copytree(made, template, dirs_exist_ok=True)
        commit(template, version)
        git(template, "tag", version)
    return template


def edit(project: Path) -> None:
    """What the owner did: one file is theirs, and one of the template's that changes has another line."""
    (project / "ours.py").write_text('"""Ours."""\n', encoding="utf-8")
    with (project / "Makefile").open("a", encoding="utf-8") as makefile:
        makefile.write("\n# Ours\n")


def contestants(workshop: Workshop) -> list[Contestant]:
    """All three; each has a fresh copy of the project each time."""
    ours = python("new_project", "update", "--no-gates", "--yes")
    copier = python("copier", "update", "--defaults", "--vcs-ref", NEW)
    cruft = python("cruft", "update", "--skip-apply-ask", "--checkout", NEW)
    return [
        Contestant("`new-project update --no-gates`", lambda: updating(ours, workshop.ours, workshop)),
        Contestant("`copier update`, the same template", lambda: updating(copier, workshop.ours, workshop)),
        Contestant("`cruft update`, the same files", lambda: updating(cruft, workshop.crufts, workshop)),
    ]


def python(module: str, *arguments: str) -> Sequence[str]:
    """A command of this environment."""
    return (sys.executable, "-m", module, *arguments)


def updating(command: Sequence[str], project: Path, workshop: Workshop) -> Cost:
    """Update a copy; raise Failed when what comes of it is not what is expected."""
    with tempfile.TemporaryDirectory(dir=project.parent) as folder:
        copy = Path(folder, "call-center")
        shutil.copytree(project, copy, symlinks=True)
        git(copy, "status")  # as after any other command of git's
        cost = until_end(command, Place(copy, workshop.environment))
        found = without_own(copy)
    if found != workshop.expected:
        odd = sorted(name for name in {*found, *workshop.expected} if found.get(name) != workshop.expected.get(name))
        raise Failed(f"{' '.join(command)}: made something else of {', '.join(odd)}")
    return cost


def without_own(project: Path) -> Contents:
    """The project's files, without git's and the tools' own."""
    return {name: file for name, file in contents(project).items() if not name.startswith(".git/") and name not in OWN}
