"""Plans for changes of architecture that no merge can do: honest, complete, and each of their commands exists."""

import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from new_project.architecture_plans import plan_of
from new_project.project import Project
from new_project.questions import load_questionnaire
from new_project.reconsideration import Reconsideration, reconsider
from new_project.render import render
from new_project.resources import template_root
from new_project.version import version
from tests.new_project.conftest import Shell
from tests.releases import commit, git

QUESTIONNAIRE = load_questionnaire(template_root())
ARCHITECTURES = ("fastapi", "django", "hybrid")
PLANNED = [each for each in permutations(ARCHITECTURES, 2) if each != ("django", "hybrid")]
TARGET = re.compile(r"^([a-z-]+)(?: [a-z-]+)*:", re.MULTILINE)


def decided(before: str, after: str, **answers: Any) -> Reconsideration:
    """The decision to go from one to another."""
    project = Project(Path(), version(), "", {"architecture": before, "project_slug": "call-center", **answers})
    return reconsider(QUESTIONNAIRE, project, {"architecture": after})


@dataclass(frozen=True)
class Command:
    """A command of a plan, in the project that it is about."""

    words: tuple[str, ...]
    folder: str
    architecture: str


def commands(before: str, after: str) -> Iterator[Command]:
    """The commands of a plan, and in what they run: the project itself, or the new one beside it."""
    for step in plan_of(QUESTIONNAIRE, decided(before, after))["steps"]:
        for command in step["run"]:
            place, _, rest = command.rpartition(" && ")
            there = place.startswith("cd ../")
            folder = place.removeprefix(f"cd ../call-center-{after}") if there else place
            assert folder in {"", "/web"}, command
            words = [word for word in shlex.split(rest) if not re.fullmatch(r"[A-Z]+=\w+", word) or "make" in rest]
            yield Command(tuple(words), folder, step.get("where", after if there else before))


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One project of each architecture."""
    folders = {name: tmp_path_factory.mktemp(name) / "call-center" for name in ARCHITECTURES}
    for name, folder in folders.items():
        render(template_root(), folder, {"architecture": name})
        commit(folder, "Start")
    return folders


@pytest.mark.parametrize(("before", "after"), PLANNED)
def test_each_command_of_a_plan_exists(before: str, after: str, projects: dict[str, Path], shell: Shell) -> None:
    known: dict[str, Callable[[Command, Path], None]] = {
        "make": lambda command, project: check_target(project, command.words),
        "new-project": lambda command, _: check_ours(shell, projects[before], command.words),
        "git": lambda command, _: check_git(shell, command.words),
        ".venv/bin/python": lambda command, project: check_manage(project / command.folder.strip("/"), command.words),
        ".venv/bin/alembic": lambda command, project: check_alembic(project, command.words),
    }
    found = list(commands(before, after))
    assert found
    for command in found:
        known[command.words[0]](command, projects[command.architecture])


def check_target(project: Path, words: tuple[str, ...]) -> None:
    """The Makefile has the target, and takes what is given to it."""
    makefile = (project / "Makefile").read_text()
    assert words[1] in TARGET.findall(makefile), words
    for variable in (word.split("=")[0] for word in words[2:]):
        assert f"$({variable})" in makefile, words


def check_ours(shell: Shell, project: Path, words: tuple[str, ...]) -> None:
    """It runs, up to where it would write something; where it shows another plan, that plan is there."""
    result = shell.run(*words[1:], *(() if "--dry-run" in words else ("--dry-run",)), cwd=project)
    assert result.returncode == 0, result.stderr


def check_git(shell: Shell, words: tuple[str, ...]) -> None:
    """git has the command; test_the_work_of_a_hybrids_owner_goes_to_django runs it."""
    said = shell.execute("git", words[1], "-h")
    assert f"usage: git {words[1]}" in said.stdout + said.stderr


def check_manage(folder: Path, words: tuple[str, ...]) -> None:
    """It is one of Django's own commands."""
    assert (folder / words[1]).is_file()
    assert words[1:] in {("manage.py", "inspectdb"), ("manage.py", "migrate", "--fake-initial")}


def check_alembic(project: Path, words: tuple[str, ...]) -> None:
    """The project has Alembic, which knows the command."""
    assert (project / "alembic.ini").is_file()
    assert words[1:] == ("stamp", "heads")


@pytest.mark.parametrize(("before", "after"), PLANNED)
def test_a_plan_is_shown_and_nothing_is_written(before: str, after: str, shell: Shell) -> None:
    project = shell.folder / "call-center"
    render(template_root(), project, {"architecture": before})
    commit(project, "Start")
    shown = shell.run("reconsider", str(project), "--architecture", after, "--dry-run")
    assert shown.returncode == 0, shown.stderr
    for title in ("What can be kept:", "What is written by hand:", "Steps:\n  1. ", "How long both can live: "):
        assert title in shown.stdout
    assert "{" not in shown.stdout.split("a plan for you")[1]
    refused = shell.run("reconsider", str(project), "--architecture", after)
    assert refused.returncode == 1
    assert "(architecture-planned:" in refused.stderr
    assert git(project, "status", "--porcelain") == ""


def test_a_plan_takes_the_options_along_and_names_those_that_are_lost() -> None:
    options: dict[str, Any] = {
        "database": "sqlite",
        "tasks": "celery",
        "features": ["storage", "social_auth"],
        "ci": "gitlab",
    }
    plan = plan_of(QUESTIONNAIRE, decided("django", "fastapi", admin_needs="some", **options))
    assert plan["by_hand"][-2:] == ["celery, which it has not.", "social_auth, which it has not."]
    options = {"database": "sqlite", "features": ["storage", "admin_ui"], "ci": "none"}
    plan = plan_of(QUESTIONNAIRE, decided("fastapi", "django", **options))
    create = plan["steps"][1]["run"][0]
    assert create.startswith("new-project ../call-center-django --yes ")
    for flag in ("--architecture django", "--database sqlite", "--features storage", "--ci none"):
        assert flag in create
    assert plan["by_hand"][-1] == "admin_ui, which it has not."


def test_the_work_of_a_hybrids_owner_goes_to_django(projects: dict[str, Path], shell: Shell) -> None:
    for key, value in (("user.name", "Ada"), ("user.email", "ada@example.com")):
        shell.execute("git", "config", "--global", key, value)
    hybrid, alone = shell.folder / "call-center", shell.folder / "call-center-django"
    shutil.copytree(projects["hybrid"], hybrid)
    shutil.copytree(projects["django"], alone)
    for name, message in (("web/config/ours.py", "Ours"), ("README.md", "Words"), ("web/config/urls.py", "A route")):
        with (hybrid / name).open("a") as file:
            file.write("# ours\n")
        commit(hybrid, message)
    for step in plan_of(QUESTIONNAIRE, decided("hybrid", "django"))["steps"]:
        for command in (command for command in step["run"] if "git " in command):
            done = shell.execute("sh", "-c", command, cwd=hybrid)
            assert done.returncode == 0, done.stderr
    assert git(alone, "log", "--format=%s").split("\n")[:-1] == ["A route", "Ours", "Start"]
    assert (alone / "config" / "ours.py").read_text() == "# ours\n"
    assert (alone / "config" / "urls.py").read_text().endswith("# ours\n")


def test_a_django_project_that_would_be_rewritten_is_told_what_its_being_there_says(shell: Shell) -> None:
    project = shell.folder / "call-center"
    render(template_root(), project, {"architecture": "django", "team_familiarity": "django"})
    commit(project, "Start")
    result = shell.run("reconsider", str(project), "--async-needs", "heavy", "--dry-run")
    assert "say so with --existing-django true, and the answers speak for the hybrid." in " ".join(
        result.stdout.split()
    )
