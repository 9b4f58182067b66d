"""Who is measured: the project as it is rendered, and the peers."""

import os
import shlex
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from benchmarks.cli.costs import Failed
from benchmarks.cli.machine import UV
from benchmarks.http.database import Database
from benchmarks.http.signing_in import SETTINGS, create_user
from benchmarks.processes import await_answer, free_port, running
from new_project.render import render
from new_project.resources import template_root

PEERS = Path(__file__).parent / "peers"
PACKAGE = "call_center"
ANSWERS = {"architecture": "fastapi", "package_name": PACKAGE, "deploy": "none"}

DRF = "Django REST Framework, gunicorn, 4 threads"
PEER_COMMANDS = {
    DRF: "gunicorn --worker-class gthread --workers 1 --threads 4 --keep-alive 60 --bind 127.0.0.1:{port} "
    "benchmarks.http.peers.drf:application",
    "FastAPI + SQLAlchemy ORM, naive": "uvicorn --port {port} --no-access-log benchmarks.http.peers.fastapi_orm:app",
    "FastAPI's router + raw asyncpg": "uvicorn --port {port} --no-access-log benchmarks.http.peers.raw_asyncpg:app",
}
GENERATED = "`new-project`, FastAPI"


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

    project: Path
    peers: Path
    environment: Mapping[str, str]


def set_up(folder: Path, answers: Mapping[str, object]) -> Workshop:
    """Render the project and install it as in production; install what the peers run on."""
    kept = ("HOME", "LANG", "PATH", "SSL_CERT_FILE", "TMPDIR")
    environment = {key: value for key, value in os.environ.items() if key in kept or key.startswith(("UV_", "PIP_"))}
    workshop = Workshop(folder / "call-center", folder / "peers", environment)
    render(template_root(), workshop.project, {**ANSWERS, **answers})
    run([UV, "lock", "--quiet"], workshop.project, environment)
    run([UV, "sync", "--quiet", "--no-dev"], workshop.project, environment)
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
    """Make the tables, as the project's README says."""
    environment = settings(workshop, database)
    for command in production_commands(workshop.project):
        if "alembic" in command:
            run(in_environment(workshop.project / ".venv", command), workshop.project, environment)


def start_all(workshop: Workshop, database: Database, stack: ExitStack) -> list[Contestant]:
    """Start everyone; the stack ends them."""
    port = free_port()
    (serve,) = (command for command in production_commands(workshop.project) if command[-2:] == ["-m", PACKAGE])
    command = in_environment(workshop.project / ".venv", serve)
    environment = settings(workshop, database) | {"PORT": str(port), "WEB_CONCURRENCY": "1"}
    process = stack.enter_context(running("generated", command, workshop.project, environment)).pid
    url = f"http://127.0.0.1:{port}"
    await_answer(f"{url}/readyz", GENERATED)
    create_user(workshop.project, PACKAGE, environment)
    contestants = [Contestant(GENERATED, url, process, asks_for_token=True)]
    root = Path(__file__).parent.parent.parent
    for number, (name, line) in enumerate(PEER_COMMANDS.items()):
        port = free_port()
        command = in_environment(workshop.peers, line.format(port=port).split())
        environment = {**workshop.environment, "DATABASE_URL": database.url, "PYTHONPATH": str(root)}
        process = stack.enter_context(running(f"peer{number}", command, workshop.project, environment)).pid
        url = f"http://127.0.0.1:{port}"
        await_answer(f"{url}/api/calls", name)
        contestants.append(Contestant(name, url, process))
    return contestants


def settings(workshop: Workshop, database: Database) -> dict[str, str]:
    """The settings of a production server."""
    return {
        **workshop.environment,
        "DATABASE_URL": database.url,
        "ENVIRONMENT": "production",
        **SETTINGS,
    }


def production_commands(project: Path) -> list[list[str]]:
    """What the README says to run in production; the settings before a command are ours to choose."""
    readme = (project / "README.md").read_text(encoding="utf-8")
    section = readme.partition("## In production\n")[2].partition("\n## ")[0]
    return [shlex.split(line.partition("uv run ")[2]) for line in section.splitlines() if "uv run " in line]


def in_environment(environment: Path, command: Sequence[str]) -> list[str]:
    """The same command without `uv run` before it, so that what is measured is the server alone."""
    words = [word for word in command if word != "--no-dev"]
    return [str(environment / "bin" / words[0]), *words[1:]]
