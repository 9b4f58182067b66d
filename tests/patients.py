"""Projects to be looked at by the doctor, and the promise that whatever it says mends something can be typed."""

import re
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import typer

from new_project.commands import ADD
from new_project.doctor import CHECKS, Check, examine
from new_project.findings import Finding
from new_project.patient import Patient
from new_project.questions import load_questionnaire
from new_project.render import render
from new_project.resources import template_root
from new_project.usage import COMMANDS
from tests.releases import commit

TARGET = re.compile(r"^([a-z][a-z-]*)(?: [a-z -]+)?:", re.MULTILINE)
CHECK = {check.name: check for check in CHECKS}


def project_in(folder: Path, answers: Mapping[str, object], *, committed: bool = True) -> Path:
    """Render a project into a folder, and commit it."""
    project = folder / "call-center"
    render(template_root(), project, answers)
    if committed:
        commit(project, "Start")
    return project


def found_by(name: str, project: Path) -> list[Finding]:
    """What one check finds in a project; each command that it names exists."""
    return run(CHECK[name], examine(project))


def run(check: Check, patient: Patient) -> list[Finding]:
    """Run a check, and see that nothing in it broke and that its commands exist."""
    findings = check.run(patient)
    for finding in findings:
        assert "mistake in new-project" not in finding.found, finding
        if finding.mend:
            assert_exists(finding.mend, patient.path)
    return findings


def statuses(findings: list[Finding]) -> list[str]:
    """How each is."""
    return [finding.status for finding in findings]


def assert_exists(command: str, project: Path) -> None:
    """Fail unless each part of a command names a program, and what that is told exists."""
    for part in command.split(" && "):
        program, *words = shlex.split(part)
        if program == "new-project":
            assert_option_of_ours(words)
        elif program == "make":
            makefile = project / "Makefile"
            targets = TARGET.findall(makefile.read_text()) if makefile.exists() else ["install"]
            assert words[0] in targets, command
        elif program == "git":
            said = subprocess.run(["git", words[0], "-h"], capture_output=True, text=True, check=False, cwd=project)
            assert "is not a git command" not in said.stderr, command
            assert f"usage: git {words[0]}" in said.stdout + said.stderr, command
        elif program == "cd":
            assert Path(words[0]).is_dir(), command
        else:
            assert program in {"rm", "uv", "sudo", "brew", "docker"} or shutil.which(program), command


def assert_option_of_ours(words: list[str]) -> None:
    """Fail unless a command of this tool is there and takes the options that it is given."""
    if words[0] in {"add", "remove", "reconsider"} - COMMANDS.keys():
        return  # they land soon
    assert words[0] in COMMANDS, words
    app = typer.Typer()
    ADD[words[0]](app, load_questionnaire(template_root()))
    app.callback()(lambda: None)
    command = typer.main.get_command(app).commands[words[0]]  # type: ignore[attr-defined]
    known = {name for parameter in command.params for name in parameter.opts}
    assert {word.partition("=")[0] for word in words if word.startswith("--")} <= known, words
