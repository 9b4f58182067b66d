"""`new-project doctor`: what it prints, for people and programs, its exit codes, and a check that breaks."""

import json
import re
import sys
from importlib import import_module
from pathlib import Path

import pytest

from new_project import doctor, doctor_text
from new_project.doctor import CHECKS, checks_for, diagnose, examine
from new_project.findings import Finding, counted, listed
from new_project.template import ANSWERS_FILE
from tests.matrix import BUILT, Row
from tests.new_project.conftest import Shell
from tests.patients import found_by, project_in
from tests.release_history import VERSIONS
from tests.releases import Releases

FIELDS = {"area", "check", "status", "found", "how", "where", "mend"}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new project; no test may change it."""
    return project_in(tmp_path_factory.mktemp("doctor"), {"architecture": "fastapi"})


def test_a_new_project_is_well_and_a_program_is_told(shell: Shell, project: Path) -> None:
    result = shell.run("doctor", str(project), "--json")
    assert (result.returncode, result.stderr) == (0, "")
    told = json.loads(result.stdout)
    assert told["ok"] is True
    assert told["path"] == str(project)
    assert told["project"]["architecture"] == "fastapi"
    assert all(set(finding) == FIELDS for finding in told["findings"])
    checks = [finding["check"] for finding in told["findings"]]
    assert list(dict.fromkeys(checks)) == [check.name for check in CHECKS if "fastapi" in check.of]
    (models,) = [finding for finding in told["findings"] if finding["check"] == "models"]
    assert models["status"] == "skipped"


def test_a_person_is_told_what_to_type(shell: Shell, tmp_path: Path) -> None:
    ill = project_in(tmp_path, {"architecture": "fastapi"})
    (ill / "Makefile").unlink()
    result = shell.run("doctor", cwd=ill)
    assert result.returncode == 1
    assert "Call Center in .: fastapi, template" in result.stdout
    assert re.search(
        r"^  problem  files +Makefile is gone, and nothing works without it\.$", result.stdout, re.MULTILINE
    )
    assert re.search(r"^ +> git restore --source=HEAD --staged --worktree -- Makefile$", result.stdout, re.MULTILINE)
    assert "\x1b" not in result.stdout
    assert re.search(r"^1 problem, ", result.stdout, re.MULTILINE)
    assert "models and migrations" in result.stderr
    columns = {
        len(found[0])
        for found in re.finditer(r"^  (?:ok|warning|hint|problem|skipped) +\w+ +", result.stdout, re.MULTILINE)
    }
    assert len(columns) == 1


def test_without_a_project_only_the_environment(shell: Shell) -> None:
    result = shell.run("doctor")
    assert result.returncode == 0
    assert "There is no project in .: only the environment is looked at." in result.stdout
    told = json.loads(shell.run("doctor", "--json").stdout)
    assert told["project"] is None
    assert {finding["area"] for finding in told["findings"]} == {"environment"}


def test_a_folder_that_is_not_there(shell: Shell) -> None:
    result = shell.run("doctor", "no-such-folder")
    assert result.returncode == 1
    assert "no-such-folder is no folder" in result.stderr


def test_a_project_whose_answers_cannot_be_read(shell: Shell) -> None:
    (shell.folder / ANSWERS_FILE).write_text("<<<<<<< ours\na: [\n")
    result = shell.run("doctor", "--json")
    assert result.returncode == 1
    told = json.loads(result.stdout)
    wrong = [finding for finding in told["findings"] if finding["status"] == "problem"]
    assert [finding["check"] for finding in wrong] == ["answers"]
    assert "are there conflicts in it?" in wrong[0]["found"]


def test_a_machine_without_git(shell: Shell, project: Path) -> None:
    """No check needs it so much that it breaks."""
    shell.only("sh", "make")
    shell.replace("python3", f'exec {sys.executable} "$@"')
    told = json.loads(shell.run("doctor", str(project), "--json").stdout)
    assert not [finding for finding in told["findings"] if "mistake in new-project" in finding["found"]]
    wrong = {finding["check"] for finding in told["findings"] if finding["status"] == "problem"}
    assert wrong == {"git"}


def test_a_check_that_breaks_is_a_finding(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from new_project import doctor_tools

    def broken(_patient: object) -> list[Finding]:
        raise ZeroDivisionError("by nothing")

    monkeypatch.setattr(doctor_tools, "check_make", broken)
    (finding,) = next(each for each in CHECKS if each.name == "make").run(examine(project))
    assert finding.status == "problem"
    assert "ZeroDivisionError: by nothing" in finding.found
    assert finding.where.startswith("test_doctor.py, line ")
    assert (finding.check, finding.area) == ("make", "environment")


def test_every_check_is_there_and_named_once() -> None:
    names = [check.name for check in CHECKS]
    assert len(set(names)) == len(names)
    for check in CHECKS:
        assert callable(getattr(import_module(f"new_project.{check.module}"), f"check_{check.name}"))
    listed_elsewhere = {f"check_{check.name}" for check in CHECKS}
    folder = Path(doctor.__file__).parent
    defined = {
        name
        for module in folder.glob("doctor_*.py")
        for name in re.findall(r"^def (check_\w+)\(", module.read_text(), re.MULTILINE)
    }
    assert defined == listed_elsewhere


def test_an_interrupt_is_no_finding(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from new_project import doctor_tools

    def interrupted(_patient: object) -> list[Finding]:
        raise KeyboardInterrupt

    monkeypatch.setattr(doctor_tools, "check_make", interrupted)
    with pytest.raises(KeyboardInterrupt):
        diagnose(project)


def test_which_checks_there_are_for_whom(project: Path, tmp_path: Path) -> None:
    of_fastapi = {check.name for check in checks_for(examine(project))}
    assert "sidecar" not in of_fastapi
    assert "models" in of_fastapi
    assert {check.area for check in checks_for(examine(tmp_path))} == {"environment"}
    assert all(check.cheap for check in checks_for(examine(project), thorough=False))


def test_long_lines_are_folded_and_commands_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    mend = "new-project update " + "a-long-folder/" * 6
    finding = Finding("warning", "word " * 30, mend=mend, check="files", area="project")
    *text, command = doctor_text.lines([finding], 7, 5)
    assert all(len(each) <= 50 for each in text)
    assert command.strip() == f"> {mend.strip()}"


def test_what_is_counted_and_listed() -> None:
    assert (counted(1, "file"), counted(2, "file")) == ("1 file", "2 files")
    assert (listed(["a", "b"]), listed(["a", "b", "c", "d", "e"])) == ("a, b", "a, b, c and 2 more")


def test_nothing_wrong_is_said_so() -> None:
    assert doctor_text.summary([Finding("ok", "")]) == "Nothing is wrong."
    found = [Finding("problem", ""), Finding("hint", ""), Finding("hint", ""), Finding("skipped", "")]
    assert doctor_text.summary(found) == "1 problem, 2 hints, 1 not checked."


def test_a_project_of_an_older_version_is_compared_with_that(shell: Shell, released: Releases) -> None:
    project = released.project_of(VERSIONS[0], "fastapi")
    shell.environment["PYTHONPATH"] = str(released.root / "generator")
    result = shell.run("doctor", str(project), "--json")
    assert result.returncode == 0, result.stdout
    told = {finding["check"]: finding for finding in json.loads(result.stdout)["findings"]}
    assert (told["version"]["status"], told["version"]["mend"]) == ("warning", f"new-project update {project}")
    assert VERSIONS[-1] in told["version"]["found"]
    assert "0 edited, 0 added" in told["files"]["found"]
    assert [told[name]["status"] for name in ("options", "code", "reconsider")] == ["ok"] * 3


@pytest.mark.parametrize("row", BUILT[::4], ids=lambda row: row.name)
def test_nothing_is_said_of_a_project_as_it_was_made(row: Row, tmp_path: Path) -> None:
    project = project_in(tmp_path, row.answers, committed=False)
    for name in ("answers", "files", "options", "code", "reconsider"):
        assert {finding.status for finding in found_by(name, project)} == {"ok"}, name
