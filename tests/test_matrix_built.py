"""A sample of the combinations, made by the command line and used as by their owner; with --build-all, a larger one."""

import os
import re
import secrets
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import httpx
import pytest

from new_project.servers import clean_environment, free_ports, serving
from new_project.values import plain
from new_project.verify import DEMO_USER, PORTS
from tests import contract
from tests.documents import FIRST_DAY, MOVING, commands
from tests.fuzz import fuzz
from tests.in_browser import add_calls, barriers, work_in_the_admin
from tests.matrix import BACK_OFFICE, BUILT, BUILT_ON_REQUEST, FIRST_DAYS, FUZZED, PAGES, WALKED, Row
from tests.walk_through import walk

# The first answer of whatever status shows that the server runs; production answers plain HTTP with a redirect.
WAIT = "curl --silent --retry 30 --retry-delay 1 --retry-connrefused --output /dev/null http://127.0.0.1:{port}/healthz"

# Beside the server run its workers, where it has some. Each says when it is at work.
WORKS = re.compile(r"celery --app|manage\.py work|uvicorn .* config\.asgi")
WORKING = "timeout 60 sh -c 'until grep -qE \"ready|Starting|startup complete\" {log}; do sleep 0.2; done'"

TIMEOUT = 1800
"""Seconds that one command of a project may take on a busy machine with an empty cache."""

# They are tests of their own, here or in the project, or do not end by themselves.
RUN_ELSEWHERE = ("make dev", "make test", "make lint", "make install", "make help", "make guard")
# They want an engine, a cluster, or the network: what they would run is looked at in tests/delivery.
NOT_HERE = ("docker", "kubectl", "make image", "make deploy", "make audit")

Make = Callable[..., subprocess.CompletedProcess[str]]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give each test every row; conftest.py gives a row's tests to one worker, as they share what was built."""
    if "row" in metafunc.fixturenames:
        rows = BUILT_ON_REQUEST if metafunc.config.getoption("--build-all") else BUILT
        if only := metafunc.definition.get_closest_marker("rows"):
            rows = only.args
        marked = [pytest.param(row, id=row.name) for row in rows]
        metafunc.parametrize("row", marked, scope="module")


@pytest.fixture(scope="module")
def project(row: Row, workshop: Path) -> Path:
    """The row's project, made as a script would make it: installed and committed."""
    # Not by the row's name: a socket of PostgreSQL has to be in it, and its path cannot be long.
    folder = Path(tempfile.mkdtemp(prefix=row.architecture, dir=workshop)) / "call-center"
    flags = [part for key, answer in row.answers.items() for part in (f"--{key.replace('_', '-')}", plain(answer))]
    result = run([sys.executable, "-m", "new_project", "create", str(folder), "--yes", *flags], workshop)
    assert result.returncode == 0, result.stdout + result.stderr
    return folder


@pytest.fixture(scope="module")
def make(project: Path) -> Make:
    """Run `make` in the project."""
    return lambda *arguments: run(["make", "--no-print-directory", *arguments], project)


def run(
    command: list[str], folder: Path, environment: Mapping[str, str] = MappingProxyType({})
) -> subprocess.CompletedProcess[str]:
    """Run a command as someone with no services and no other settings would."""
    return subprocess.run(
        command,
        cwd=folder,
        env={**clean_environment(), **environment},
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


FAILURE = re.compile(r"^_{2,} (.+) _{2,}$", re.MULTILINE)
"""Above what pytest says of a test that failed"""


class PassedTheSecondTime(UserWarning):
    """A project's tests failed once: on two cores that do much else, or because they depend on chance."""


def test_its_tests_pass_and_cover_it(row: Row, make: Make) -> None:
    result = make("test")
    if not passed(result):
        failed = FAILURE.findall(result.stdout)
        result = make("test")
        assert passed(result)
        warnings.warn(f"{row.name}: {', '.join(failed) or result.stderr[-500:]}", PassedTheSecondTime, stacklevel=1)
    covered = re.findall(r"Required test coverage of 95(?:\.0)?% reached", result.stdout)
    assert len(covered) == (2 if row.architecture == "hybrid" else 1)


def test_its_gates_leave_it_as_it_was_committed(project: Path, make: Make) -> None:
    make("lint")
    assert run(["git", "status", "--porcelain"], project).stdout == ""


def test_it_boots_and_its_receipt_says_so(project: Path) -> None:
    result = run([sys.executable, "-m", "new_project", "verify", str(project)], project.parent)
    assert passed(result)
    assert re.search(r"All \d+ steps passed", result.stdout)


def test_it_serves_the_contract_and_what_its_documents_ask_for(row: Row, project: Path) -> None:
    ports = PORTS[row.architecture]
    with serving(project, ports) as servers:
        for port in ports:
            servers.wait_until_healthy(port)
            # A hybrid's FastAPI believes what its Django has issued.
            sign_in_at = servers.url("WEB_PORT") if port == "API_PORT" else ""
            assert contract.failures(servers.url(port), sign_in_at) == [], port
        for command in commands(project):
            if command.startswith("curl"):
                asked = command.replace("http://127.0.0.1:8000", servers.url()).replace(
                    "curl", "curl --fail --silent", 1
                )
                assert passed(run(["sh", "-ec", asked], project)), command
        servers.stop()


@pytest.mark.rows(BACK_OFFICE)
def test_an_agent_works_in_the_admin(row: Row, project: Path) -> None:
    ports = PORTS[row.architecture]
    with serving(project, ports) as servers:
        servers.wait_until_healthy(ports[0])
        add_calls(project)
        work_in_the_admin(servers.url())
        servers.stop()


@pytest.mark.rows(PAGES)
def test_nobody_is_kept_out_by_a_page(row: Row, project: Path) -> None:
    ports = PORTS[row.architecture]
    with serving(project, ports) as servers:
        servers.wait_until_healthy(ports[0])
        assert barriers(servers.url()) == []
        servers.stop()


@pytest.mark.rows(*FUZZED)
def test_nothing_that_is_made_up_breaks_it(project: Path) -> None:
    """Two thousand requests of nobody and of a manager: no 5xx, and no answer that its description does not know."""
    with serving(project, ("PORT",)) as servers:
        servers.wait_until_healthy("PORT")
        manager = {"email": "manager@example.com", "password": DEMO_USER["password"]}
        token = httpx.post(f"{servers.url()}/api/auth/token", json=manager).json()["access_token"]
        cases = 0
        for headers in ({}, {"Authorization": f"Bearer {token}"}):
            asked, complaint = fuzz(project, servers.url(), headers)
            assert complaint == "", complaint
            cases += asked
        assert cases >= 2000
        servers.stop()


def test_its_documented_commands_work(project: Path) -> None:
    elsewhere = (*RUN_ELSEWHERE, *NOT_HERE, "curl")
    documented = [each for each in commands(project) if not each.startswith(elsewhere) and "--no-dev" not in each]
    for command in documented:
        assert passed(run(["sh", "-ec", command], project)), command
    run(["git", "stash", "--include-untracked", "--quiet"], project)


def test_its_production_commands_work(row: Row, project: Path) -> None:
    documented = [each for each in commands(project) if "--no-dev" in each]
    if row.architecture == "hybrid" or (row.architecture == "fastapi" and row.deploy != "none"):
        assert not documented  # its parts are deployed by what a later option brings; an image is run in tests/delivery
        return
    workers = [command for command in documented if WORKS.search(command)]
    assert bool(workers) == (
        row.architecture == "django" and (row.tasks != "none" or "websockets" in row.chosen["features"])
    )
    *preparing, serve = [command for command in documented if command not in workers]
    port, other = free_ports(2)
    workers = [command.replace("--port 8001", f"--port {other}") for command in workers]
    if row.architecture == "django":
        serve += f" --port {port}"
    # A clone, as on the server that it is put on: with no data of its development.
    server = project.parent / "server"
    assert passed(run(["git", "clone", "--quiet", str(project), str(server)], project.parent))
    script = project.parent / "production.sh"
    script.write_text(
        "\n".join(
            [
                *preparing,
                f"{serve} & server=$!; others=",
                *(f'{command} > w{number} 2>&1 & others="$others $!"' for number, command in enumerate(workers)),
                WAIT.format(port=port),
                *(WORKING.format(log=f"w{number}") for number, _ in enumerate(workers)),
                "kill $server $others; for each in $server $others; do wait $each; done",
            ]
        )
    )
    production = {
        # The README asks for uv on the path; `make` bootstrapped the project's own where this machine has none.
        "PATH": f"{os.environ['PATH']}:{project / '.uv/bin'}",
        "ENVIRONMENT": "production",
        "PORT": str(port),
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "127.0.0.1",
        "STORAGE_URL": f"file://{server}/attachments",
        "REDIS_URL": "redis://127.0.0.1:6379/0",  # only workers and their like connect to it
    }
    command = ["sh", "-eu", str(script)]
    if row.tasks == "celery":  # its worker and beat do connect: to a Redis of make's own
        del production["REDIS_URL"]
        of_make = 'BROKER_URL="$REDIS_URL" exec "$@"'
        command = [str(project / ".venv/bin/python"), "-m", "devtools.with_redis", "sh", "-c", of_make, "-", *command]
    if row.database == "postgres":
        command = [str(project / ".venv/bin/python"), "-m", "devtools.with_postgres", *command]
    else:
        production["DATABASE_URL"] = f"sqlite:///{server}/production.sqlite3"
    assert passed(run(command, server, production))


@pytest.mark.rows(*FIRST_DAYS)
def test_a_newcomer_has_a_first_day(row: Row, project: Path) -> None:
    """All of the document is done, too: a field comes from the model to the API, and what it can break is asked for."""
    forget_data(project)
    typed = walk(project, f"docs/{FIRST_DAY}", PORTS[row.architecture])
    assert {"make dev", "make lint", "make migrate"} <= set(typed)
    changed = run(["git", "diff", "--name-only"], project).stdout.split()
    assert any(path.endswith("models.py") for path in changed)
    run(["git", "stash", "--include-untracked", "--quiet"], project)
    forget_data(project)


def forget_data(project: Path) -> None:
    """Begin afresh: the calls of another test are not expected, and a migration that was taken back is in no code."""
    assert passed(run(["git", "clean", "-fdXq", "--", ".postgres", "*.sqlite3*"], project))


@pytest.mark.rows(*WALKED)
def test_a_newcomer_moves_a_route(project: Path, make: Make) -> None:
    """All of the document is done: a new endpoint of Django's goes to FastAPI, all the way, and back."""
    asked = walk(project, f"docs/{MOVING}", PORTS["hybrid"])
    assert {"hot", "move", "parity", "shadow", "guard", "rollback", "retire"} <= {typed.split()[1] for typed in asked}
    assert passed(make("lint"))
    tests = "cd web && .venv/bin/python -m pytest --no-cov tests/calls/test_callers.py && make -C .. test-api"
    command = [".venv/bin/python", "-m", "devtools.with_postgres", "sh", "-ec", tests]
    assert passed(run(command, project, {"ENVIRONMENT": "development"}))
