"""`new-project add` and `remove` on projects that their owners have edited, as processes of their own."""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from new_project.render import render
from new_project.resources import template_root
from tests.new_project.conftest import ROOT, Shell
from tests.releases import commit, git

Contents = Callable[[Path], dict[str, tuple[bytes, bool]]]
Answers = Mapping[str, object]

ROUND_TRIPS: Mapping[str, tuple[Answers, str, Answers]] = {
    "fastapi": (
        {"architecture": "fastapi"},
        "storage,procrastinate",
        {"architecture": "fastapi", "features": ["storage"], "tasks": "procrastinate"},
    ),
    "django": (
        {"architecture": "django", "deploy": "none"},
        "celery,compose",
        {"architecture": "django", "deploy": "compose", "tasks": "celery"},
    ),
    "hybrid": (
        {"architecture": "hybrid", "features": ["storage"]},
        "websockets",
        {"architecture": "hybrid", "features": ["websockets", "storage"]},
    ),
}
"""Answers, options that come and go, and the answers with them."""


@pytest.fixture(autouse=True)
def tool(shell: Shell) -> None:
    """The tool as it is in this folder, wherever it is installed from."""
    shell.environment["PYTHONPATH"] = str(ROOT / "generator")


def edit(project: Path) -> None:
    """Do as an owner does, where options write, too."""
    readme = project / "README.md"
    readme.write_text(readme.read_text().replace("# Call Center\n", "# Call Center\n\nOurs.\n", 1))
    for main in project.rglob("main.py"):
        main.write_text(
            main.read_text().replace("    app.include_router(health", "    # ours\n    app.include_router(health")
        )
    (project / "agents").mkdir()
    (project / "agents" / "run").write_text("#!/bin/sh\n")
    (project / "agents" / "run").chmod(0o755)


def made(folder: Path, answers: Answers) -> Path:
    """A project as the template has it, and its owner's edits."""
    project = folder / "call-center"
    render(template_root(), project, answers)
    edit(project)
    commit(project, "Ours")
    return project


@pytest.mark.parametrize("architecture", ROUND_TRIPS)
def test_what_comes_of_it_is_a_fresh_project_with_the_owner_s_edits(
    architecture: str, shell: Shell, tmp_path: Path, contents: Contents
) -> None:
    less, names, more = ROUND_TRIPS[architecture]
    project, fresh = made(shell.folder, less), made(tmp_path / "fresh", more)
    before = contents(project)

    added = shell.run("add", names, "--no-gates", cwd=project)

    assert added.returncode == 0, added.stderr
    assert contents(project) == contents(fresh)
    assert git(project, "diff", "--name-only") == ""  # all is staged, and nothing committed
    commit(project, "With them")
    removed = shell.run("remove", names, str(project), "--no-gates")
    assert removed.returncode == 0, removed.stderr
    assert contents(project) == before


def test_it_says_what_is_left_to_the_owner(shell: Shell) -> None:
    project = made(shell.folder, {"architecture": "fastapi", "tasks": "taskiq", "features": ["storage"]})
    plan = shell.run("remove", "storage,taskiq", "--dry-run", cwd=project)
    assert (plan.returncode, git(project, "status", "--porcelain")) == (0, "")
    words = " ".join(plan.stdout.split())
    assert "Removal of storage, taskiq: " in words
    assert "First, with the code from before, for each database: * Let nobody ask for tasks any more" in words
    commands = re.findall(r"make downgrade TO=(\w+)@-1", words)
    assert sorted(commands) == ["b3f7c15e9a40", "b7c90d52e1fa", "c2e8416f9d0b"]
    assert commands.index("c2e8416f9d0b") < commands.index("b7c90d52e1fa")  # it follows the other
    assert "Left to you: * Code of your own that asks for tasks has to ask in another way. * Files that" in words
    done = shell.run("remove", "storage,taskiq", "--no-gates", cwd=project)
    assert done.stdout.count("Files that were uploaded") == 2  # before it is done, and when it is


def test_a_switch_of_queues_takes_back_what_the_old_one_has(shell: Shell) -> None:
    project = made(shell.folder, {"architecture": "fastapi", "tasks": "taskiq"})
    told = events(shell, project, "add", "procrastinate", "--dry-run")[-1]
    assert (told["added"], told["removed"]) == (["procrastinate"], ["taskiq"])
    assert told["first"][-1] == "make downgrade TO=c2e8416f9d0b@-1"  # and not the summaries of both
    assert told["after"][0] == "make migrate"
    django = made(shell.folder / "other", {"architecture": "django", "tasks": "celery"})
    told = events(shell, django, "add", "procrastinate", "--dry-run")[-1]
    assert told["first"][1:] == [
        'make manage ARGS="migrate tasks zero"',
        'make manage ARGS="migrate django_celery_beat zero"',
    ]


def test_migrations_of_the_owner_s_that_build_on_what_goes_are_named(shell: Shell) -> None:
    project = made(shell.folder, {"architecture": "fastapi", "features": ["storage"]})
    ours = project / "migrations" / "versions" / "20270101_ours.py"
    ours.write_text('revision: str = "0123456789ab"\ndown_revision: str | None = "b3f7c15e9a40"\n')
    commit(project, "Ours")
    told = events(shell, project, "remove", "storage", "--dry-run")[-1]
    assert told["after"][0].startswith(
        "migrations/versions/20270101_ours.py follows b3f7c15e9a40, which goes. Let it follow 8d2e6a1b7c54 instead"
    )
    django = made(shell.folder / "other", {"architecture": "django", "features": ["storage"]})
    ours = django / "call_center" / "calls" / "migrations" / "0002_ours.py"
    ours.write_text("dependencies = [('attachments', '0001_initial')]\n")
    commit(django, "Ours")
    told = events(shell, django, "remove", "storage", "--dry-run")[-1]
    assert told["first"] == ['make manage ARGS="migrate attachments zero"']
    assert told["after"][0] == (
        "call_center/calls/migrations/0002_ours.py builds on the app attachments, which goes: take that out of it."
    )


def test_what_is_there_already_and_what_is_refused(shell: Shell, contents: Contents) -> None:
    project = made(shell.folder, {"architecture": "fastapi", "features": ["websockets"]})
    before = contents(project)
    for words, said in (
        (("add", "websockets,github"), "websockets, github: there already. There is nothing to do.\n"),
        (("remove", "storage"), "storage: not there. There is nothing to do.\n"),
    ):
        result = shell.run(*words, cwd=project)
        assert (result.returncode, result.stdout) == (0, said)
    (told,) = events(shell, project, "add", "websockets")
    assert told == {"event": "nothing-to-do", "path": str(project), "options": ["websockets"]}
    for line, code in (
        ("add sqlite", "option-refused"),
        ("remove postgres", "option-refused"),
        ("add hybrid", "option-unknown"),
        ("add", "option-unknown"),
        ("add --abort storage .", "usage"),
        ("add --abort --continue", "usage"),
    ):
        result = shell.run(*line.split(), cwd=project)
        assert (result.returncode, f"({code}: " in result.stderr, result.stdout) == (2, True, ""), result.stderr
    assert contents(project) == before
    assert shell.run("add", "storage", cwd=shell.folder).returncode == 1  # no project


def test_where_both_changed_the_same_the_owner_decides_or_goes_back(shell: Shell, contents: Contents) -> None:
    project = made(shell.folder, {"architecture": "fastapi", "features": ["storage"]})
    file = project / "call_center" / "files" / "schemas.py"
    file.write_text(file.read_text() + "\nOURS = True\n")
    commit(project, "Ours in a file that goes")
    before = contents(project)

    result = shell.run("remove", "storage", "--no-gates", cwd=project)

    assert result.returncode == 1
    assert "call_center/files/schemas.py" in result.stderr
    assert "(conflicts-open: " in result.stderr
    assert shell.run("remove", "--abort", str(project)).returncode == 0
    assert contents(project) == before
    assert shell.run("remove", "storage", "--no-gates", cwd=project).returncode == 1
    git(project, "rm", "--quiet", "--force", str(file))
    assert shell.run("remove", "--continue", "--no-gates", cwd=project).returncode == 0
    assert not file.exists()


def test_the_gates_are_the_project_s_own(shell: Shell) -> None:
    project = made(shell.folder, {"architecture": "fastapi"})
    shell.replace("make", 'echo "$@" >> "$HOME/made"')
    result = shell.run("add", "storage", cwd=project)
    assert result.returncode == 0, result.stderr
    assert [line.split()[-1] for line in (Path(shell.environment["HOME"]) / "made").read_text().splitlines()] == [
        "install",
        "lint",
        "test",
    ]


def test_an_update_that_changes_an_answer_says_the_same(shell: Shell) -> None:
    project = made(shell.folder, {"architecture": "fastapi", "features": ["storage"]})
    told = events(shell, project, "update", "--features", "none", "--dry-run")[-1]
    assert (told["removed"], told["first"]) == (["storage"], ["make downgrade TO=b3f7c15e9a40@-1"])


def events(shell: Shell, project: Path, *words: str) -> list[dict[str, Any]]:
    """What a program is told by a command that succeeds."""
    result = shell.run(*words, "--json", cwd=project)
    assert result.returncode == 0, result.stdout
    return [json.loads(line) for line in result.stdout.splitlines()]
