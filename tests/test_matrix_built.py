"""A sample of the combinations (with --build-all, every one), made by the command line and used as by their owner."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from new_project.servers import clean_environment, serving
from new_project.verify import PORTS
from tests import contract
from tests.documents import commands
from tests.matrix import BUILT, SUPPORTED, Row

TIMEOUT = 900
"""Seconds that one command of a project may take on a busy machine with an empty cache."""

# They are tests of their own here, or do not end by themselves.
RUN_ELSEWHERE = ("make dev", "make test", "make lint", "make install", "make help")

Make = Callable[..., subprocess.CompletedProcess[str]]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give each row's tests to one worker: they share what was built."""
    if "row" in metafunc.fixturenames:
        rows = SUPPORTED if metafunc.config.getoption("--build-all") else BUILT
        marked = [pytest.param(row, id=row.name, marks=pytest.mark.xdist_group(row.name)) for row in rows]
        metafunc.parametrize("row", marked, scope="module")


@pytest.fixture(scope="module")
def project(row: Row, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The row's project, made as a script would make it: installed and committed."""
    folder = tmp_path_factory.mktemp("built") / "call-center"
    flags = [part for key, answer in row.answers.items() for part in (f"--{key.replace('_', '-')}", answer)]
    result = run([sys.executable, "-m", "new_project", "create", str(folder), "--yes", *flags], folder.parent)
    assert result.returncode == 0, result.stdout + result.stderr
    yield folder
    for venv in folder.rglob(".venv"):
        subprocess.run(["rm", "-rf", str(venv)], check=True)


@pytest.fixture(scope="module")
def make(project: Path) -> Make:
    """Run `make` in the project."""
    return lambda *arguments: run(["make", "--no-print-directory", *arguments], project)


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command as someone with no services and no settings would."""
    return subprocess.run(
        command,
        cwd=folder,
        env=clean_environment(),
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        stdin=subprocess.DEVNULL,
        check=False,
    )


def passed(result: subprocess.CompletedProcess[str]) -> bool:
    """Whether a command succeeded; prints what it said, for the report of a failure."""
    print(result.stdout[-8000:], result.stderr[-8000:])  # noqa: T201
    return result.returncode == 0


def test_its_gates_are_green(make: Make) -> None:
    assert passed(make("lint"))


def test_its_tests_pass_and_cover_it(row: Row, make: Make) -> None:
    result = make("test")
    assert passed(result)
    covered = re.findall(r"Required test coverage of 95(?:\.0)?% reached", result.stdout)
    assert len(covered) == (2 if row.architecture == "hybrid" else 1)


def test_its_gates_leave_it_as_it_was_committed(project: Path, make: Make) -> None:
    make("lint")
    assert run(["git", "status", "--porcelain"], project).stdout == ""


def test_it_boots_and_its_receipt_says_so(project: Path) -> None:
    result = run([sys.executable, "-m", "new_project", "verify", str(project)], project.parent)
    assert passed(result)
    assert re.search(r"All \d+ steps passed", result.stdout)


def test_it_keeps_the_contract(row: Row, project: Path) -> None:
    ports = PORTS[row.architecture]
    with serving(project, ports) as servers:
        for port in ports:
            servers.wait_until_healthy(port)
            assert contract.failures(servers.url(port)) == [], port
        servers.stop()


def test_its_documented_commands_work(project: Path) -> None:
    documented = [command for command in commands(project) if not command.startswith(RUN_ELSEWHERE)]
    assert documented
    for command in documented:
        result = run(["sh", "-ec", command], project)
        assert passed(result), command
    assert run(["git", "stash", "--include-untracked", "--quiet"], project).returncode in (0, 1)
