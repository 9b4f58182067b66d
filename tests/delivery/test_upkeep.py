"""What keeps a project in order: hooks, the dev container, Renovate, and no secret in it."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.version import Version

from new_project.servers import clean_environment
from tests.delivery.projects import Answers, features_with
from tests.documents import TARGET

Render = Callable[[Answers], Path]
BIN = Path(sys.executable).parent
PLAIN = {"architecture": "fastapi"}
FULL = {
    **PLAIN,
    "tasks": "procrastinate",
    "features": list(features_with("postgres")),
    "deploy": "kubernetes",
}

DJANGO = {"architecture": "django", "tasks": "celery", "features": ["websockets"], "deploy": "kubernetes"}

every = pytest.mark.parametrize("answers", [PLAIN, FULL, DJANGO], ids=["plain", "full", "django"])
# Of the dev container's specification, what a project of ours has a use for
DEVCONTAINER = {"name", "image", "postCreateCommand", "forwardPorts", "customizations"}


PLACEHOLDERS = {"password", "demo-password", "admin@example.com"}
"""What stands for a password in an address, and the demo users, who are there in development only."""


def findings(folder: Path) -> list[dict[str, Any]]:
    """What the secret scanner finds; it asks nobody whether a secret is valid."""
    command = [str(BIN / "betterleaks"), "auto", "--no-banner", "--log-level", "error", "--output", "-", "--jsonl"]
    result = subprocess.run([*command, str(folder)], capture_output=True, text=True, check=False)
    *found, summary = [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]
    assert summary["scan"]["state"] == "complete"
    assert summary["scan"]["num_findings"] == len(found)
    return [each["finding"] for each in found]


@every
def test_no_secret_is_in_it(answers: Answers, render: Render) -> None:
    project = render(answers)
    for finding in findings(project):
        path = Path(finding["location"]["path"]).relative_to(project)
        invented = path.parts[0] == "tests" and finding["confidence"] != "high"
        assert invented or finding["match"]["value"] in PLACEHOLDERS, f"{path}: {finding['description']}"


def test_the_scanner_sees_a_secret(tmp_path: Path) -> None:
    (tmp_path / "settings.py").write_text('TOKEN = "ghp_' + "9aB3dEfGh1jKlMn0pQrStUvWxYz123456789" + '"\n')
    assert [finding["confidence"] for finding in findings(tmp_path)] == ["high"]


@every
def test_renovate_takes_its_settings(answers: Answers, render: Render) -> None:
    command = [
        str(BIN / "check-jsonschema"),
        "--builtin-schema",
        "vendor.renovate",
        str(render(answers) / "renovate.json"),
    ]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


@every
def test_renovate_finds_the_template_and_offers_its_versions(answers: Answers, render: Render) -> None:
    project = render(answers)
    kept = yaml.safe_load((project / ".copier-answers.yml").read_text(encoding="utf-8") + "\n#copier updated")
    # Its manager takes an answers file whose two are texts, of which one is an address, and looks for tags there.
    assert isinstance(kept["_commit"], str)
    assert str(Version(kept["_commit"])) == kept["_commit"]
    assert re.fullmatch(r"https://[a-z0-9.-]+/\S+\.git", kept["_src_path"])
    settings = json.loads((project / "renovate.json").read_text(encoding="utf-8"))
    applied = dict(settings)
    for rule in settings["packageRules"]:
        if rule.get("matchManagers", ["copier"]) == ["copier"] and "matchPackageNames" not in rule:
            applied |= rule
    assert applied.get("enabled", True)
    assert "enabledManagers" not in applied
    assert applied["minimumReleaseAge"] is None, "git's tags have no date, so they would wait for ever"
    assert applied["groupName"] == "template", "it would be one change with all dependencies"


@every
def test_the_dev_container_runs_commands_that_exist(answers: Answers, render: Render) -> None:
    project = render(answers)
    settings = json.loads((project / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8"))
    assert set(settings) <= DEVCONTAINER
    targets = TARGET.findall((project / "Makefile").read_text(encoding="utf-8"))
    assert settings["postCreateCommand"].removeprefix("make ") in targets
    python = re.search(r"python:(\d\.\d+)", settings["image"])
    assert python
    assert f"FROM python:{python[1]}." in (project / "Dockerfile").read_text(encoding="utf-8")
    assert settings["forwardPorts"] == [8000]


@pytest.mark.parametrize("architecture", ["fastapi", "django"])
def test_the_hooks_pass_without_a_network(architecture: str, render: Render, tmp_path: Path) -> None:
    project = tmp_path / "call-center"
    shutil.copytree(render({"architecture": architecture, "database": "sqlite"}), project)
    environment = {**clean_environment(), "PREK_HOME": str(tmp_path / "prek"), "UV_PYTHON": sys.executable}
    for command in (["git", "init", "--quiet"], ["make", "install", "hooks"], ["git", "add", "--all"]):
        subprocess.run(command, cwd=project, env=environment, check=True, capture_output=True)
    offline = {**environment, "https_proxy": "http://127.0.0.1:9", "HTTPS_PROXY": "http://127.0.0.1:9"}
    result = run_hooks(project, offline)
    assert result.returncode == 0, result.stdout + result.stderr
    assert (project / ".git" / "hooks" / "pre-commit").exists()

    (project / "call_center" / "wrong.py").write_text("import os \nx: int = 'one'\n")
    subprocess.run(["git", "add", "--all"], cwd=project, env=environment, check=True)
    result = run_hooks(project, offline)
    assert result.returncode != 0
    failed = set(re.findall(r"^(\S.*?)\.+Failed$", result.stdout, flags=re.MULTILINE))
    assert {"ruff check", "mypy"} <= failed, result.stdout


def run_hooks(project: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run every hook on every file."""
    command = [".venv/bin/prek", "run", "--all-files", "--color", "never"]
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
