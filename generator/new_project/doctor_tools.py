"""The programs that a project needs beside Python: git, make, and an engine where it is deployed by one."""

import re
import shutil
from collections.abc import Iterator

from new_project.findings import Finding, hint, ok, problem, warning
from new_project.git import has_identity
from new_project.patient import Patient
from new_project.programs import installing, said_by, spoken, version_of
from new_project.repository import OLDEST_GIT


def check_git(patient: Patient) -> Iterator[Finding]:
    """Whether git is there, new enough, and knows who commits."""
    path = shutil.which("git")
    if path is None:
        yield problem("git is not installed, or not on the PATH.", mend=installing("git"))
        return
    version = version_of(path, "--version")
    if version is None:
        yield problem("git does not say which version it is.", mend=installing("git"), where=path)
    elif version < OLDEST_GIT:
        needed = ".".join(map(str, OLDEST_GIT))
        yield warning(
            f"git is {spoken(version)}; `new-project update` needs {needed} or newer.",
            mend=installing("git"),
            where=path,
        )
    else:
        yield ok(f"git {spoken(version)}.", where=path)
    if not has_identity(patient.path):
        mend = 'git config --global user.name "Your Name" && git config --global user.email you@example.com'
        yield warning("git does not know who commits: it has no name or no email.", mend=mend)


def check_make(_patient: Patient) -> Iterator[Finding]:
    """Whether make is there; a project installs, starts and tests with it."""
    path = shutil.which("make")
    if path is None:
        yield problem("make is not installed, or not on the PATH.", mend=installing("make"))
    elif "GNU" not in said_by(path, "--version"):
        yield warning(
            "make does not say that it is GNU make, which a Makefile needs.", mend=installing("make"), where=path
        )
    else:
        yield ok(f"GNU make {spoken(version_of(path, '--version') or ())}.", where=path)


def check_docker(patient: Patient) -> Iterator[Finding]:
    """Whether an engine answers, where images are built for the deployment. Development needs none."""
    if patient.answers.get("deploy", "none") == "none":
        return
    path = shutil.which("docker")
    use = "`make image` needs it" if patient.answers["deploy"] == "kubernetes" else "the deployment needs it"
    if path is None:
        yield hint(f"docker is not installed, or not on the PATH: {use}, `make dev` and `make test` do not.")
        return
    server = said_by(path, "info", "--format", "{{.ServerVersion}}")
    if not re.match(r"\d", server):
        yield hint(
            f"docker is there, but no engine answers: {use}, `make dev` and `make test` do not.",
            how="asked by `docker info`",
            mend="sudo systemctl start docker" if shutil.which("systemctl") else "docker info",
            where=path,
        )
    else:
        yield ok(f"A docker engine answers ({server}).", where=path)
