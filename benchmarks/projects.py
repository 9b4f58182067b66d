"""Generated projects to measure."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from benchmarks.cli.machine import UV
from new_project.render import render
from new_project.resources import template_root


def build(folder: Path, answers: Mapping[str, object]) -> None:
    """Render a FastAPI project and install it."""
    render(template_root(), folder, {"architecture": "fastapi", **answers})
    for command in (["lock"], ["sync"]):
        subprocess.run([UV, *command, "--quiet"], cwd=folder, env=clean_environment(), check=True)


def clean_environment() -> dict[str, str]:
    """The environment, without the one that this program runs in."""
    kept = {name: value for name, value in os.environ.items() if name not in {"VIRTUAL_ENV", "DATABASE_URL"}}
    return kept | {"PATH": os.pathsep.join([".venv/bin", os.environ["PATH"]]), "ENVIRONMENT": "development"}
