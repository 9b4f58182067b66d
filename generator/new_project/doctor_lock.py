"""Whether what is locked is what pyproject.toml asks for."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from new_project.doctor_project import restoring
from new_project.findings import Finding, counted, ok, problem, skipped, warning
from new_project.patient import Patient
from new_project.running import run_inside
from new_project.template import LOCK_FILE

ERROR = re.compile(r"^error: (.+)$", re.MULTILINE)


def check_lock(patient: Patient) -> Iterator[Finding]:
    """Whether each lock file is there and up to date, as far as that can be told without a network."""
    uv = find_uv(patient)
    if uv is None:
        yield skipped("The lock file is not checked: there is no uv yet.", mend=patient.inside("make install"))
        return
    folders = [
        folder for folder in (".", "web", "api", "together") if (patient.path / folder / "pyproject.toml").exists()
    ]
    found = [finding for folder in folders if (finding := of_lock(patient, folder, uv))]
    yield from found
    if not found:
        yield ok(f"{counted(len(folders), 'lock file')} up to date.", how="uv lock --check --offline")


def find_uv(patient: Patient) -> str | None:
    """The uv that the project's Makefile would take."""
    own = patient.path / ".uv/bin/uv"
    return shutil.which("uv") or (str(own.absolute()) if own.exists() else None)


def of_lock(patient: Patient, folder: str, uv: str) -> Finding | None:
    """What is wrong with the lock file of a folder; None where nothing is."""
    where = (Path(folder) / LOCK_FILE).as_posix()
    ran = run_inside(patient.path / folder, [uv, "lock", "--check", "--offline", "--color", "never"])
    if ran.code == 0:
        return None
    how, install = "uv lock --check --offline", patient.inside("make install")
    if "needs to be updated" in ran.said:
        return problem(f"{where} is not what pyproject.toml asks for.", how=how, mend=install, where=where)
    if "Unable to find lockfile" in ran.said:
        return warning(f"There is no {where}: nobody installs the same twice.", how=how, mend=install, where=where)
    said = found[1] if (found := ERROR.search(ran.said)) else ran.last
    if "Failed to parse" in ran.said:
        mend = restoring(patient, where) or patient.inside(f"rm {where} && make install")
        return problem(f"{where} cannot be read: {said}", how=how, mend=mend, where=where)
    why = "what is asked for is not in uv's cache" if "network was disabled" in ran.said else said
    return skipped(f"{where} cannot be checked without a network: {why}", how=how, mend=install, where=where)
