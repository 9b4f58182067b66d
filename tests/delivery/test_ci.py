"""What CI runs: valid for GitLab and GitHub, pinned, and made of commands that the project has."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.delivery.projects import PINNED, Answers
from tests.documents import TARGET

Render = Callable[[Answers], Path]
BIN = Path(sys.executable).parent
KEYWORDS = {"default", "stages", "variables", "workflow"}


def answers(ci: str) -> Iterator[Any]:
    """Every project whose CI can differ."""
    for architecture, deploy in product(("fastapi", "django", "hybrid"), ("compose", "kubernetes", "none")):
        yield pytest.param({"architecture": architecture, "ci": ci, "deploy": deploy}, id=f"{architecture}-{deploy}")


on_gitlab = pytest.mark.parametrize("answers", list(answers("gitlab")))
on_github = pytest.mark.parametrize("answers", list(answers("github")))


def pipeline(project: Path) -> dict[str, Any]:
    """What GitLab reads."""
    read: dict[str, Any] = yaml.safe_load((project / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    return read


def jobs(project: Path) -> dict[str, Any]:
    """GitLab's jobs, each with what it extends."""
    read = pipeline(project)
    return {
        name: {**read.get(job.get("extends"), {}), **job}
        for name, job in read.items()
        if name not in KEYWORDS and not name.startswith(".")
    }


@on_gitlab
def test_gitlab_takes_it(answers: Answers, render: Render) -> None:
    path = render(answers) / ".gitlab-ci.yml"
    command = ["check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci", str(path)]
    result = subprocess.run([str(BIN / command[0]), *command[1:]], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout
    assert not (render(answers) / ".github").exists()


@on_gitlab
def test_gitlab_runs_every_gate_in_pinned_images(answers: Answers, render: Render) -> None:
    found = jobs(render(answers))
    image = answers["deploy"] != "none"
    assert set(found) == {"lint", "test", "audit", *(["build-image"] if image else [])}
    for name, job in found.items():
        services = [service["name"] for service in job.get("services", [])]
        assert all(PINNED.fullmatch(each) for each in [job["image"], *services]), name
        assert job["timeout"], name
        assert job["interruptible"], name
        assert job["stage"] in pipeline(render(answers))["stages"], name


@on_gitlab
def test_gitlab_s_commands_exist(answers: Answers, render: Render) -> None:
    project = render(answers)
    targets = TARGET.findall((project / "Makefile").read_text(encoding="utf-8"))
    for name, job in jobs(project).items():
        for script in [job["script"]] if isinstance(job["script"], str) else job["script"]:
            assert script.startswith(("make ", "docker build ")), name
            assert not script.startswith("make ") or script.removeprefix("make ") in targets, name
            if script.startswith("docker build "):
                named = re.search(r" --file (\S+) \.$", script)
                assert (project / (named[1] if named else f"{script.split()[-1]}/Dockerfile")).exists(), script


def test_gitlab_reads_the_coverage_from_what_the_tests_print(render: Render) -> None:
    pattern = jobs(render({"architecture": "fastapi", "ci": "gitlab"}))["test"]["coverage"].strip("/")
    printed = "call_center/main.py   30   1   4   0   97%\nTOTAL   412   3   60   1   98.94%\n"
    found = re.search(pattern, printed, flags=re.MULTILINE)
    assert found
    assert found[1] == "98.94"


@on_github
def test_github_runs_every_gate(answers: Answers, render: Render) -> None:
    project = render(answers)
    workflows = {path.name: yaml.safe_load(path.read_text()) for path in (project / ".github" / "workflows").iterdir()}
    commands = [
        step["run"]
        for workflow in workflows.values()
        for job in workflow["jobs"].values()
        for step in job["steps"]
        if "run" in step
    ]
    image = answers["deploy"] != "none"
    assert sorted(commands) == sorted(["make lint", "make test", "make audit", *(["make image"] if image else [])])
    targets = TARGET.findall((project / "Makefile").read_text(encoding="utf-8"))
    assert {command.removeprefix("make ") for command in commands} <= set(targets)
    assert not (project / ".gitlab-ci.yml").exists()


@on_github
def test_github_s_workflows_are_clean(answers: Answers, render: Render) -> None:
    paths = sorted(map(str, (render(answers) / ".github" / "workflows").glob("*.yml")))
    for linter in (["actionlint"], ["zizmor", "--offline", "--pedantic"]):
        command = [str(BIN / linter[0]), *linter[1:], *paths]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        assert result.returncode == 0, result.stdout + result.stderr
