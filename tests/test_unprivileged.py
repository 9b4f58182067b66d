"""Projects in the hands of a normal user on a fresh machine: no uv, an empty cache, no service, the system's Python.

PostgreSQL refuses to run as root, so root takes another way through the code than everyone else; here root becomes
someone else.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.matrix import Answers

NOBODY = 65534
SYSTEM_PATH = "/usr/local/bin:/usr/bin:/bin"
TIMEOUT = 900

pytestmark = [
    pytest.mark.skipif(
        os.geteuid() != 0, reason="only root can become someone else; the other tests ran as a normal user already"
    ),
]


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """A home folder that belongs to nobody, outside root's own folders."""
    folder = Path(tempfile.mkdtemp(prefix="new-project-nobody-"))
    os.chown(folder, NOBODY, NOBODY)
    yield folder
    shutil.rmtree(folder)


def as_nobody(home: Path, project: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command with nothing of root's: not its identity, not its environment, not its tools."""
    return subprocess.run(
        ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--", *command],
        cwd=project,
        env={"HOME": str(home), "PATH": SYSTEM_PATH, "LANG": "C.UTF-8", **network_settings()},
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        stdin=subprocess.DEVNULL,
        check=False,
    )


def network_settings() -> dict[str, str]:
    """How this machine reaches its package registry; without these a fresh user would not reach it at all."""
    names = (
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "NO_PROXY",
        "http_proxy",
        "https_proxy",
        "no_proxy",
        "PIP_CERT",
        "SSL_CERT_FILE",
    )
    return {name: os.environ[name] for name in names if name in os.environ}


@pytest.mark.parametrize("architecture", ["fastapi", "django", "hybrid"])
def test_a_fresh_user_needs_one_command(architecture: str, home: Path, render: Callable[[Answers], Path]) -> None:
    project = home / architecture
    shutil.copytree(render({"architecture": architecture}), project)
    subprocess.run(["chown", "-R", f"{NOBODY}:{NOBODY}", str(project)], check=True)
    result = as_nobody(home, project, "make", "test")
    assert result.returncode == 0, result.stdout[-6000:] + result.stderr[-3000:]
    assert (project / ".uv" / "bin" / "uv").exists()
    assert not (project / ".postgres" / "data" / "postmaster.pid").exists()
