"""Who is measured: the projects as they are rendered, and the peers."""

import os
import re
import shlex
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from benchmarks.cli.costs import Failed
from benchmarks.cli.machine import UV
from benchmarks.http.database import FASTAPIS, Database, Tables
from benchmarks.http.signing_in import SETTINGS, create_user
from benchmarks.processes import await_answer, free_port, running, status
from new_project.render import render
from new_project.resources import template_root

PEERS = Path(__file__).parent / "peers"
PACKAGE = "call_center"

DRF = "Django REST Framework, gunicorn, 4 threads"
FASTAPI_PEERS = {
    "FastAPI + SQLAlchemy ORM, naive": "uvicorn --port {port} --no-access-log benchmarks.http.peers.fastapi_orm:app",
    "FastAPI's router + raw asyncpg": "uvicorn --port {port} --no-access-log benchmarks.http.peers.raw_asyncpg:app",
}
PEERS_OF_ALL = {
    DRF: "gunicorn --worker-class gthread --workers 1 --threads 4 --keep-alive 60 --bind 127.0.0.1:{port} "
    "benchmarks.http.peers.drf:application",
}


@dataclass(frozen=True)
class Project:
    """A project to render."""

    name: str
    answers: Mapping[str, object]


@dataclass(frozen=True)
class Contest:
    """Projects that share a database, since they have the same tables, and their peers."""

    projects: Sequence[Project]
    tables: Tables
    peers: Mapping[str, str]
    prepare: str
    """A word of the README's command that makes the tables."""
    serve: str
    """How its command to serve ends."""
    flags: str = ""
    """What is added to that one."""


CONTESTS = {
    "fastapi": Contest(
        [Project("`new-project`, FastAPI", {"architecture": "fastapi", "deploy": "none"})],
        FASTAPIS,
        PEERS_OF_ALL | FASTAPI_PEERS,
        prepare="alembic",
        serve=f"-m {PACKAGE}",
    ),
    "django": Contest(
        [
            Project("`new-project`, Django Ninja", {"architecture": "django", "api_style": "ninja"}),
            Project("`new-project`, Django REST Framework", {"architecture": "django", "api_style": "drf"}),
        ],
        Tables("calls_caller", "calls_call"),
        PEERS_OF_ALL,
        prepare="migrate",
        serve="config.wsgi:application",
        flags="--workers 1 --host 127.0.0.1 --port {port}",
    ),
}


@dataclass(frozen=True)
class Contestant:
    """A server that runs."""

    name: str
    url: str
    process: int
    asks_for_token: bool = False


@dataclass(frozen=True)
class Workshop:
    """Folders in which everything is installed, and the environment that commands run in."""

    contest: Contest
    projects: Mapping[str, Path]
    peers: Path
    environment: Mapping[str, str]

    @property
    def first(self) -> Path:
        """The project whose migrations make the tables."""
        return next(iter(self.projects.values()))


def set_up(folder: Path, contest: Contest, answers: Mapping[str, object]) -> Workshop:
    """Render the projects and install them as in production; install what the peers run on."""
    kept = ("HOME", "LANG", "PATH", "SSL_CERT_FILE", "TMPDIR")
    environment = {key: value for key, value in os.environ.items() if key in kept or key.startswith(("UV_", "PIP_"))}
    projects = {each.name: folder / f"project{number}" for number, each in enumerate(contest.projects)}
    workshop = Workshop(contest, projects, folder / "peers", environment)
    for each in contest.projects:
        project = projects[each.name]
        render(template_root(), project, {"package_name": PACKAGE, **each.answers, **answers})
        run([UV, "lock", "--quiet"], project, environment)
        run([UV, "sync", "--quiet", "--no-dev"], project, environment)
    run([UV, "venv", "--quiet", str(workshop.peers)], folder, environment)
    pip = [UV, "pip", "install", "--quiet", "--python", str(workshop.peers), "--requirements"]
    run([*pip, str(PEERS / "requirements.txt")], folder, environment)
    return workshop


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> None:
    """Run a command to its end."""
    ran = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if ran.returncode != 0:
        raise Failed(f"{shlex.join(command)}: exit code {ran.returncode}\n{ran.stdout}{ran.stderr}")


def migrate(workshop: Workshop, database: Database) -> None:
    """Make the tables, as the README of the first project says."""
    (command,) = (each for each in production_commands(workshop.first) if workshop.contest.prepare in each)
    run(in_environment(workshop.first, command), workshop.first, settings(workshop, database))


def start_all(workshop: Workshop, database: Database, stack: ExitStack) -> list[Contestant]:
    """Start everyone; the stack ends them."""
    contestants = [start(name, workshop, database, stack) for name in workshop.projects]
    root = Path(__file__).parent.parent.parent
    for number, (name, line) in enumerate(workshop.contest.peers.items()):
        port = free_port()
        command = [str(workshop.peers / "bin" / line.split()[0]), *line.format(port=port).split()[1:]]
        variables = {"DATABASE_URL": database.url, "TABLES": ",".join(database.tables), "PYTHONPATH": str(root)}
        environment = {**workshop.environment, **variables}
        process = stack.enter_context(running(f"peer{number}", command, workshop.first, environment)).pid
        url = f"http://127.0.0.1:{port}"
        await_answer(f"{url}/api/calls", name)
        contestants.append(Contestant(name, url, process))
    return contestants


def start(name: str, workshop: Workshop, database: Database, stack: ExitStack) -> Contestant:
    """Start a project as its README says to in production, with one worker."""
    project, port, contest = workshop.projects[name], free_port(), workshop.contest
    (serve,) = (each for each in production_commands(project) if shlex.join(each).endswith(contest.serve))
    command = [*in_environment(project, serve), *contest.flags.format(port=port).split()]
    environment = settings(workshop, database) | {"PORT": str(port), "WEB_CONCURRENCY": "1"}
    process = stack.enter_context(running("generated", command, project, environment)).pid
    url = f"http://127.0.0.1:{port}"
    await_answer(f"{url}/readyz", name)
    asks = status(f"{url}/api/calls") == HTTPStatus.UNAUTHORIZED
    if asks:
        create_user(project, PACKAGE, environment)
    return Contestant(name, url, process, asks_for_token=asks)


def settings(workshop: Workshop, database: Database) -> dict[str, str]:
    """The settings of a production server."""
    return {
        **workshop.environment,
        "DATABASE_URL": database.url,
        "ENVIRONMENT": "production",
        "ALLOWED_HOSTS": "127.0.0.1",
        **SETTINGS,
    }


def production_commands(project: Path) -> list[list[str]]:
    """What the README says to run in production; the settings before a command are ours to choose."""
    readme = (project / "README.md").read_text(encoding="utf-8")
    section = re.split(r"^## (?:In p|P)roduction$", readme, flags=re.MULTILINE)[1].partition("\n## ")[0]
    return [shlex.split(line.partition("uv run ")[2]) for line in section.splitlines() if "uv run " in line]


def in_environment(project: Path, command: Sequence[str]) -> list[str]:
    """The same command without `uv run` before it, so that what is measured is the server alone."""
    words = [word for word in command if word != "--no-dev"]
    return [str(project / ".venv/bin" / words[0]), *words[1:]]
