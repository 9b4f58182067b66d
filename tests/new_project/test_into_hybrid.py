"""A Django project becomes a hybrid: it is a hybrid made afresh, with all that its owner did, and its history."""

import json
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from new_project.render import render
from new_project.resources import template_root
from tests import django_owner
from tests.new_project.conftest import Shell
from tests.releases import commit, git

NEEDS: Mapping[str, Any] = {"admin_needs": "heavy", "team_familiarity": "django"}
FLAGS = ("--async-needs", "heavy", "--no-gates")
Contents = Callable[[Path], dict[str, tuple[bytes, bool]]]

ROWS: Mapping[str, Mapping[str, Any]] = {
    "postgres": {},
    "sqlite-gitlab": {"database": "sqlite", "ci": "gitlab", "deploy": "none", "api_style": "ninja"},
    "observability-kubernetes": {"features": ["observability"], "deploy": "kubernetes", "author_name": "Ada"},
    "people": {"interface": "both", "features": ["admin_theme", "social_auth"]},
}


def django(folder: Path, **answers: Any) -> Path:
    """A Django project, committed."""
    render(template_root(), folder, {"architecture": "django", **NEEDS, **answers})
    commit(folder, "Start")
    return folder


def reconsidered(shell: Shell, project: Path, *flags: str) -> None:
    result = shell.run("reconsider", str(project), *FLAGS, *flags)
    assert result.returncode == 0, result.stderr


def answers_of(project: Path) -> dict[str, Any]:
    found = yaml.safe_load((project / ".copier-answers.yml").read_text())
    return {key: value for key, value in found.items() if not key.startswith("_")}


@pytest.mark.parametrize("answers", ROWS.values(), ids=ROWS)
def test_it_is_a_hybrid_made_afresh(
    answers: Mapping[str, Any], shell: Shell, contents: Contents, tmp_path: Path
) -> None:
    project = django(shell.folder / "call-center", **answers)
    reconsidered(shell, project)
    render(template_root(), tmp_path / "fresh", answers_of(project))
    made, fresh = contents(project), contents(tmp_path / "fresh")
    (old,) = made.keys() - fresh.keys()
    assert old == "docs/decisions/0001-architecture.md"
    assert made.pop(old)[0].startswith(b"---\nstatus: superseded by [0002](0002-architecture.md)\n")
    assert made == fresh


@pytest.fixture(scope="module")
def owned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Django project with the work of its owner. No test may change it."""
    project = django(tmp_path_factory.mktemp("owned") / "call-center")
    django_owner.work(project)
    commit(project, "Ours")
    return project


@pytest.fixture
def ours(owned: Path, shell: Shell) -> Path:
    """The same, to be changed."""
    return Path(shutil.copytree(owned, shell.folder / "call-center"))


def test_all_that_its_owner_did_is_in_it(shell: Shell, ours: Path, contents: Contents, tmp_path: Path) -> None:
    reconsidered(shell, ours)
    fresh = tmp_path / "fresh"
    render(template_root(), fresh, answers_of(ours))
    assert list(django_owner.applied(fresh)) == []
    made, wanted = contents(ours), contents(fresh)
    made.pop("docs/decisions/0001-architecture.md")
    assert made.keys() == wanted.keys()
    assert [name for name in made if made[name] != wanted[name]] == []


def test_the_history_of_each_file_goes_along(shell: Shell, ours: Path) -> None:
    reconsidered(shell, ours)
    commit(ours, "A hybrid")
    for name in ("manage.py", "config/urls.py", "call_center/calls/models.py", "pyproject.toml", "billing/models.py"):
        log = git(ours, "log", "--follow", "--format=%s", "--", f"web/{name}").split("\n")[:-1]
        start = [] if name.startswith("billing") else ["Start"]
        edited = ["Ours"] if name.startswith("billing") or name in django_owner.EDITS else []
        assert log == ["A hybrid", *edited, *start], name


def test_it_can_be_taken_back_whole(shell: Shell, ours: Path, contents: Contents) -> None:
    (ours / "Makefile").write_text((ours / "Makefile").read_text() + "\nours:\n\t@true\n")
    commit(ours, "A command")
    before = contents(ours)
    result = shell.run("reconsider", str(ours), *FLAGS)
    assert result.returncode == 1
    assert "1 file is in conflict:\n  Makefile\n" in result.stderr
    assert (ours / "web" / "manage.py").exists()
    assert shell.run("update", str(ours), "--abort").returncode == 0
    assert contents(ours) == before
    assert git(ours, "status", "--porcelain") == ""


def test_it_says_where_what_is_the_owners_goes_and_what_is_left_to_do(shell: Shell, ours: Path) -> None:
    (ours / "media").mkdir()
    (ours / "media" / "call.ogg").write_text("la")
    (ours / "config" / "__pycache__").mkdir()
    (ours / "config" / "__pycache__" / "urls.pyc").write_text("")
    media = ours / "config" / "settings" / "media.py"
    media.write_text('"""What people send."""\n\nMEDIA_ROOT = "media"\n')
    commit(ours, "Media")

    result = shell.run("reconsider", str(ours), *FLAGS, "--json")

    assert result.returncode == 0, result.stderr
    found = [json.loads(line) for line in result.stdout.splitlines()]
    (changed,) = [event for event in found if event["event"] == "changed"]
    assert {move["name"]: move["goes"] for move in changed["moved"]} == django_owner.MOVES
    models, apps, names, move, leftovers, data = changed["after"]
    assert models.endswith("make models")
    assert apps.startswith("FastAPI does not know the tables of billing.")
    assert names.endswith(": .github/workflows/nightly.yml, docs/runbook.md")
    assert move.endswith(": mv media web/media")
    assert leftovers.endswith(": git clean -ndX config")
    assert ".postgres/" in data
    assert (ours / "media" / "call.ogg").exists()


def test_the_owner_can_overrule_where_things_go(shell: Shell, ours: Path) -> None:
    reconsidered(shell, ours, "--keep", "scripts/", "--move", "terraform")
    assert (ours / "scripts" / "nightly.py").exists()
    assert (ours / "web" / "terraform" / "main.tf").exists()
    assert not (ours / "terraform").exists()


def test_what_has_a_name_that_a_hybrid_needs_is_refused_until_it_moves(shell: Shell, ours: Path) -> None:
    (ours / "gateway").mkdir()
    (ours / "gateway" / "notes.md").write_text("Ours.\n")
    commit(ours, "Notes")
    refused = shell.run("reconsider", str(ours), *FLAGS)
    assert refused.returncode == 2
    assert "Rename yours, or let it go to web/: --move gateway" in refused.stderr
    assert git(ours, "status", "--porcelain") == ""
    reconsidered(shell, ours, "--move", "gateway")
    assert (ours / "web" / "gateway" / "notes.md").read_text() == "Ours.\n"


def test_a_project_below_the_top_of_a_repository_stays_there(shell: Shell) -> None:
    mono = shell.folder / "mono"
    render(template_root(), mono / "services" / "calls", {"architecture": "django", **NEEDS})
    (mono / "config").mkdir()
    (mono / "config" / "ours.md").write_text("Ours.\n")
    commit(mono, "Start")
    reconsidered(shell, mono / "services" / "calls")
    assert (mono / "services" / "calls" / "web" / "manage.py").exists()
    assert not (mono / "services" / "calls" / "manage.py").exists()
    assert (mono / "config" / "ours.md").read_text() == "Ours.\n"


def test_a_dry_run_touches_nothing(shell: Shell, ours: Path, contents: Contents) -> None:
    before = contents(ours)
    result = shell.run("reconsider", str(ours), "--async-needs", "heavy", "--dry-run")
    assert result.returncode == 0, result.stderr
    assert "  > manage.py -> web/manage.py\n" in result.stdout
    assert "Nothing was touched." in result.stdout
    assert contents(ours) == before


def test_the_gates_are_those_of_a_hybrid(shell: Shell, owned: Path, ours: Path) -> None:
    log = shell.folder / "made.txt"
    models = ours / "api" / "call_center_api" / "models.py"
    shell.replace("make", f'echo "$@" >> {log}; case "$*" in *models) echo "# ours" >> {models};; esac')
    result = shell.run("reconsider", str(ours), "--async-needs", "heavy")
    assert result.returncode == 0, result.stderr
    assert [line.split()[-1] for line in log.read_text().splitlines()] == ["install", "models", "lint", "test"]
    assert models.read_text().endswith("# ours\n")
    assert git(ours, "diff", "--name-only") == "", "what make models wrote is staged, too"
    assert os.listdir(owned) != os.listdir(ours)


BLOCKED: Mapping[str, tuple[Mapping[str, Any], tuple[str, ...]]] = {
    "tasks": ({"tasks": "celery"}, ("celery",)),
    "queue": ({"tasks": "procrastinate"}, ("procrastinate",)),
    "features": (
        {"features": ["websockets", "feature_flags", "storage", "observability"]},
        ("websockets", "feature_flags", "storage"),
    ),
}


@pytest.mark.parametrize(("answers", "names"), BLOCKED.values(), ids=BLOCKED)
def test_what_a_hybrid_would_not_have_is_named_and_nothing_is_written(
    answers: Mapping[str, Any], names: tuple[str, ...], shell: Shell
) -> None:
    project = django(shell.folder / "call-center", **answers)
    result = shell.run("reconsider", str(project), *FLAGS, "--architecture", "hybrid")
    assert result.returncode == 1
    assert "(architecture-blocked:" in result.stderr
    listed = result.stdout.split("In the way of a hybrid:\n")[1]
    assert tuple(line.split(":")[0].strip(" *") for line in listed.splitlines() if line.startswith("  *")) == names
    assert git(project, "status", "--porcelain") == ""
