"""The images of a hybrid, and what they do together. There is no engine here: folders stand for images."""

import json
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from new_project.servers import clean_environment, free_ports
from tests.delivery.dockerfile import PYTHON, Stage, arguments, build, context, files, instructions
from tests.delivery.projects import PINNED, Answers, hybrids, name, runs
from tests.delivery.test_image import USER, healthy, production, registry, start

Render = Callable[[Answers], Path]
BIN = Path(sys.executable).parent
IMAGES = [
    pytest.param(answers, image, id=f"{answers['deploy']}-{name(answers)}-{image}")
    for answers in (*hybrids("compose"), *hybrids("kubernetes"))
    for image in ("web", "api", *(["gateway"] if answers["deploy"] == "compose" else []))
]
images = pytest.mark.parametrize(("answers", "image"), IMAGES)


@images
def test_hadolint_finds_nothing(answers: Answers, image: str, render: Render) -> None:
    path = render(answers) / image / "Dockerfile"
    command = [str(BIN / "hadolint"), "--no-color", "--failure-threshold", "style", str(path)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


@images
def test_it_is_pinned_and_not_root(answers: Answers, image: str, render: Render) -> None:
    project = render(answers)
    found = instructions(project / image / "Dockerfile")
    bases = [rest.split(" AS ")[0] for word, rest in found if word == "FROM"]
    assert len(bases) == 3
    assert all(PINNED.fullmatch(base) for base in bases), bases
    assert bases[1] == bases[2], "what is built for one Python runs on the same"
    assert [rest for word, rest in found if word == "USER"] == [f"{USER}:{USER}"]
    assert any(f"--uid {USER} " in rest for word, rest in found if word == "RUN")
    assert "HEALTHCHECK" in [word for word, _ in found]
    assert not [word for word, _ in found if word in {"ADD", "ARG", "ENTRYPOINT", "SHELL"}]
    (command,) = (rest for word, rest in found if word == "CMD")
    assert runs(project if image == "gateway" else project / image, json.loads(command))


@dataclass
class Container:
    """What stands for one: an image, and an environment as compose.yaml sets it, with this machine's addresses."""

    stage: Stage
    environment: dict[str, str]

    def run(self, *command: str) -> subprocess.Popen[bytes]:
        """Run a command in it."""
        return start(self.stage, list(command), {**self.stage.variables(), **self.environment})

    @contextmanager
    def serving(self, port: int) -> Iterator[None]:
        """Run what the image is for, until it says that it is well; it has to end well, too."""
        asked = [part.replace("8000", str(port)) for part in arguments(self.stage, "HEALTHCHECK")]
        server = self.run(*arguments(self.stage, "CMD"))
        try:
            assert healthy(lambda: self.run(*asked).wait(20) == 0)
            yield
        finally:
            server.send_signal(signal.SIGTERM)
            code = server.wait(60)
        assert code == 0


@pytest.fixture(scope="module")
def built(render: Render, uv: str, workshop: Path) -> tuple[Path, dict[str, Stage]]:
    """A project with its lock files, and its three images."""
    folder = workshop / "hybrid"
    project = folder / "call-center"
    shutil.copytree(render({"architecture": "hybrid", "database": "sqlite", "deploy": "compose"}), project)
    stages = {}
    for image in ("web", "api", "gateway"):
        root = project if image == "gateway" else project / image
        subprocess.run([uv, "lock", "--quiet", "--python", PYTHON], cwd=root, env=clean_environment(), check=True)
        (folder / image / "context").mkdir(parents=True)
        sources = context(root, folder / image / "context")
        stages[image] = build(project / image / "Dockerfile", sources, folder / image, uv, registry())
        for each in (workshop, folder, folder / image, folder / image / "image"):
            each.chmod(0o755)
        (folder / image / "image" / "tmp").chmod(0o1777)
    return project, stages


def test_the_gateway_s_holds_caddy_and_the_commands_and_nothing_else(built: tuple[Path, dict[str, Stage]]) -> None:
    app = built[1]["gateway"].root / "app"
    assert {path.name for path in app.iterdir()} == {".venv", "gateway", "pyproject.toml", "uv.lock"}
    assert not (app / "gateway" / "tests").exists()
    installed = {path.name for path in (app / ".venv" / "bin").iterdir()}
    assert "caddy" in installed
    assert not installed & {"pytest", "ruff", "mypy", "honcho", "httpx"}


def test_traffic_moves_while_they_serve_and_a_new_gateway_knows_it(built: tuple[Path, dict[str, Stage]]) -> None:
    project, stages = built
    before = {image: sorted(files(stage.root / "app")) for image, stage in stages.items()}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as data, ExitStack() as stack:
        Path(data).chmod(0o777)
        ports = dict(zip(("web", "api", "gateway"), free_ports(3), strict=True))
        containers = {image: Container(stage, settings(project, image, ports, data)) for image, stage in stages.items()}
        assert containers["web"].run("python", "manage.py", "migrate", "--verbosity", "0").wait(120) == 0
        for image in ("web", "api"):
            stack.enter_context(containers[image].serving(ports[image]))
        gateway = containers["gateway"]
        with gateway.serving(ports["gateway"]):
            assert side(ports["gateway"]) == "web"
            assert gateway.run("python", "-m", "gateway.shift", "/api/calls", "100").wait(30) == 0
            assert side(ports["gateway"]) == "api"
        with gateway.serving(ports["gateway"]):
            assert side(ports["gateway"]) == "api"
    assert {image: sorted(files(stage.root / "app")) for image, stage in stages.items()} == before


def settings(project: Path, image: str, ports: dict[str, int], data: str) -> dict[str, str]:
    """As Compose sets them, with folders and ports that are here."""
    addresses = {f"{side.upper()}_ADDRESS": f"127.0.0.1:{ports[side]}" for side in ("web", "api")}
    state = f"{data}/gateway"
    if image == "gateway":
        folders = {"GATEWAY_STATE": state, "GATEWAY_ROUTES": f"{state}/routes.toml", "XDG_DATA_HOME": state}
        trusted = {"GATEWAY_TRUSTED_PROXIES": "127.0.0.1/32", "XDG_CONFIG_HOME": state}
        return {**addresses, **folders, **trusted, "GATEWAY_PORT": str(ports[image])}
    secret = {"SECRET_KEY": KEY, "ENVIRONMENT": "production", "DATABASE_URL": f"sqlite:///{data}/db.sqlite3"}
    port = {"PORT": str(ports[image]), "GRANIAN_PORT": str(ports[image]), "HOST": "127.0.0.1"}
    return {**production(project), **addresses, **secret, **port}


KEY = secrets.token_urlsafe(48)


def side(port: int) -> str:
    """Who answers, through the gateway, somebody who comes by what ends TLS."""
    proxied = {"Host": "example.com", "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7"}
    found: str = httpx.get(f"http://127.0.0.1:{port}/api/calls", headers=proxied, timeout=30).headers["X-Served-By"]
    return found
