"""Python and uv: those of the machine, and those that `make install` has put into the project."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from new_project.findings import Finding, ok, problem
from new_project.patient import Patient
from new_project.programs import installing, said_by, spoken, version_of
from new_project.thresholds import load_thresholds

if TYPE_CHECKING:
    from packaging.specifiers import SpecifierSet


def check_uv(patient: Patient) -> Iterator[Finding]:
    """Whether uv is there, or what the Makefile would do to get it."""
    own = patient.path / ".uv/bin/uv"
    path = shutil.which("uv") or (str(own) if own.exists() else None)
    if path is None:
        yield from without_uv(patient)
        return
    version = version_of(path, "--version")
    if version is None:
        mend = patient.inside("rm -r .uv && make install") if path == str(own) else "uv self update"
        yield problem("uv does not run.", how="asked for its version", mend=mend, where=path)
    else:
        yield ok(f"uv {spoken(version)}.", where=path)


def without_uv(patient: Patient) -> Iterator[Finding]:
    """What `make install` would do on this machine: put uv into the project, with the machine's own Python."""
    python = shutil.which("python3")
    if python is None:
        yield problem(
            "Neither uv nor python3 is on the PATH, and the Makefile needs one of them to start with.",
            mend=installing("python3"),
        )
    elif not said_by(python, "-c", "import ensurepip, venv; print('yes')"):
        yield problem(
            "There is no uv, and python3 cannot make the environment that `make install` would put it into.",
            how="it cannot import ensurepip and venv",
            mend=installing("python3-venv") if shutil.which("apt-get") else installing("python3"),
            where=python,
        )
    elif patient.project:
        yield ok(
            "There is no uv yet: `make install` puts it into the project (.uv).", mend=patient.inside("make install")
        )
    else:
        yield ok("There is no uv: a project gets one of its own, by its `make install`.", where=python)


def check_python(patient: Patient) -> Iterator[Finding]:
    """Whether there is the Python that the project asks for: in its environments, or before that on the PATH."""
    folders = environments(patient)
    installed = [folder for folder in folders if (patient.path / folder / ".venv").is_dir()]
    for folder in installed:
        yield in_environment(patient, folder)
    if installed:
        return
    path = shutil.which("python3")
    version = version_of(path, "--version") if path else None
    wanted = [allowed(patient, folder) for folder in folders] or [allowed(patient, ".")]
    needed = ", ".join(sorted({str(each) for each in wanted}))
    if version and all(spoken(version) in each for each in wanted):
        yield ok(f"Python {spoken(version)} ({needed} is needed).", where=str(path))
    elif shutil.which("uv"):
        yield ok(f"No python3 on the PATH is {needed}; uv brings one of its own.", where=str(shutil.which("uv")))
    else:
        have = f"python3 is {spoken(version)}" if version else "there is no python3 on the PATH"
        yield problem(f"Python {needed} is needed, and {have}.", mend=installing("python3"), where=path or "")


def in_environment(patient: Patient, folder: str) -> Finding:
    """Whether an environment's Python runs, and is one that the project allows."""
    where, wanted = (Path(folder) / ".venv").as_posix(), allowed(patient, folder)
    version = version_of(str(patient.path / where / "bin/python"), "--version")
    mend = patient.inside(f"rm -r {where} && make install")
    if version is None:
        return problem("Its Python does not run: what it was made from is gone.", mend=mend, where=where)
    if spoken(version) not in wanted:
        return problem(f"It has Python {spoken(version)}, and {wanted} is needed.", mend=mend, where=where)
    return ok(f"Python {spoken(version)} ({wanted} is needed).", where=where)


def environments(patient: Patient) -> list[str]:
    """The folders that `make install` gives an environment."""
    if patient.project is None:
        return []
    return [".", "web", "api"] if patient.project.architecture == "hybrid" else ["."]


def allowed(patient: Patient, folder: str) -> "SpecifierSet":
    """Which versions of Python a folder's pyproject.toml allows; where it says nothing, those that uv needs."""
    import tomllib

    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    try:
        said = tomllib.loads((patient.path / folder / "pyproject.toml").read_text(encoding="utf-8"))
        return SpecifierSet(said["project"]["requires-python"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError, InvalidSpecifier):
        return SpecifierSet(f">={spoken(load_thresholds().python)}")
