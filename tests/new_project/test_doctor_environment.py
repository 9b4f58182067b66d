"""What the doctor says of the machine: each program there, missing, old or broken; ports, disk and templates."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from new_project import doctor_machine
from new_project.doctor import CHECKS
from new_project.listening import from_lsof, listener_at
from new_project.patient import Patient
from new_project.project import Project, load_project
from new_project.servers import free_ports, is_open
from new_project.template import ANSWERS_FILE
from tests.patients import found_by, run, statuses

Replace = Callable[[str, str], None]


@pytest.fixture
def replace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Replace:
    """Leave nothing on the PATH but sh, and put scripts there."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "sh").symlink_to(str(shutil.which("sh")))
    monkeypatch.setenv("PATH", str(folder))

    def put(program: str, script: str) -> None:
        (folder / program).write_text(f"#!/bin/sh\n{script}\n")
        (folder / program).chmod(0o755)

    return put


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """As much of a project as these checks look at."""
    folder = tmp_path / "call-center"
    folder.mkdir()
    (folder / ANSWERS_FILE).write_text("architecture: fastapi\ndeploy: compose\n")
    (folder / "Makefile").write_text("PORT ?= 8000\n\ninstall:\n\ndev: install\n")
    (folder / "pyproject.toml").write_text('[project]\nrequires-python = ">=3.12,<3.14"\n')
    return folder


def found(name: str, project: Path) -> list[tuple[str, str, str]]:
    """What a check finds: how that is, the sentence, and the command; those are not looked up on an empty PATH."""
    (check,) = [each for each in CHECKS if each.name == name]
    findings = check.run(Patient(project, load_project(project)))
    return [(each.status, each.found, each.mend) for each in findings]


def test_git(project: Path, replace: Replace) -> None:
    replace("apt-get", "")
    assert found("git", project) == [
        ("problem", "git is not installed, or not on the PATH.", "sudo apt-get install git")
    ]
    identity = 'case "$*" in *user.*) echo somebody;; *) echo "git version {}";; esac'
    replace("git", identity.format("2.30.2"))
    assert found("git", project) == [
        ("warning", "git is 2.30.2; `new-project update` needs 2.38 or newer.", "sudo apt-get install git")
    ]
    replace("git", identity.format("2.38.0"))
    assert found("git", project) == [("ok", "git 2.38.0.", "")]
    replace("git", 'test "$1" = config || echo "git version 2.54.0 (Apple Git-1)"')
    (well, nobody) = found("git", project)
    assert well == ("ok", "git 2.54.0.", "")
    assert nobody[:2] == ("warning", "git does not know who commits: it has no name or no email.")
    assert nobody[2].startswith("git config --global user.name")


def test_make(project: Path, replace: Replace) -> None:
    replace("brew", "")
    assert found("make", project) == [("problem", "make is not installed, or not on the PATH.", "brew install make")]
    replace("make", "echo bmake 2024")
    assert [each[0] for each in found("make", project)] == ["warning"]
    replace("make", "echo GNU Make 4.4.1")
    assert found("make", project) == [("ok", "GNU make 4.4.1.", "")]


def test_docker(project: Path, replace: Replace) -> None:
    assert [each[0] for each in found("docker", project)] == ["hint"]
    replace("docker", "echo cannot connect; exit 1")
    ((status, said, _),) = found("docker", project)
    assert (status, said[:41]) == ("hint", "docker is there, but no engine answers: t")
    replace("docker", "echo 28.2.2")
    assert found("docker", project) == [("ok", "A docker engine answers (28.2.2).", "")]
    (project / ANSWERS_FILE).write_text("architecture: fastapi\ndeploy: none\n")
    assert found("docker", project) == []


def test_uv(project: Path, replace: Replace) -> None:
    replace("apt-get", "")
    ((status, _, mend),) = found("uv", project)
    assert (status, mend) == ("problem", "sudo apt-get install python3")
    replace("python3", "exit 1")
    ((status, _said, mend),) = found("uv", project)
    assert (status, mend) == ("problem", "sudo apt-get install python3-venv")
    replace("python3", "echo yes")
    assert found("uv", project) == [
        (
            "ok",
            "There is no uv yet: `make install` puts it into the project (.uv).",
            f"cd {project} && make install",
        )
    ]
    own = project / ".uv" / "bin" / "uv"
    own.parent.mkdir(parents=True)
    own.write_text("#!/bin/sh\necho uv 0.13.9\n")
    own.chmod(0o755)
    assert found("uv", project) == [("ok", "uv 0.13.9.", "")]
    own.write_text("#!/bin/sh\nexit 1\n")
    assert found("uv", project) == [("problem", "uv does not run.", f"cd {project} && rm -r .uv && make install")]


def test_python_before_a_project_is_installed(project: Path, replace: Replace) -> None:
    assert [each[0] for each in found("python", project)] == ["problem"]
    replace("python3", "echo Python 3.11.9")
    ((status, said, _),) = found("python", project)
    assert (status, said) == ("problem", "Python <3.14,>=3.12 is needed, and python3 is 3.11.9.")
    replace("uv", "echo uv 0.13.9")
    assert [each[0] for each in found("python", project)] == ["ok"]
    replace("python3", "echo Python 3.13.1")
    assert found("python", project) == [("ok", "Python 3.13.1 (<3.14,>=3.12 is needed).", "")]


def test_python_of_a_project_that_is_installed(project: Path, tmp_path: Path) -> None:
    own = project / ".venv" / "bin" / "python"
    own.parent.mkdir(parents=True)
    own.write_text("#!/bin/sh\necho Python 3.13.1\n")
    own.chmod(0o755)
    assert statuses(found_by("python", project)) == ["ok"]
    own.write_text("#!/bin/sh\necho Python 3.14.0\n")
    (finding,) = found_by("python", project)
    assert (finding.status, finding.mend) == ("problem", f"cd {project} && rm -r .venv && make install")
    own.unlink()
    own.symlink_to(tmp_path / "gone")
    (finding,) = found_by("python", project)
    assert (finding.status, finding.found) == ("problem", "Its Python does not run: what it was made from is gone.")


@pytest.fixture
def listener() -> Iterator[int]:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]


def test_a_port_that_somebody_else_has(project: Path, listener: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", str(listener))
    (finding,) = found_by("ports", project)
    assert finding.status == "warning"
    assert f"Port {listener} (PORT) is in use" in finding.found
    assert f"(process {os.getpid()}) has it." in finding.found
    assert finding.mend.startswith(f"cd {project} && make dev PORT=")
    assert finding.mend.partition("PORT=")[2] != str(listener)


def test_a_port_that_the_makefile_names_is_free(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PORT", raising=False)
    (port,) = free_ports(1)
    (project / "Makefile").write_text(f"OTHER ?= 1\nPORT ?= {port}\n")
    (finding,) = found_by("ports", project)
    assert (finding.status, finding.found) == ("ok", f"Free for `make dev`: {port} (PORT).")


def test_the_ports_of_a_hybrid(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ports = free_ports(3)
    (project / ANSWERS_FILE).write_text("architecture: hybrid\n")
    lines = [f"{name} ?= {port}\n" for name, port in zip(("PORT", "WEB_PORT", "API_PORT"), ports, strict=True)]
    (project / "Makefile").write_text("".join(lines) + "\ndev:\n")
    for name in ("PORT", "WEB_PORT", "API_PORT"):
        monkeypatch.delenv(name, raising=False)
    (finding,) = found_by("ports", project)
    assert all(str(port) in finding.found for port in ports)


def test_a_port_that_the_project_itself_has(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not Path("/proc/net/tcp").exists():
        pytest.skip("only Linux says where a process runs")
    (port,) = free_ports(1)
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"]
    server = subprocess.Popen(command, cwd=project, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 60
        while not is_open(port) and time.monotonic() < deadline:
            time.sleep(0.05)
        monkeypatch.setenv("PORT", str(port))
        (finding,) = found_by("ports", project)
        assert finding.status == "ok"
        assert "is the project's own already" in finding.found
    finally:
        server.kill()
        server.wait()


def test_who_listens_where_there_is_only_lsof(listener: int) -> None:
    if not shutil.which("lsof"):
        pytest.skip("lsof is not installed")
    assert from_lsof(listener) == os.getpid()


def test_nobody_listens() -> None:
    (port,) = free_ports(1)
    assert listener_at(port) is None


@pytest.mark.parametrize(("megabytes", "status"), [(299, "problem"), (1499, "warning"), (1500, "ok")])
def test_room_on_the_disk(project: Path, monkeypatch: pytest.MonkeyPatch, megabytes: int, status: str) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=megabytes * 1_000_000))
    assert statuses(found_by("disk", project)) == [status]


def test_templates_of_a_checkout_without_links(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert statuses(found_by("template", project)) == ["ok"]
    root = tmp_path / "checkout"
    (root / "template_hybrid").mkdir(parents=True)
    (root / "template_django").mkdir()
    (root / "template_hybrid" / "web").write_text("../template_django")
    monkeypatch.setattr(doctor_machine, "template_root", lambda: root)
    (finding,) = found_by("template", project)
    assert finding.status == "problem"
    assert finding.mend.startswith(f"cd {root} && git config core.symlinks true && git checkout --")


def test_without_a_project_only_the_machine_is_looked_at(tmp_path: Path) -> None:
    patient = Patient(tmp_path)
    assert patient.project is None
    for check in CHECKS:
        if check.area == "environment":
            assert all(finding.status in {"ok", "warning"} for finding in run(check, patient)), check.name


def test_a_project_is_asked_for_only_where_there_is_one(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match="there is no project"):
        _ = Patient(tmp_path).made
    made = Project(tmp_path, "1.0", "", {"architecture": "django"})
    assert Patient(tmp_path, made).made is made
