"""What is wrong with a project and the machine that it is on: the list of all checks, and how they are run."""

import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Literal, TypeAlias

from new_project.errors import Problem
from new_project.findings import Finding, problem, skipped
from new_project.patient import Patient
from new_project.project import NotAProject, load_project
from new_project.template import ANSWERS_FILE

Area: TypeAlias = Literal["environment", "project", "code"]

ALL = ("fastapi", "django", "hybrid")


@dataclass(frozen=True)
class Check:
    """One thing that is looked at: the module that has `check_NAME`, and where it applies."""

    name: str
    area: Area
    module: str
    title: str
    """What is said while it takes its time."""
    cheap: bool = False
    """Whether it starts no program but git."""
    slow: bool = False
    """Whether it may take a second or more."""
    of: tuple[str, ...] = ALL
    """The architectures that it is about; those of the environment need no project."""

    def run(self, patient: Patient) -> list[Finding]:
        """What it finds. A check that fails is a finding, too."""
        function: Callable[[Patient], Iterable[Finding]] = getattr(
            import_module(f"new_project.{self.module}"), f"check_{self.name}"
        )
        found: list[Finding] = []
        try:
            found.extend(function(patient))
        except Problem as reason:
            found.append(skipped(f"Not checked: {reason}"))
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            said = f"This check failed ({type(error).__name__}: {error}). That is a mistake in new-project."
            found.append(problem(said, where=f"{Path(place.filename).name}, line {place.lineno}"))
        return [each.of(self.name, self.area) for each in found]


CHECKS = (
    Check("python", "environment", "doctor_python", "Python"),
    Check("uv", "environment", "doctor_python", "uv"),
    Check("git", "environment", "doctor_tools", "git"),
    Check("make", "environment", "doctor_tools", "make"),
    Check("docker", "environment", "doctor_tools", "docker"),
    Check("ports", "environment", "doctor_machine", "the ports of make dev"),
    Check("disk", "environment", "doctor_machine", "the disk"),
    Check("template", "environment", "doctor_machine", "the templates"),
    Check("answers", "project", "doctor_project", "the answers", cheap=True),
    Check("version", "project", "doctor_project", "the template's version", cheap=True),
    Check("repository", "project", "doctor_project", "the repository", cheap=True),
    Check("unfinished", "project", "doctor_project", "what is under way", cheap=True),
    Check("conflicts", "project", "doctor_project", "conflict markers", cheap=True),
    Check("files", "project", "doctor_files", "the template's files", slow=True),
    Check("options", "project", "doctor_files", "the files of options"),
    Check("lock", "project", "doctor_lock", "the lock files", slow=True),
    Check("models", "project", "doctor_models", "models and migrations", slow=True),
    Check("code", "code", "doctor_code", "the code"),
    Check("reconsider", "code", "doctor_reconsider", "reasons to reconsider", slow=True),
    Check("sidecar", "code", "doctor_traffic", "the sidecar", of=("hybrid",)),
    Check("traffic", "code", "doctor_traffic", "the gateway's log", of=("hybrid",)),
)

NEEDS_NO_ANSWERS = ("answers", "repository", "unfinished", "conflicts")
"""What can be said of a project whose answers cannot be read."""


def examine(path: Path) -> Patient:
    """Look for the project in a folder."""
    try:
        return Patient(path, load_project(path))
    except NotAProject as reason:
        there = (path / ANSWERS_FILE).exists() or (path / ANSWERS_FILE).is_symlink()
        return Patient(path, None, str(reason) if there else "")


def checks_for(patient: Patient, *, thorough: bool = True) -> list[Check]:
    """The checks that say something of a project, or without one of the machine alone."""
    if patient.project:
        chosen = [check for check in CHECKS if patient.project.architecture in check.of]
    else:
        known = NEEDS_NO_ANSWERS if patient.unreadable else ()
        chosen = [check for check in CHECKS if check.area == "environment" or check.name in known]
    return [check for check in chosen if thorough or check.cheap]


def silence(_title: str) -> None:
    """Tell nobody what comes next."""


def diagnose(path: Path, *, thorough: bool = True) -> list[Finding]:
    """Look at a project and its machine; unless it is to be thorough, at what git alone and its answers tell."""
    return diagnosed(examine(path), thorough=thorough, note=silence)


def diagnosed(patient: Patient, *, thorough: bool, note: Callable[[str], None]) -> list[Finding]:
    """The findings of all checks, in their order; `note` hears what may take a while."""
    found: list[Finding] = []
    for check in checks_for(patient, thorough=thorough):
        if check.slow:
            note(check.title)
        found += check.run(patient)
    return found
