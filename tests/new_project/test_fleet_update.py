"""`new-project fleet update`, as a process, on a small fleet of three releases."""

import json
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.new_project.conftest import Shell
from tests.new_project.fleets import OURS, make_fleet, remembered
from tests.releases import Releases, commit, git

BRANCH = "new-project/update-1.2.0"
RESULTS = {
    "both/services/one": "updated",
    "both/services/two": "updated",
    "broken": "failed",
    "dirty": "updated",
    "edited": "updated",
    "in-conflict": "conflicts",
    "plain": "updated",
    "tools/newest": "current",
    "without-git": "failed",
}
UPDATED = ("both", "dirty", "edited", "plain")


@pytest.fixture(scope="module")
def organisation(released: Releases, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fleet that is only copied."""
    return make_fleet(released, tmp_path_factory.mktemp("organisation") / "acme")


@pytest.fixture
def take(organisation: Path, shell: Shell, released: Releases) -> Callable[..., Path]:
    """Gives some of the fleet, or all of it, and the newest tool."""
    shell.environment["PYTHONPATH"] = str(released.root / "generator")

    def take(*names: str) -> Path:
        for name in names or sorted(path.name for path in organisation.iterdir()):
            shutil.copytree(organisation / name, shell.folder / "acme" / name, symlinks=True)
        return shell.folder / "acme"

    return take


@pytest.fixture
def plain(take: Callable[..., Path]) -> Path:
    """The folder of an organisation with one project."""
    return take("plain")


@pytest.fixture
def shop(plain: Path, shell: Shell) -> Path:
    """The same project, cloned from a remote."""
    return cloned(shell, plain / "plain", "shop")


def cloned(shell: Shell, project: Path, name: str) -> Path:
    git(shell.folder, "clone", "--quiet", "--bare", str(project), f"{name}.git")
    git(shell.folder, "clone", "--quiet", f"{name}.git", name)
    return shell.folder / name


def told(result: "subprocess.CompletedProcess[str]") -> dict[str, dict[str, Any]]:
    """What was told of each project."""
    events = [json.loads(line) for line in result.stdout.splitlines()]
    return {event["project"]: event for event in events if event["event"] == "project"}


def branch_tip(checkout: Path) -> str:
    return git(checkout, "rev-parse", BRANCH)


def no_work_tree_is_left(acme: Path, shell: Shell) -> bool:
    lists = [git(acme / name, "worktree", "list").splitlines() for name in UPDATED if (acme / name).exists()]
    runs = Path(shell.environment["HOME"]) / ".local/state/new-project/fleet"
    return all(len(lines) == 1 for lines in lists) and not any(runs.glob("*/trees/*"))


def test_each_gets_a_branch_and_nobody_is_disturbed(take: Callable[..., Path], shell: Shell) -> None:
    acme = take()
    (acme / "plain" / ".git" / "hooks").mkdir(exist_ok=True)
    for hook in ("post-checkout", "pre-commit", "commit-msg", "post-commit"):
        (acme / "plain" / ".git" / "hooks" / hook).write_text(f"#!/bin/sh\ntouch {acme}/hook-ran\nexit 1\n")
        (acme / "plain" / ".git" / "hooks" / hook).chmod(0o755)
    before = remembered(acme)

    result = shell.run("fleet", "update", "acme", "--json", "--report", "update.md")

    assert result.returncode == 1, result.stdout + result.stderr
    outcomes = told(result)
    assert {name: outcome["result"] for name, outcome in outcomes.items()} == RESULTS
    assert remembered(acme) == before
    assert no_work_tree_is_left(acme, shell)
    assert "_commit: 1.2.0" in git(acme / "plain", "show", f"{BRANCH}:.copier-answers.yml")
    assert git(acme / "edited", "show", f"{BRANCH}:ours.py") == "OURS = 1\n"
    assert git(acme / "dirty", "show", f"{BRANCH}:README.md") != OURS
    assert BRANCH not in git(acme / "in-conflict", "branch", "--list")
    assert [file["path"] for file in outcomes["in-conflict"]["conflicts"]] == ["README.md"]
    assert outcomes["plain"]["files"] == len(git(acme / "plain", "diff", "--name-only", "main", BRANCH).splitlines())
    assert outcomes["plain"]["questions"] == {"support_email": "support@example.com", "support_hours": "9 to 5"}
    summary = json.loads(result.stdout.splitlines()[-1])
    assert summary["results"] == {"updated": 5, "current": 1, "conflicts": 1, "failed": 2}
    report = (shell.folder / "update.md").read_text()
    assert "| plain | 1.0.0 | updated | new-project/update-1.2.0," in report
    assert "| `README.md` | changed it (+1 -0 lines) | changed it (" in report
    assert "No gates were run" in report


def test_projects_of_one_repository_share_a_branch(take: Callable[..., Path], shell: Shell) -> None:
    acme = take("both")
    assert shell.run("fleet", "update", "acme/both").returncode == 0
    subjects = git(acme / "both", "log", "--format=%s", f"main..{BRANCH}").splitlines()
    assert subjects == [
        "Update services/two from new-project 1.1.0 to 1.2.0",
        "Update services/one from new-project 1.0.0 to 1.2.0",
    ]
    changed = git(acme / "both", "show", "--name-only", "--format=", BRANCH).splitlines()
    assert changed
    assert all(name.startswith("services/two/") for name in changed)


def test_one_in_conflict_leaves_the_others_of_its_repository_theirs(take: Callable[..., Path], shell: Shell) -> None:
    acme = take("both")
    readme = acme / "both" / "services" / "one" / "README.md"
    readme.write_text(readme.read_text() + OURS)
    commit(acme / "both", "Ours")
    result = shell.run("fleet", "update", "acme/both", "--json")
    assert result.returncode == 1
    assert {name: each["result"] for name, each in told(result).items()} == {
        "services/one": "conflicts",
        "services/two": "updated",
    }
    assert git(acme / "both", "diff", "--name-only", "main", BRANCH, "--", "services/one") == ""


def test_a_second_run_leaves_branches_as_they_are(plain: Path, shell: Shell) -> None:
    acme = plain
    assert shell.run("fleet", "update", "acme/plain").returncode == 0
    tip = branch_tip(acme / "plain")
    again = shell.run("fleet", "update", "acme/plain")
    assert (again.returncode, branch_tip(acme / "plain")) == (0, tip)
    assert "branch is there" in again.stdout
    git(acme / "plain", "merge", "--quiet", BRANCH)
    merged = shell.run("fleet", "update", "acme/plain")
    assert "1 up to date" in merged.stdout


def test_it_begins_at_the_default_branch_of_the_remote(shop: Path, shell: Shell) -> None:
    git(shop, "switch", "--quiet", "--create", "mine")
    (shop / "mine.txt").write_text("Not yet.\n")
    commit(shop, "Mine")

    assert shell.run("fleet", "update", "shop").returncode == 0

    assert git(shop, "log", "--format=%s", BRANCH).splitlines()[1:] == ["Start"]
    assert git(shop, "branch", "--show-current") == "mine\n"
    assert git(shop, "ls-remote", "origin", BRANCH) == ""  # nobody said --push


def test_branches_are_pushed_when_that_is_said(take: Callable[..., Path], shell: Shell) -> None:
    listed = ("plain", "edited")
    acme = take(*listed)
    for name in listed:
        cloned(shell, acme / name, name)
    (shell.folder / "fleet.txt").write_text("\n".join(listed))
    assert shell.run("fleet", "update", "plain").returncode == 0  # without, before

    pushed = told(shell.run("fleet", "update", "fleet.txt", "--push", "--json"))

    assert {name: (each["result"], each["pushed"]) for name, each in pushed.items()} == {
        "plain": ("waiting", True),
        "edited": ("updated", True),
    }
    for name in listed:
        assert git(shell.folder / f"{name}.git", "rev-parse", BRANCH) == branch_tip(shell.folder / name)

    git(shell.folder, "clone", "--quiet", "plain.git", "another")
    again = told(shell.run("fleet", "update", "another", "--push", "--json"))
    assert [(each["result"], each["branch"]) for each in again.values()] == [("waiting", BRANCH)]
    assert BRANCH not in git(shell.folder / "another", "branch", "--list")


def test_a_remote_that_refuses_is_told_of(shop: Path, shell: Shell) -> None:
    hook = shell.folder / "shop.git" / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\necho not on Fridays >&2\nexit 1\n")
    hook.chmod(0o755)
    result = shell.run("fleet", "update", shop.name, "--push", "--json")
    (outcome,) = told(result).values()
    assert (result.returncode, outcome["result"], outcome["branch"]) == (1, "failed", BRANCH)
    assert "made, but not pushed" in outcome["message"]
    assert "not on Fridays" in outcome["message"]


@pytest.fixture
def few(take: Callable[..., Path]) -> Path:
    """Some of the fleet, as a file lists them."""
    acme = take("plain", "edited", "dirty", "without-git")
    file = acme.parent / "fleet.yml"
    file.write_text("projects: [acme/plain, acme/edited, acme/dirty, acme/without-git]\n")
    return file


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_what_is_ended_in_the_middle_goes_on(number: int, few: Path, shell: Shell) -> None:
    acme = shell.folder / "acme"
    before = remembered(acme)
    process = shell.start("fleet", "update", "fleet.yml", "--jobs", "1", "--json")
    first, rest = done_first(process, number)
    assert first == "acme/plain"
    tip = branch_tip(acme / "plain")
    if number == signal.SIGINT:
        assert process.returncode == 130
        assert re.search(r"[1-4] of 4 are done\.", rest)
        assert no_work_tree_is_left(acme, shell)
    few.write_text("projects: [acme/plain, acme/edited, acme/dirty]\n")  # one is no more in the fleet

    result = shell.run("fleet", "update", "fleet.yml", "--json")

    assert told(result).keys() <= {"acme/edited", "acme/dirty"}  # the other was done
    assert branch_tip(acme / "plain") == tip
    results = json.loads(result.stdout.splitlines()[-1])["results"]
    # A branch that was whole when its run was ended, and not written down yet, waits.
    assert (results["updated"] + results.get("waiting", 0), len(results.keys() - {"updated", "waiting"})) == (3, 0)
    assert all(branch_tip(acme / name) for name in ("edited", "dirty"))
    assert remembered(acme) == before
    assert no_work_tree_is_left(acme, shell)


def done_first(process: "subprocess.Popen[str]", number: int) -> tuple[str, str]:
    """End a run as soon as it has told of its first update, and return which that was, and what it said then."""
    assert process.stdout is not None
    for event in map(json.loads, process.stdout):
        if event["event"] == "project" and event["result"] == "updated":
            os.kill(process.pid, number)
            return str(event["project"]), process.communicate(timeout=60)[0]
    raise AssertionError("nothing was updated")


def test_restart_looks_at_all_of_it_again(few: Path, shell: Shell) -> None:
    few.write_text("projects: [acme/plain, acme/edited]\n")
    process = shell.start("fleet", "update", "fleet.yml", "--jobs", "1", "--json")
    assert done_first(process, signal.SIGINT)[0] == "acme/plain"
    outcomes = told(shell.run("fleet", "update", "fleet.yml", "--restart", "--json"))
    assert outcomes.keys() == {"acme/plain", "acme/edited"}
    assert outcomes["acme/plain"]["result"] == "waiting"
    assert outcomes["acme/edited"]["result"] in {"updated", "waiting"}  # it may have been whole when the run was ended


def test_a_failed_gate_is_on_the_branch_and_not_pushed(shop: Path, shell: Shell) -> None:
    shell.replace("make", 'test "$2" != lint || { echo wrong; exit 1; }')
    result = shell.run("fleet", "update", "shop", "--gates", "--push", "--json")
    (outcome,) = told(result).values()
    assert (result.returncode, outcome["result"], outcome["pushed"]) == (1, "gates", False)
    assert "make lint" in outcome["message"]
    assert "_commit: 1.2.0" in git(shop, "show", f"{BRANCH}:.copier-answers.yml")
    assert git(shell.folder / "shop.git", "branch", "--list", BRANCH) == ""


@pytest.fixture
def locked(plain: Path) -> Path:
    """A project with a lock file."""
    project = plain / "plain"
    (project / "uv.lock").write_text("old\n")
    commit(project, "Lock")
    return project


@pytest.mark.parametrize(("script", "lock"), [("echo new > uv.lock", "new\n"), ("exit 1", "old\n")])
def test_the_lock_follows_the_dependencies(script: str, lock: str, locked: Path, shell: Shell) -> None:
    shell.replace("uv", f'test "$1" = lock && {{ {script}; }}')
    shell.environment["UV"] = str(shell.bin / "uv")
    (outcome,) = told(shell.run("fleet", "update", "acme/plain", "--json")).values()
    assert git(locked, "show", f"{BRANCH}:uv.lock") == lock
    assert ("may be outdated" in outcome["message"]) == (lock == "old\n")


WRONG: list[tuple[list[str], str, int]] = [
    (["acme", "--to", "9.9.9"], "Version 9.9.9 is newer than this new-project", 1),
    (["nowhere"], "There is no nowhere", 2),
    (["acme", "--jobs", "many"], "--jobs many: it is a number from 1 to 256.", 2),
    (["acme", "--report", "there.md"], "there.md is there already", 1),
]


@pytest.mark.parametrize(("words", "complaint", "code"), WRONG)
def test_what_cannot_be_done_is_said_before_anything_is(
    words: list[str], complaint: str, code: int, plain: Path, shell: Shell
) -> None:
    (shell.folder / "there.md").write_text("mine\n")
    result = shell.run("fleet", "update", *words)
    assert (result.returncode, complaint in result.stderr) == (code, True), result.stderr
    assert (shell.folder / "there.md").read_text() == "mine\n"
    assert BRANCH not in git(plain / "plain", "branch", "--list")
