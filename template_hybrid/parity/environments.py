"""The environments of the two services, where their own Python runs."""

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def run_in(folder: str, *command: str, **environment: str) -> str:
    """Run Python in the environment of `web` or `api`, with this folder's modules, and return what it prints."""
    ran = subprocess.run(
        [ROOT / folder / ".venv/bin/python", *command],
        cwd=ROOT / folder,
        env={**os.environ, "ENVIRONMENT": "development", "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout
