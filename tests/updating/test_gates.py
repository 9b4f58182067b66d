"""An updated project passes its own gates, and its lock file is part of the change. With --build-all: one of each."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.owner_edits import with_edits
from tests.releases import Releases, commit, copied, git
from tests.updating.found import ARCHITECTURES
from tests.updating.tool import NOWHERE, Tool

ANSWERS = {"ci": "github", "database": "sqlite"}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    every = metafunc.config.getoption("--build-all")
    metafunc.parametrize("architecture", ARCHITECTURES if every else ARCHITECTURES[:1])


def test_the_gates_are_green(architecture: str, released: Releases, tool: Tool, uv: str, workshop: Path) -> None:
    project = copied(released.project_of("1.0.0", architecture, ANSWERS), workshop)
    with_edits(project)
    (project / "uv.lock").write_text('version = 1\nrequires-python = ">=3.11"\n')
    commit(project, "A lock file that is not up to date")
    # The gates need a network, and uv on the path.
    online = {name: os.environ.get(name, "") for name in NOWHERE}
    path = {"PATH": os.pathsep.join([str(Path(uv).parent), os.environ["PATH"]])}
    environment = {name: value for name, value in ({**tool.environment, **online, **path}).items() if value}

    done = subprocess.run(
        [sys.executable, "-m", "new_project", "update", "--json"],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    steps = [json.loads(line) for line in done.stdout.splitlines() if '"event": "step"' in line]
    assert [(step["step"], step["ok"]) for step in steps] == [
        ("make install", True),
        ("make lint", True),
        ("make test", True),
    ]
    assert "uv.lock" in git(project, "diff", "--cached", "--name-only").split()
    assert git(project, "diff", "--name-only") == ""
