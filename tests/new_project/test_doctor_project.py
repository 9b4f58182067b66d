"""What the doctor says of a project: its answers, files, options, locks, models, and what was begun and not ended."""

import os
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from new_project import doctor_project
from new_project.doctor import CHECKS, diagnose
from new_project.history import versions
from new_project.patient import Patient
from new_project.project import load_project
from new_project.template import ANSWERS_FILE
from tests.patients import found_by, project_in, statuses
from tests.releases import commit, git


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return project_in(tmp_path, {"architecture": "fastapi", "features": ["storage"]})


def rewrite(project: Path, before: str, after: str, name: str = ANSWERS_FILE) -> None:
    file = project / name
    assert before in file.read_text()
    file.write_text(file.read_text().replace(before, after))


def test_a_new_project_is_well(project: Path) -> None:
    for name in (
        "answers",
        "version",
        "repository",
        "unfinished",
        "conflicts",
        "files",
        "options",
        "code",
        "reconsider",
    ):
        assert statuses(found_by(name, project)) == ["ok"], name


@pytest.mark.parametrize("text", ["a: [\n", "architecture: flask\n", "<<<<<<< ours\narchitecture: fastapi\n"])
def test_answers_that_cannot_be_read(project: Path, text: str) -> None:
    (project / ANSWERS_FILE).write_text(text)
    (finding,) = found_by("answers", project)
    assert finding.status == "problem"
    assert finding.mend == f"cd {project} && git restore --source=HEAD --staged --worktree -- {ANSWERS_FILE}"
    subprocess.run(["sh", "-c", finding.mend], check=True)
    assert statuses(found_by("answers", project)) == ["ok"]


def test_answers_that_are_none(project: Path) -> None:
    rewrite(project, "tasks: none", "tasks: celery")
    (finding,) = found_by("answers", project)
    assert finding.status == "problem"
    assert "take taskiq" in finding.found
    commit(project, "Wrong answers")
    (finding,) = found_by("answers", project)
    assert finding.mend == f"cd {project} && git log -p -- {ANSWERS_FILE}"


def test_answers_to_the_questions_of_another_version_are_left_to_an_update(project: Path) -> None:
    rewrite(project, "_commit: ", "_commit: 0.0.1-")
    rewrite(project, "ci: github", "ci: jenkins")
    (finding,) = found_by("answers", project)
    assert (finding.status, finding.mend) == ("hint", f"new-project update {project} --dry-run")


def test_a_newer_template(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = versions()[-1]
    monkeypatch.setattr(doctor_project, "versions", lambda: [own, "9.0.0"])
    (finding,) = found_by("version", project)
    assert (finding.status, finding.mend) == ("warning", f"new-project update {project}")
    assert f"The template is {own}; 9.0.0 is there." in finding.found


@pytest.mark.parametrize(
    ("recorded", "said", "mend"),
    [("99.0", "made by new-project 99.0", "uv tool upgrade"), ("0.0.0.dev1", "has nothing to start from", "--check")],
)
def test_a_template_that_is_not_known_here(project: Path, recorded: str, said: str, mend: str) -> None:
    rewrite(project, f"_commit: {versions()[-1]}", f"_commit: {recorded}")
    (finding,) = found_by("version", project)
    assert finding.status == "warning"
    assert said in finding.found
    assert mend in finding.mend
    assert statuses(found_by("files", project)) == ["skipped"]
    assert statuses(found_by("reconsider", project)) == ["skipped"]


def test_a_project_without_a_repository_and_one_without_a_commit(tmp_path: Path) -> None:
    project = project_in(tmp_path, {"architecture": "fastapi"}, committed=False)
    (finding,) = found_by("repository", project)
    assert (finding.status, finding.mend) == (
        "warning",
        f"cd {project} && git init && git add --all && git commit",
    )
    assert statuses(found_by("files", project)) == ["ok"]
    assert found_by("conflicts", project) == []
    assert found_by("unfinished", project) == []
    git(project, "init", "--quiet")
    (finding,) = found_by("repository", project)
    assert "Nothing is committed" in finding.found


def test_an_update_that_is_not_over(project: Path) -> None:
    from new_project.journal import Journal, write_journal
    from new_project.repository import find_repository

    repository = find_repository(project)
    lists: dict[str, Any] = {name: [] for name in ("created", "folders", "locks")}
    conflicts: dict[str, dict[str, list[str]]] = {"Makefile": {}}
    journal = Journal("update from 1.0 to 2.0", repository.head(), tree="", conflicts=conflicts, **lists)
    write_journal(repository, journal)
    (finding,) = found_by("unfinished", project)
    assert finding.status == "problem"
    assert "The update from 1.0 to 2.0, which 1 file had conflicts in, was begun and is not over." in finding.found
    assert f"new-project update {project} --abort" in finding.found
    assert finding.mend == f"new-project update {project} --continue"


def test_conflict_markers_in_a_tracked_file(project: Path) -> None:
    rewrite(project, "help:", "<<<<<<< ours\nhelp:\n=======\n>>>>>>> theirs\n", "Makefile")
    (project / "notes.txt").write_text("<<<<<<< an arrow, in a file that is not tracked\n>>>>>>> \n")
    commit(project, "Unnoticed")
    git(project, "rm", "--quiet", "--cached", "notes.txt")
    (finding,) = found_by("conflicts", project)
    assert (finding.status, finding.where) == ("problem", "Makefile")
    assert "at line" in finding.found
    assert finding.mend == f"cd {project} && git add -- Makefile"


def test_a_file_that_git_has_not_merged(project: Path) -> None:
    git(project, "checkout", "--quiet", "-b", "theirs")
    rewrite(project, "help:", "help: theirs", "Makefile")
    commit(project, "Theirs")
    git(project, "checkout", "--quiet", "-")
    rewrite(project, "help:", "help: ours", "Makefile")
    commit(project, "Ours")
    merging = ["git", "-c", "user.name=a", "-c", "user.email=a@b.c", "merge", "theirs"]
    subprocess.run(merging, cwd=project, capture_output=True, check=False)
    (project / "Makefile").write_text("no markers\n")
    (finding,) = found_by("conflicts", project)
    assert (finding.status, finding.where) == ("problem", "Makefile")


def test_files_that_are_gone(project: Path) -> None:
    (project / "Makefile").unlink()
    (project / "call_center" / "health.py").unlink()
    (project / "README.md").write_text("# Ours\n")
    vital, others = found_by("files", project)
    assert (vital.status, vital.where) == ("problem", "Makefile")
    assert (others.status, others.where) == ("warning", "call_center/health.py")
    for finding in (vital, others):
        subprocess.run(["sh", "-c", finding.mend], check=True)
    (well,) = found_by("files", project)
    assert well.status == "ok"
    assert "1 edited, 0 added" in well.found


def test_a_file_that_was_deleted_by_a_commit(project: Path) -> None:
    (project / "call_center" / "health.py").unlink()
    commit(project, "Nobody asks")
    (finding,) = found_by("files", project)
    said = subprocess.run(["sh", "-c", finding.mend], check=True, capture_output=True, text=True).stdout
    assert "Nobody asks" in said


def test_an_option_that_is_on_without_its_files_and_one_that_is_off_with_some(project: Path) -> None:
    rewrite(project, "features:\n- storage", "features:\n- websockets")
    findings = found_by("options", project)
    assert statuses(findings) == ["warning", "warning"]
    lost, left = findings
    assert "websockets is on, but none of its" in lost.found
    assert lost.mend == f"new-project remove websockets {project}"
    assert "storage is off, but" in left.found
    assert left.mend == f"new-project add storage {project}"


def test_a_file_of_ones_own_that_is_called_like_an_options_is_a_hint(tmp_path: Path) -> None:
    project = project_in(tmp_path, {"architecture": "fastapi", "features": []})
    (project / "docs" / "attachments.md").write_text("# Ours\n")
    (finding,) = found_by("options", project)
    assert (finding.status, finding.where) == ("hint", "docs/attachments.md")
    assert "storage is off, but 1 of its" in finding.found


def test_of_two_queues_the_one_that_is_there(tmp_path: Path) -> None:
    project = project_in(tmp_path, {"architecture": "fastapi", "tasks": "taskiq"})
    rewrite(project, "tasks: taskiq", "tasks: none")
    (finding,) = found_by("options", project)
    assert (finding.status, finding.mend) == ("warning", f"new-project add taskiq {project}")


PYPROJECT = '[project]\nname = "shop"\nversion = "1"\nrequires-python = ">=3.11"\n'


@pytest.fixture
def locked(tmp_path: Path, uv: str, monkeypatch: pytest.MonkeyPatch) -> Patient:
    """A small project whose lock is as it should be."""
    monkeypatch.setenv("PATH", f"{Path(uv).parent}:{os.environ['PATH']}")
    (tmp_path / "pyproject.toml").write_text(PYPROJECT)
    (tmp_path / ANSWERS_FILE).write_text("architecture: fastapi\n")
    subprocess.run([uv, "lock", "--offline", "--quiet"], cwd=tmp_path, check=True)
    return Patient(tmp_path, load_project(tmp_path))


def test_a_lock_that_is_up_to_date(locked: Patient) -> None:
    assert statuses(found_by("lock", locked.path)) == ["ok"]


def test_a_lock_that_is_not(locked: Patient) -> None:
    (locked.path / "pyproject.toml").write_text(PYPROJECT.replace("shop", "store"))
    (finding,) = found_by("lock", locked.path)
    assert (finding.status, finding.where, finding.mend) == (
        "problem",
        "uv.lock",
        f"cd {locked.path} && make install",
    )


def test_a_lock_that_is_gone_or_cannot_be_read(locked: Patient) -> None:
    (locked.path / "uv.lock").write_text("<<<<<<< ours\n")
    (finding,) = found_by("lock", locked.path)
    assert finding.status == "problem"
    assert "cannot be read" in finding.found
    (locked.path / "uv.lock").unlink()
    (finding,) = found_by("lock", locked.path)
    assert finding.status == "warning"


def test_a_lock_that_needs_a_network(locked: Patient) -> None:
    (locked.path / "pyproject.toml").write_text(PYPROJECT + 'dependencies = ["nobody-has-this-in-a-cache-7"]\n')
    (finding,) = found_by("lock", locked.path)
    assert finding.status == "skipped"
    assert "not in uv's cache" in finding.found


def test_a_lock_without_uv(locked: Patient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    assert statuses(CHECK_LOCK.run(locked)) == ["skipped"]


(CHECK_LOCK,) = [check for check in CHECKS if check.name == "lock"]


def python(project: Path, folder: str, script: str) -> None:
    """Put a script in the place of an environment's Python."""
    file = project / folder / ".venv" / "bin" / "python"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)


def test_models_of_a_project_that_is_not_installed(project: Path) -> None:
    (finding,) = found_by("models", project)
    assert (finding.status, finding.mend) == ("skipped", f"cd {project} && make install")


@pytest.mark.parametrize(
    ("script", "status", "said"),
    [
        ("exit 0", "ok", "make what the models say"),
        ("echo 'Detected added column a.b'; echo AutogenerateDiffsDetected; exit 1", "problem", "added column a.b"),
        ("exit 5", "skipped", "is not in tests/test_migrations.py any more"),
        ("echo no memory; exit 1", "problem", "cannot be checked: no memory"),
    ],
)
def test_models_and_alembic(project: Path, script: str, status: str, said: str) -> None:
    python(project, "", script)
    (finding,) = found_by("models", project)
    assert finding.status == status
    assert said in finding.found


@pytest.mark.parametrize(
    ("script", "status", "said"),
    [
        ("test $DATABASE_URL = postgresql:///unused && test $ENVIRONMENT = development", "ok", "say what its models"),
        (
            "printf \"Migrations for 'calls':\\n  x.py\\n    + Add field a to call\\n\"; exit 1",
            "problem",
            "Add field a",
        ),
        ("echo ImportError: no such thing >&2; exit 1", "problem", "cannot be checked: ImportError: no such thing"),
    ],
)
def test_models_and_django(tmp_path: Path, script: str, status: str, said: str) -> None:
    project = project_in(tmp_path, {"architecture": "django"})
    python(project, "", script)
    (finding,) = found_by("models", project)
    assert finding.status == status
    assert said in finding.found


def test_what_hides_the_tests_of_migrations(project: Path) -> None:
    python(project, "", "exit 0")
    (project / "tests" / "test_migrations.py").unlink()
    (finding,) = found_by("models", project)
    assert finding.status == "skipped"


def test_the_environment_of_whoever_asks_is_not_the_projects(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A check must never reach the database that DATABASE_URL names in the caller's shell."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://production/everything")
    python(project, "", 'test -z "$DATABASE_URL" || { echo "reached $DATABASE_URL"; exit 1; }')
    assert statuses(found_by("models", project)) == ["ok"]


@pytest.fixture
def sidecar(tmp_path: Path) -> Path:
    return project_in(tmp_path, {"architecture": "hybrid"})  # committed on a fixed day in the past


def test_a_sidecar_that_nothing_has_moved_to(sidecar: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from new_project import doctor_traffic

    monkeypatch.setattr(doctor_traffic, "age_in_days", lambda _patient: 119)
    assert statuses(found_by("sidecar", sidecar)) == ["ok"]
    monkeypatch.setattr(doctor_traffic, "age_in_days", lambda _patient: 120)
    (finding,) = found_by("sidecar", sidecar)
    assert (finding.status, finding.mend) == ("warning", f"new-project reconsider {sidecar}")
    rewrite(sidecar, "share = 0", "share = 5", "gateway/routes.toml")
    (finding,) = found_by("sidecar", sidecar)
    assert (finding.status, finding.found) == ("ok", "FastAPI answers 1 route of 1.")


def test_the_age_of_a_sidecar_is_what_git_says(sidecar: Path) -> None:
    from new_project.doctor_traffic import DAY, age_in_days

    when = int(git(sidecar, "log", "-1", "--format=%ct"))
    age = age_in_days(Patient(sidecar, load_project(sidecar)))
    assert age is not None
    assert when + age * DAY <= time.time() < when + (age + 1) * DAY


def test_routes_that_cannot_be_read(sidecar: Path) -> None:
    (sidecar / "gateway" / "routes.toml").write_text("[routes\n")
    (finding,) = found_by("sidecar", sidecar)
    assert (finding.status, finding.where) == ("problem", "gateway/routes.toml")


def test_the_cheap_checks_start_nothing_but_git(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started = []
    original = subprocess.Popen.__init__

    def watched(self: object, command: list[str], *arguments: object, **options: object) -> None:
        started.append(command[0])
        original(self, command, *arguments, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess.Popen, "__init__", watched)
    findings = diagnose(project, thorough=False)
    assert set(started) == {"git"}
    assert {finding.check for finding in findings} == {"answers", "version", "repository", "unfinished", "conflicts"}
