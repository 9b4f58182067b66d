"""What organisations put on their own CI: files that their tools accept, and whose commands do what they say."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from new_project.fleet_workflow import KINDS
from tests.conftest import ROOT
from tests.new_project.conftest import Shell
from tests.new_project.fleets import OURS, SMALL, put
from tests.releases import Releases, commit, git
from tests.test_workflows import LINTERS, linters

BIN = Path(sys.executable).parent
BRANCH = "new-project/update-1.2.0"
SCHEMAS = {"gitlab": "vendor.gitlab-ci", "renovate": "vendor.renovate", "github": "vendor.github-workflows"}


@pytest.fixture(autouse=True)
def _tool(shell: Shell) -> None:
    """The command line of this checkout."""
    shell.environment["PYTHONPATH"] = str(ROOT / "generator")


@pytest.fixture
def shop(shell: Shell, released: Releases) -> Path:
    """A clone of a project of the first version, whose answers name GitHub."""
    shell.environment["PYTHONPATH"] = str(released.root / "generator")
    put(released.rendered("1.0.0", "fastapi", {**SMALL, "ci": "github"}), shell.folder / "start")
    git(shell.folder, "clone", "--quiet", "--bare", "start", "shop.git")
    git(shell.folder, "clone", "--quiet", "shop.git", "shop")
    return shell.folder / "shop"


def written(shell: Shell, ci: str) -> Path:
    """The file of one kind."""
    result = shell.run("fleet", "workflow", ".", "--ci", ci, "--json")
    assert result.returncode == 0, result.stderr
    return Path(json.loads(result.stdout)["path"])


@pytest.mark.parametrize("ci", KINDS)
def test_its_tool_takes_it(ci: str, shell: Shell) -> None:
    file = written(shell, ci)
    assert file.resolve() == shell.folder / KINDS[ci].place
    command = [str(BIN / "check-jsonschema"), "--builtin-schema", SCHEMAS[ci], str(file)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout
    assert "@" + "VERSION@" not in file.read_text()


@linters
def test_the_workflow_is_clean(linter: list[str], shell: Shell) -> None:
    assert linter in LINTERS
    command = [str(BIN / linter[0]), *linter[1:], str(written(shell, "github"))]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_it_pins_what_the_projects_pin() -> None:
    used = re.compile(r"uses: (\S+@[0-9a-f]{40} # \S+)")
    (ci,) = ROOT.glob("template_fastapi/*.github*/workflows/ci.yml")
    package = ROOT / "generator" / "new_project"
    assert set(used.findall((package / "fleet_github.yml").read_text())) == set(used.findall(ci.read_text()))
    image = re.compile(r"image: (\S+@sha256:\S+)|(uv==\S+)")
    assert image.findall((package / "fleet_gitlab.yml").read_text()) == image.findall(
        (ROOT / "generator" / "gitlab-ci.yml").read_text()
    )


def test_where_it_goes_follows_from_the_project(shop: Path, shell: Shell) -> None:
    (shop / "below").mkdir()
    shutil.copy(shop / ".copier-answers.yml", shop / "below")
    told = shell.run("fleet", "workflow", "shop/below")
    file = shop / ".github" / "workflows" / "new-project.yml"
    assert (told.returncode, str(file) in told.stdout) == (0, True), told.stderr
    file.write_text("mine")
    refused = shell.run("fleet", "workflow", "shop")
    assert (refused.returncode, file.read_text()) == (1, "mine")
    assert shell.run("fleet", "workflow", "shop", "--replace").returncode == 0
    assert "|| '1.2.0' }}" in file.read_text()
    nowhere = shell.run("fleet", "workflow", ".")
    assert (nowhere.returncode, "add --ci" in nowhere.stderr) == (2, True)


UVX = 'test "$1 $2 $3" = "--from new-project-cli==1.2.0 new-project" && shift 3 && exec {command} "$@"'
GH = """
echo "gh $*" >> {log}
case "$1 $2" in
"pr list") cat {pulls} ;;
esac"""


@pytest.fixture
def runner(shop: Path, shell: Shell) -> list[str]:
    """The command of GitHub's workflow, with what a runner has: gh and uvx, which are only heard here."""
    assert shop.is_dir()
    workflow: dict[str, Any] = yaml.safe_load(written(shell, "github").read_text())
    (step,) = [step for step in workflow["jobs"]["update"]["steps"] if "run" in step]
    assert step["env"]["VERSION"] == "${{ vars.NEW_PROJECT_VERSION || '1.2.0' }}"
    for name in ("pulls", "log", "summary"):
        (shell.folder / name).write_text("0\n" if name == "pulls" else "")
    shell.replace("gh", GH.format(log=shell.folder / "log", pulls=shell.folder / "pulls"))
    shell.replace("uvx", UVX.format(command=" ".join(shell.module)))
    shell.environment |= {
        "VERSION": "1.2.0",
        "RUNNER_TEMP": str(shell.folder),
        "GITHUB_STEP_SUMMARY": str(shell.folder / "summary"),
    }
    return ["bash", "-e", "-o", "pipefail", "-c", step["run"]]


def test_the_workflow_opens_a_pull_request(runner: list[str], shop: Path, shell: Shell) -> None:
    result = shell.execute(*runner, cwd=shop)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "_commit: 1.2.0" in git(shell.folder / "shop.git", "show", f"{BRANCH}:.copier-answers.yml")
    log = (shell.folder / "log").read_text().splitlines()
    assert [line.split(" --")[0] for line in log] == ["gh pr list", "gh auth setup-git", "gh pr create"]
    assert f"--head {BRANCH} " in log[2]
    assert "1 updated" in (shell.folder / "summary").read_text()


def test_the_workflow_leaves_alone_what_somebody_has_decided(runner: list[str], shop: Path, shell: Shell) -> None:
    (shell.folder / "pulls").write_text("1\n")
    assert shell.execute(*runner, cwd=shop).returncode == 0
    assert (shell.folder / "log").read_text().count("\n") == 1
    assert git(shell.folder / "shop.git", "branch", "--list", BRANCH) == ""


def test_the_workflow_fails_at_a_conflict_and_says_where(runner: list[str], shop: Path, shell: Shell) -> None:
    (shop / "README.md").write_text((shop / "README.md").read_text() + OURS)
    commit(shop, "Ours")
    git(shop, "push", "--quiet", "origin", "HEAD")
    result = shell.execute(*runner, cwd=shop)
    assert result.returncode == 1
    assert "pr create" not in (shell.folder / "log").read_text()
    assert "| `README.md` |" in (shell.folder / "summary").read_text()


def test_the_commands_of_gitlab_open_a_merge_request(shop: Path, shell: Shell) -> None:
    job = yaml.safe_load(written(shell, "gitlab").read_text())["template"]
    shell.replace("uvx", UVX.format(command=" ".join(shell.module)))
    address = "https://oauth2:secret@gitlab.example.com:443/acme/shop.git"
    git(shop, "config", f"url.{shell.folder / 'shop.git'}.insteadOf", address)
    shell.environment |= {
        "NEW_PROJECT_VERSION": "1.2.0",
        "NEW_PROJECT_TOKEN": "secret",
        "CI_SERVER_HOST": "gitlab.example.com",
        "CI_SERVER_PORT": "443",
        "CI_PROJECT_PATH": "acme/shop",
        "CI_DEFAULT_BRANCH": "main",
    }
    git(shell.folder / "shop.git", "config", "receive.advertisePushOptions", "true")
    hook = shell.folder / "shop.git" / "hooks" / "pre-receive"
    hook.write_text(f'#!/bin/sh\nenv | grep ^GIT_PUSH_OPTION_[0-9] | sort > "{shell.folder}/options"\n')
    hook.chmod(0o755)
    result = shell.execute("bash", "-e", "-o", "pipefail", "-c", "\n".join(job["script"]), cwd=shop)
    assert result.returncode == 0, result.stdout + result.stderr
    options = [line.split("=", 1)[1] for line in (shell.folder / "options").read_text().splitlines()]
    assert options == [
        "merge_request.create",
        "merge_request.target=main",
        "merge_request.title=Update from new-project to 1.2.0",
    ]
    assert "1 updated" in (shop / "report.md").read_text()
