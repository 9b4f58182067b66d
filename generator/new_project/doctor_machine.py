"""The machine: the ports that `make dev` uses, room on the disk, and the template that this tool renders."""

import os
import re
import shutil
from collections.abc import Iterator, Mapping

from new_project.errors import Problem
from new_project.findings import Finding, ok, problem, warning
from new_project.listening import Listener, listener_at
from new_project.patient import Patient
from new_project.resources import template_root
from new_project.servers import free_ports, is_open
from new_project.template import check_mounts
from new_project.thresholds import load_thresholds
from new_project.verify import PORTS

MEGABYTE = 1_000_000
DEFAULT = re.compile(r"^(\w+) *\?= *(\d+)", re.MULTILINE)
"""How a Makefile names a port, which a variable of the environment replaces."""


def check_ports(patient: Patient) -> Iterator[Finding]:
    """Whether the ports of `make dev` are free, and who has them otherwise."""
    if patient.project is None:
        return
    ports = ports_of(patient)
    taken = {name: port for name, port in ports.items() if is_open(port)}
    for name, port in taken.items():
        who = listener_at(port)
        if who and who.folder and who.folder.is_relative_to(patient.path.resolve()):
            yield ok(f"Port {port} ({name}) is the project's own already: {who.told}.")
        else:
            yield in_use(patient, name, port, who)
    if not taken:
        yield ok(f"Free for `make dev`: {', '.join(f'{port} ({name})' for name, port in ports.items())}.")


def in_use(patient: Patient, name: str, port: int, who: Listener | None) -> Finding:
    """That somebody else has a port, and how to use another."""
    have = f": {who.told} has it" if who else ""
    mend = patient.inside(f"make dev {name}={free_ports(1)[0]}")
    return warning(f"Port {port} ({name}) is in use{have}.", how="it accepts connections", mend=mend)


def ports_of(patient: Patient) -> Mapping[str, int]:
    """The port of each server by its name: what the environment says, or the Makefile."""
    try:
        defaults = dict(DEFAULT.findall((patient.path / "Makefile").read_text(encoding="utf-8")))
    except (OSError, ValueError):
        defaults = {}
    chosen = {name: os.environ.get(name) or defaults.get(name, "") for name in PORTS[patient.made.architecture]}
    return {name: int(port) for name, port in chosen.items() if port.isdecimal() and int(port) < 65_536}


def check_disk(patient: Patient) -> Iterator[Finding]:
    """Whether there is room for what a project installs."""
    free, limits = shutil.disk_usage(patient.path).free // MEGABYTE, load_thresholds().disk
    said = f"{free / 1000:.1f} GB are free here."
    if free < limits["problem"]:
        yield problem(f"{said} An installation would fail.", mend="uv cache prune", where=str(patient.path))
    elif free < limits["warning"]:
        yield warning(f"{said} A project and its tests may need more.", mend="uv cache prune", where=str(patient.path))
    else:
        yield ok(said)


def check_template(_patient: Patient) -> Iterator[Finding]:
    """Whether the template that this tool renders is whole; a checkout without symbolic links is not."""
    try:
        check_mounts(template_root())
    except Problem as found:
        said, _, mend = str(found).partition("\nMend it with: ")
        yield problem(said, mend=mend, where=str(template_root()))
    else:
        yield ok("The templates of this tool are whole.", where=str(template_root()))
