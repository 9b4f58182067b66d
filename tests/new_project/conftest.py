"""Running the command line as its users do: as a process of its own, in a folder and a home of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Shell:
    """Where commands run, and with which environment."""

    folder: Path
    environment: dict[str, str]
    bin: Path
    """Comes first on the PATH: what is put here replaces a program."""
    module: list[str] = field(default_factory=lambda: [sys.executable, "-m", "new_project"])

    def run(self, *arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Run new-project without a terminal."""
        return self.execute(*self.module, *arguments, cwd=cwd)

    def execute(self, *command: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Run any command in the same circumstances."""
        return subprocess.run(
            command,
            cwd=cwd or self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start new-project without a terminal, and do not wait for it."""
        return subprocess.Popen(
            ["env", "--default-signal", *self.module, *arguments],  # a shell in the background ignores SIGINT
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def replace(self, program: str, script: str) -> None:
        """Put a shell script in the place of a program."""
        path = self.bin / program
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    def only(self, *programs: str) -> None:
        """Leave only these programs on the PATH."""
        for program in programs:
            (self.bin / program).symlink_to(str(shutil.which(program)))
        self.environment["PATH"] = str(self.bin)


@pytest.fixture(scope="session")
def bytecode(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where Python keeps what it compiled, as it would beside an installed package."""
    return tmp_path_factory.mktemp("bytecode")


@pytest.fixture
def shell(tmp_path: Path, bytecode: Path) -> Shell:
    """An empty folder to work in, an empty home, and no identity for git."""
    folders = [tmp_path / name for name in ("work", "home", "bin")]
    for folder in folders:
        folder.mkdir()
    work, home, own = folders
    private = ("PYTHON", "GIT_", "XDG_", "MAKE", "PYTEST_", "NO_COLOR", "FORCE_COLOR", "COPIER_")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(private)}
    for name in ("CI", "COLUMNS", "LINES"):  # nobody is asked anything under the first; the others are the terminal's
        environment.pop(name, None)
    environment |= {"HOME": str(home), "PATH": f"{own}:{os.environ['PATH']}", "GIT_CEILING_DIRECTORIES": str(work)}
    environment["PYTHONPYCACHEPREFIX"] = str(bytecode)
    return Shell(work, environment, own)


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean clone of what the working tree holds now, committed."""
    clone = tmp_path_factory.mktemp("checkout") / "new-project"
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        source, target = ROOT / name, clone / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.exists():  # it may be deleted, but not yet committed
            shutil.copy2(source, target, follow_symlinks=False)
    identity = ["-c", "user.name=test", "-c", "user.email=test@example.com"]
    for arguments in (["init", "-q"], ["add", "-A"], [*identity, "commit", "-qm", "Everything"]):
        subprocess.run(["git", *arguments], cwd=clone, check=True)
    return clone


@pytest.fixture(scope="session")
def contents() -> Callable[[Path], dict[str, tuple[bytes, bool]]]:
    """Read a folder: each file's bytes, and whether it can be executed."""

    def read(folder: Path) -> dict[str, tuple[bytes, bool]]:
        files = (path for path in sorted(folder.rglob("*")) if path.is_file() and ".git" not in path.parts)
        return {str(path.relative_to(folder)): (path.read_bytes(), os.access(path, os.X_OK)) for path in files}

    return read
