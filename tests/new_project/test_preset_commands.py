"""`new-project preset`, as a process."""

import json
from pathlib import Path

import pytest

from tests.new_project.conftest import Shell

LOCKED = ["--database", "postgres", "--lock", "database", "--because", "Operations run PostgreSQL only."]


def own(shell: Shell) -> Path:
    return Path(shell.environment["HOME"]) / ".config" / "new-project" / "presets"


def test_save_list_show_use(shell: Shell) -> None:
    saved = shell.run("preset", "save", "acme", *LOCKED, "--ci", "NONE", "--about", "How Acme builds")
    assert saved.returncode == 0, saved.stderr
    assert str(own(shell) / "acme.yml") in saved.stdout
    (own(shell) / "broken.yml").write_text("defaults: 7")

    listed = shell.run("preset", "list").stdout
    assert "acme    How Acme builds" in listed
    assert "broken  cannot be used (preset-invalid)" in listed
    assert str(own(shell)) in listed

    shown = shell.run("preset", "show", "acme").stdout
    assert "run? Nowhere yet  (--ci none)" in shown
    assert "database? PostgreSQL  (--database postgres)\n      because: Operations run PostgreSQL only." in shown

    made = shell.run("demo", "--yes", "--dry-run", "--preset", "acme", "--json")
    assert made.returncode == 0, made.stdout
    refused = shell.run("demo", "--yes", "--preset", "acme", "--database", "sqlite")
    assert refused.returncode == 2
    assert (
        "--database sqlite: the preset 'acme' locks it to postgres: Operations run PostgreSQL only." in refused.stderr
    )
    assert list(shell.folder.iterdir()) == []


def test_programs_get_json(shell: Shell) -> None:
    saved = json.loads(shell.run("preset", "save", "acme", *LOCKED, "--existing-django", "true", "--json").stdout)
    assert saved == {"event": "saved", "preset": "acme", "path": str(own(shell) / "acme.yml")}
    assert json.loads(shell.run("preset", "show", "acme", "--json").stdout) == {
        "path": str(own(shell) / "acme.yml"),
        "name": "acme",
        "description": "",
        "defaults": {"existing_django": True},
        "locks": {"database": {"answer": "postgres", "because": "Operations run PostgreSQL only."}},
    }
    listed = json.loads(shell.run("preset", "list", "--json").stdout)
    assert listed["presets"] == [{"name": "acme", "description": "", "error": ""}]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], "There is nothing to keep"),
        (["--ci", "gitlub", "--author-email", "x"], "Did you mean 'gitlab'?\n"),
        (["--ci", "none", "--lock", "ci"], "--lock is there 1 times, --because 0 times"),
        (["--ci", "none", "--because", "so"], "--lock is there 0 times, --because 1 times"),
        (["--ci", "none", "--lock", "database", "--because", "so"], "--lock database: give the answer that it locks"),
        (["--ci", "none", "--lock", "ci", "--because", " "], "--because is empty: say why ci is locked."),
        (["--ci", "none", "--about", "a\nb"], "--about 'a\\nb': It holds a line break"),
        (["--project-name", "Acme"], "No such option: --project-name"),
        (["--author-name", "ghp_" + "a1B2c3D4e5F6" * 3], "--author-name: a GitHub token"),
        (["--ci", "none", "--about", "at postgres://me:hunter2@db/x"], "--about: a URL with a password"),
    ],
)
def test_what_is_wrong_is_not_saved(shell: Shell, arguments: list[str], expected: str) -> None:
    result = shell.run("preset", "save", "acme", *arguments)
    assert result.returncode == 2
    assert expected in result.stderr
    assert "hunter2" not in result.stderr
    assert "a1B2c3D4" not in result.stderr
    assert not own(shell).exists()


def test_each_lock_has_its_reason(shell: Shell) -> None:
    answers = ["--ci", "none", "--database", "sqlite", "--admin-needs", "none"]
    locks = ["--lock", "--ci", "--because", "No CI.", "--lock", "admin-needs", "--because", "No admins."]
    assert shell.run("preset", "save", "acme", *answers, *locks).returncode == 0
    assert json.loads(shell.run("preset", "show", "acme", "--json").stdout)["locks"] == {
        "admin_needs": {"answer": "none", "because": "No admins."},
        "ci": {"answer": "none", "because": "No CI."},
    }


def test_nothing_is_there_yet(shell: Shell) -> None:
    assert "There are no presets in" in shell.run("preset", "list").stdout
    shown = shell.run("preset", "show", "acme")
    assert shown.returncode == 2
    assert "preset save NAME makes one" in shown.stderr
