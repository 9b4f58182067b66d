"""The tool of the last release, run on projects as its users run it: a process of its own, and no network."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

NOWHERE = dict.fromkeys(("http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"), "http://127.0.0.1:9")
PRIVATE = ("PYTHON", "GIT_", "XDG_", "MAKE", "PYTEST_", "NO_COLOR", "FORCE_COLOR", "COPIER_", "CI")
NOTHING = {"GIT_CONFIG_NOSYSTEM": "1", "PYTHONDONTWRITEBYTECODE": "1"}


@dataclass(frozen=True)
class Said:
    """What a run ended with, and said."""

    code: int
    text: str
    errors: str

    @property
    def events(self) -> list[dict[str, Any]]:
        """What it told a program."""
        return [json.loads(line) for line in self.text.splitlines()]

    def event(self, name: str) -> dict[str, Any]:
        """The one event of that name."""
        (found,) = (event for event in self.events if event["event"] == name)
        return found


@dataclass(frozen=True)
class Tool:
    """How it is called, and with which environment."""

    command: tuple[str, ...]
    environment: Mapping[str, str]

    def run(self, *arguments: str, cwd: Path, **environment: str) -> Said:
        """Run it without a terminal."""
        done = subprocess.run(
            [*cut_off(), *self.command, *arguments],
            cwd=cwd,
            env={**self.environment, **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return Said(done.returncode, done.stdout, done.stderr)

    def update(self, project: Path, *arguments: str, **environment: str) -> Said:
        """Update a project from inside it, and tell a program of it."""
        return self.run("update", *arguments, "--json", cwd=project, **environment)


@dataclass
class WarmTool:
    """The same, whose Python is warm: for what is not about a process's whole life. See warm.py."""

    tool: Tool
    folder: Path
    """For what it says."""

    @cached_property
    def server(self) -> subprocess.Popen[str]:
        """The process that it is forked from."""
        return subprocess.Popen(
            [*cut_off(), sys.executable, str(Path(__file__).with_name("warm.py"))],
            cwd=self.folder,
            env=self.tool.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str, cwd: Path, kill_at: int = 0, environment: Mapping[str, str] | None = None) -> Said:
        """Run it, and kill it before the event of that number that may leave traces in `cwd`."""
        output = self.folder / "output"
        run = {
            "arguments": arguments,
            "cwd": str(cwd),
            "environment": {**self.tool.environment, **(environment or {})},
            "output": str(output),
            "kill_at": kill_at,
        }
        assert self.server.stdin
        assert self.server.stdout
        print(json.dumps(run), file=self.server.stdin, flush=True)
        code = json.loads(self.server.stdout.readline())["code"]
        text = output.read_text()
        assert "Traceback" not in text, text
        return Said(code, text, text)

    def update(
        self, project: Path, *arguments: str, kill_at: int = 0, environment: Mapping[str, str] | None = None
    ) -> Said:
        """Update a project from inside it, and tell a program of it."""
        return self.run("update", *arguments, "--json", cwd=project, kill_at=kill_at, environment=environment)

    @property
    def seen(self) -> int:
        """How many events the last run had that may leave traces."""
        return int((self.folder / "output.events").read_text())

    def stop(self) -> None:
        """End the process that it is forked from, if there is one."""
        if "server" in self.__dict__:
            self.server.communicate()


@cache
def cut_off() -> tuple[str, ...]:
    """What a command is run by so that it has no network, where that may be done."""
    command = ("unshare", "--map-root-user", "--net")
    can = (
        shutil.which("unshare") and not subprocess.run([*command, "true"], capture_output=True, check=False).returncode
    )
    return command if can else ()


def tool_in(checkout: Path, home: Path) -> Tool:
    """The tool of a checkout, for somebody with this home and no configuration."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(PRIVATE)}
    own = {"HOME": str(home), "PYTHONPATH": str(checkout / "generator")}
    return Tool((sys.executable, "-m", "new_project"), inherited | NOWHERE | NOTHING | own)
