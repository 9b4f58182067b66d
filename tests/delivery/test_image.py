"""The image: what its Dockerfile says, and what comes of it. There is no engine here: folders stand for images."""

import json
import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml

from new_project.http import get
from new_project.servers import clean_environment, free_ports
from tests.delivery.dockerfile import PYTHON, Stage, arguments, build, context, files, instructions
from tests.delivery.projects import PINNED, Answers, features_with, name, projects, runs

Render = Callable[[Answers], Path]
BIN = Path(sys.executable).parent
USER = 10001
SECRETS = ("POSTGRES_PASSWORD", "SECRET_KEY")

IMAGES = [*projects("compose"), *projects("kubernetes")]
images = pytest.mark.parametrize("answers", IMAGES, ids=lambda answers: f"{answers['deploy']}-{name(answers)}")


@images
def test_hadolint_finds_nothing(answers: Answers, render: Render) -> None:
    command = [str(BIN / "hadolint"), "--no-color", "--failure-threshold", "style", str(render(answers) / "Dockerfile")]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


def test_hadolint_sees_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text("FROM python\nRUN cd /tmp && pip install uv\n")
    command = [str(BIN / "hadolint"), "--failure-threshold", "style", str(tmp_path / "Dockerfile")]
    assert subprocess.run(command, capture_output=True, check=False).returncode != 0


@images
def test_it_is_pinned_and_not_root(answers: Answers, render: Render) -> None:
    found = instructions(render(answers) / "Dockerfile")
    bases = [rest.split(" AS ")[0] for word, rest in found if word == "FROM"]
    assert len(bases) == 3
    assert all(PINNED.fullmatch(base) for base in bases), bases
    assert bases[1] == bases[2], "what is built for one Python runs on the same"
    assert "HEALTHCHECK" in [word for word, _ in found]
    users = [rest for word, rest in found if word == "USER"]
    assert users == [f"{USER}:{USER}"]
    assert any(f"--uid {USER} " in rest for word, rest in found if word == "RUN")
    assert not [word for word, _ in found if word in {"ADD", "ARG", "ENTRYPOINT", "SHELL"}]
    assert "curl" not in str(found)
    (command,) = (rest for word, rest in found if word == "CMD")
    assert runs(render(answers), json.loads(command)), "in a shell, which would keep SIGTERM to itself, or not there"


SQLITE = {"architecture": "fastapi", "database": "sqlite", "tasks": "none", "features": [], "deploy": "compose"}
POSTGRES = {
    "architecture": "fastapi",
    "database": "postgres",
    "tasks": "procrastinate",
    "features": list(features_with("postgres")),
    "deploy": "compose",
}


DJANGO = {
    "architecture": "django",
    "database": "sqlite",
    "tasks": "celery",
    "features": [],
    "deploy": "compose",
}


@pytest.fixture(scope="module", params=[SQLITE, POSTGRES, DJANGO], ids=["sqlite", "postgres-full", "django"])
def built(request: pytest.FixtureRequest, render: Render, uv: str, workshop: Path) -> tuple[Path, Stage]:
    """A project with its lock file, and its image as a folder that everybody may read and only root may change."""
    folder = workshop / f"{request.param['architecture']}-{request.param['database']}"
    project = folder / "call-center"
    shutil.copytree(render(request.param), project)
    subprocess.run([uv, "lock", "--quiet", "--python", PYTHON], cwd=project, env=clean_environment(), check=True)
    (folder / "context").mkdir()
    sources = context(project, folder / "context")
    stage = build(project / "Dockerfile", sources, folder, uv, registry())
    for each in (workshop, folder, folder / "image"):
        each.chmod(0o755)
    (folder / "image" / "tmp").chmod(0o1777)
    return project, stage


def registry() -> dict[str, str]:
    """How uv reaches its registry and its cache on this machine."""
    kept = {
        key: value
        for key, value in os.environ.items()
        if re.match(r"(UV_|PIP_|SSL_|REQUESTS_|XDG_|https?_proxy|no_proxy)", key, re.IGNORECASE)
    }
    return {"HOME": os.environ["HOME"], **kept, "UV_PYTHON": PYTHON}


def test_it_holds_what_runs_and_nothing_else(built: tuple[Path, Stage]) -> None:
    project, stage = built
    app = stage.root / "app"
    ours = {"config", "manage.py", "staticfiles"} if is_django(project) else {"alembic.ini", "migrations"}
    assert {path.name for path in app.iterdir()} == {".venv", "call_center", "pyproject.toml", "uv.lock", *ours}
    installed = {path.name for path in (app / ".venv" / "bin").iterdir()}
    assert ("granian" if is_django(project) else "alembic") in installed
    assert not installed & {"pytest", "ruff", "mypy", "prek"}
    sources = [path for path in files(app) if path.endswith(".py")]
    compiled = {
        re.sub(r"__pycache__/(.+)\.cpython-\d+\.pyc$", r"\1.py", path) for path in files(app) if path.endswith(".pyc")
    }
    modules = {path for path in sources if "/.venv/" not in path and Path(path).name != "manage.py"}
    assert modules
    assert modules <= compiled
    assert len(set(sources) - compiled) < len(sources) / 20, "some packages hold templates that are no Python"


def test_it_migrates_serves_and_ends(built: tuple[Path, Stage]) -> None:
    project, stage = built
    (port,) = free_ports(1)
    before = sorted(files(stage.root / "app"))
    with database(project) as url:
        # As Compose sets them, with folders that are here
        ours = {"DATABASE_URL": url, "STORAGE_URL": (stage.root / "tmp" / "files").as_uri(), "PORT": str(port)}
        environment = {**stage.variables(), **production(project), **ours}
        if is_django(project):
            environment |= {"GRANIAN_PORT": str(port), "BROKER_URL": "redis://127.0.0.1:1/0"}
        listens = environment["GRANIAN_HOST" if is_django(project) else "HOST"]
        assert listens == "0.0.0.0"  # noqa: S104 - as it has to be in a container
        migrated = start(stage, migration(project), environment)
        assert migrated.wait(60) == 0
        asked = [part.replace("8000", str(port)) for part in arguments(stage, "HEALTHCHECK")]
        assert start(stage, asked, environment).wait(20) != 0, "it is healthy before it runs"
        server = start(stage, arguments(stage, "CMD"), environment)
        try:
            assert healthy(lambda: start(stage, asked, environment).wait(20) == 0)
            assert get(f"http://127.0.0.1:{port}/readyz").status == 200
            if is_django(project):  # its static files have hashed names
                names = json.loads((stage.root / "app" / "staticfiles" / "staticfiles.json").read_text())["paths"]
                hashed = names["admin/css/base.css"]
                assert hashed != "admin/css/base.css"
                proxied = {"Host": environment["ALLOWED_HOSTS"], "X-Forwarded-Proto": "https"}
                assert get(f"http://127.0.0.1:{port}/static/{hashed}", proxied).status == 200
        finally:
            server.send_signal(signal.SIGTERM)
            code = server.wait(60)
        assert code == 0
    assert sorted(files(stage.root / "app")) == before


def is_django(project: Path) -> bool:
    """Whether a project is Django's."""
    return (project / "manage.py").exists()


def migration(project: Path) -> list[str]:
    """The command of compose.yaml's service that migrates."""
    services = yaml.safe_load((project / "compose.yaml").read_text(encoding="utf-8"))["services"]
    command: list[str] = services["migrate"]["command"]
    return command


def start(stage: Stage, command: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start a command as the image's user."""
    program = shutil.which(command[0], path=environment["PATH"])
    assert program, command
    user = USER if os.geteuid() == 0 else None
    return subprocess.Popen(
        [program, *command[1:]],
        cwd=stage.path("."),
        env=environment,
        user=user,
        group=user,
        extra_groups=[] if user else None,
    )


def healthy(ask: Callable[[], bool], seconds: float = 60) -> bool:
    """Ask until the answer is yes."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if ask():
            return True
        time.sleep(0.3)
    return False


def production(project: Path) -> dict[str, str]:
    """What .env.example says, with its secrets filled in."""
    lines = (project / ".env.example").read_text(encoding="utf-8").splitlines()
    pairs = [line.partition("=")[::2] for line in lines if re.match(r"[A-Z]", line)]
    return {key: value or secrets.token_urlsafe(48) if key in SECRETS else value for key, value in pairs}


@contextmanager
def database(project: Path) -> Iterator[str]:
    """A database that the image's user may use: the volume, or a PostgreSQL."""
    if not (project / "devtools" / "with_postgres.py").exists():
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as data:
            Path(data).chmod(0o777)
            yield f"sqlite:///{data}/db.sqlite3"
        return
    environment = clean_environment()
    subprocess.run(["make", "install"], cwd=project, env=environment, check=True, capture_output=True)
    command = [".venv/bin/python", "-m", "devtools.with_postgres", "sh", "-c", "echo $DATABASE_URL; exec sleep 300"]
    with subprocess.Popen(command, cwd=project, env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        try:
            yield server.stdout.readline().strip()
        finally:
            server.terminate()
