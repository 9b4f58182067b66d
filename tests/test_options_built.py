"""A database that was there before options came, and after they went: real projects, migrated by their own commands.

With --build-all each change passes its gates, too: the project's own `make lint` and `make test`.
"""

import json
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from new_project.render import render
from new_project.resources import template_root
from new_project.servers import clean_environment
from tests.conftest import ROOT
from tests.releases import commit, git

TIMEOUT = 1800
OPTIONS = "storage,procrastinate"

ASK = {
    "fastapi": """
import asyncio, json, os, sys, asyncpg
async def ask():
    connection = await asyncpg.connect(os.environ["DATABASE_URL"])
    print(json.dumps([row[0] for row in await connection.fetch(sys.argv[1])]))
asyncio.run(ask())
""",
    "django": """
import json, os, sys, psycopg
print(json.dumps([row[0] for row in psycopg.connect(os.environ["DATABASE_URL"]).execute(sys.argv[1])]))
""",
}
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
COUNTED = {"fastapi": "SELECT count(*) FROM calls", "django": "SELECT count(*) FROM calls_call"}
OF_OPTIONS: Mapping[str, set[str]] = {
    "fastapi": {"attachments", "caller_summaries", "procrastinate_jobs", "task_runs", "task_keys"},
    "django": {"attachments_attachment", "summaries_callersummary", "tasks_taskrun", "tasks_taskkey"},
}
"""Tables that come and go with them. Procrastinate's own stay in Django, as is said."""

Make = Callable[[str], subprocess.CompletedProcess[str]]
Ask = Callable[[str], list[object]]


def run(project: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a project, as someone with no services and no other settings would."""
    environment = clean_environment() | {"PYTHONPATH": str(ROOT / "generator")}
    return subprocess.run(
        command, cwd=project, env=environment, capture_output=True, text=True, timeout=TIMEOUT, check=False
    )


def succeed(project: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command that must succeed."""
    result = run(project, *command)
    assert result.returncode == 0, result.stdout[-4000:] + result.stderr[-4000:]
    return result


@pytest.fixture(params=["fastapi", "django"])
def architecture(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def project(architecture: str, workshop: Path) -> Iterator[Path]:
    """A project without options whose database has rows, and a server that stays while it is used."""
    folder = workshop / architecture / "call-center"
    render(template_root(), folder, {"architecture": architecture})
    succeed(folder, "make", "install")
    commit(folder, "Start")
    server = subprocess.Popen(
        [".venv/bin/python", "-m", "devtools.with_postgres", "sh", "-c", f"echo ready; exec sleep {TIMEOUT}"],
        cwd=folder,
        env=clean_environment(),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout
        assert server.stdout.readline() == "ready\n"
        succeed(folder, "make", "migrate")
        succeed(folder, "make", "seed")
        yield folder
    finally:
        server.terminate()
        server.wait(60)


@pytest.fixture
def ask(architecture: str, project: Path) -> Ask:
    """Ask the project's database."""

    def ask(sql: str) -> list[object]:
        command = [".venv/bin/python", "-m", "devtools.with_postgres", ".venv/bin/python", "-c", ASK[architecture], sql]
        found: list[object] = json.loads(succeed(project, *command).stdout)
        return found

    return ask


def change(project: Path, word: str, gates: tuple[str, ...]) -> list[str]:
    """Add or remove the options; return what is to be done first."""
    result = succeed(project, sys.executable, "-m", "new_project", word, OPTIONS, "--json", *gates)
    told = [json.loads(line) for line in result.stdout.splitlines()]
    first: list[str] = next(each["first"] for each in told if each["event"] == "plan")
    return [line for line in first if line.startswith("make ")]


def test_a_database_follows_options_that_come_and_go(
    architecture: str, project: Path, ask: Ask, pytestconfig: pytest.Config
) -> None:
    gates = () if pytestconfig.getoption("--build-all") else ("--no-gates",)
    (calls,) = ask(COUNTED[architecture])
    assert calls == 50
    assert not OF_OPTIONS[architecture] & set(ask(TABLES))

    assert change(project, "add", gates) == []

    succeed(project, "make", "migrate")
    assert set(ask(TABLES)) > OF_OPTIONS[architecture]
    commit(project, "With options")
    first = change(project, "remove", gates)
    forgotten = run(project, "make", "migrate")
    assert (forgotten.returncode == 0) == (architecture == "django")  # as docs/after-generation.md says
    assert ("Can't locate revision" in forgotten.stdout + forgotten.stderr) == (architecture == "fastapi")
    assert set(ask(TABLES)) > OF_OPTIONS[architecture]
    git(project, "stash")
    for command in first:
        succeed(project, *shlex.split(command))
    git(project, "stash", "pop", "--index")
    succeed(project, "make", "migrate")
    assert not OF_OPTIONS[architecture] & set(ask(TABLES))
    git(project, "reset", "--quiet", "--hard")
    succeed(project, "make", "migrate")  # they may come again
    assert set(ask(TABLES)) > OF_OPTIONS[architecture]
    assert ask(COUNTED[architecture]) == [calls]
