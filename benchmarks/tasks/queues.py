"""Who is measured: projects as they are rendered, and the peers."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.cli.machine import UV
from benchmarks.http.contestants import run
from benchmarks.http.database import Database
from benchmarks.projects import build, clean_environment
from benchmarks.redis import Redis

ROOT = Path(__file__).parent.parent.parent
PEERS = Path(__file__).parent / "peers"
PACKAGE = "call_center"
CELERY = "Celery, prefork"
TABLES = """
CREATE TABLE reasons (id bigserial PRIMARY KEY);
CREATE TABLE notes (id bigserial PRIMARY KEY, asked_at float8, written_at timestamptz DEFAULT clock_timestamp())
"""


@dataclass(frozen=True)
class Queue:
    """A queue: its worker, the program that asks for tasks, and where both run."""

    name: str
    worker: Sequence[str]
    ask: Sequence[str]
    folder: Path
    environment: Mapping[str, str]


def build_all(folder: Path) -> None:
    """Render and install the projects, and give each the two tasks, as their documentation says."""
    for tasks in ("taskiq", "procrastinate"):
        project = folder / tasks
        build(project, {"package_name": PACKAGE, "deploy": "none", "tasks": tasks})
        pip = [UV, "pip", "install", "--quiet", "--python", str(project / ".venv"), "redis"]
        run(pip, project, clean_environment())
        shutil.copy(PEERS / "asking.py", project / PACKAGE / "asking.py")
        shutil.copy(PEERS / "project.py", project / PACKAGE / "benchmark.py")
        with (project / PACKAGE / "tasks/declared.py").open("a", encoding="utf-8") as declared:
            declared.write(f"from {PACKAGE}.benchmark import count, note  # noqa: E402\n\nTASKS += (count, note)\n")


def installed(folder: Path) -> list[str]:
    """The versions of what the projects run on."""
    found = []
    for tasks in ("taskiq", "procrastinate"):
        code = f"from importlib.metadata import version; print(version('{tasks}'))"
        said = subprocess.check_output([str(folder / tasks / ".venv/bin/python"), "-c", code], text=True)
        found.append(f"{tasks} {said.strip()}")
    return found


def queues(folder: Path, postgresql: Database, redis: Redis, children: int) -> list[Queue]:
    """Make the tables of each, in a database of its own."""
    made = [
        project("`new-project`, Taskiq", folder / "taskiq", postgresql, redis),
        peer("Taskiq alone", folder / "taskiq", postgresql, redis),
        project("`new-project`, Procrastinate", folder / "procrastinate", postgresql, redis),
        celery(folder, postgresql, redis, children),
    ]
    for queue in made:
        Database(queue.environment["DATABASE_URL"], postgresql.psql, postgresql.process).run(TABLES)
    return made


def project(name: str, folder: Path, postgresql: Database, redis: Redis) -> Queue:
    """A generated project, with the worker as its documentation starts it."""
    python = str(folder / ".venv/bin/python")
    environment = surroundings(folder.name, postgresql, redis)
    run([python, "-m", "alembic", "upgrade", "heads"], folder, environment)
    worker = [python, "-m", f"{PACKAGE}.tasks.worker"]
    return Queue(name, worker, [python, "-m", f"{PACKAGE}.benchmark"], folder, environment)


def peer(name: str, folder: Path, postgresql: Database, redis: Redis) -> Queue:
    """Taskiq by itself, in the project's environment and with as much at once."""
    module = "benchmarks.tasks.peers.taskiq_peer"
    worker = [str(folder / ".venv/bin/taskiq"), "worker", f"{module}:broker", "--workers", "1"]
    options = ["--log-level", "WARNING", "--max-async-tasks", "8"]
    environment = surroundings("peer", postgresql, redis)
    return Queue(name, [*worker, *options], [str(folder / ".venv/bin/python"), "-m", module], folder, environment)


def celery(folder: Path, postgresql: Database, redis: Redis, children: int) -> Queue:
    """Celery, without what talks to other workers: there are none."""
    module = "benchmarks.tasks.peers.celery_peer"
    worker = [sys.executable, "-m", "celery", "--app", module, "worker", "--pool", "prefork"]
    options = ["--concurrency", str(children), "--loglevel", "WARNING", "--without-gossip", "--without-mingle"]
    environment = surroundings("celery", postgresql, redis)
    return Queue(CELERY, [*worker, *options], [sys.executable, "-m", module], folder, environment)


def surroundings(database: str, postgresql: Database, redis: Redis) -> dict[str, str]:
    """The environment of one: nobody logs each task, though all would."""
    postgresql.run(f"CREATE DATABASE {database}")
    url = urlsplit(postgresql.url)._replace(path=f"/{database}").geturl()
    known = {"DATABASE_URL": url, "REDIS_URL": redis.url, "LOG_LEVEL": "WARNING"}
    return clean_environment() | known | {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]}
