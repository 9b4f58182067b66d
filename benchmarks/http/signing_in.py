"""A token for the generated project: its peers ask for none, which is to their advantage."""

import json
import secrets
import subprocess
import urllib.request
from collections.abc import Mapping
from pathlib import Path

from benchmarks.cli.costs import Failed

EMAIL = "bench@example.com"
PASSWORD = secrets.token_urlsafe(24)
SETTINGS = {"SECRET_KEY": secrets.token_urlsafe(48)}
"""Without these a project does not start in production."""


def create_user(project: Path, package: str, environment: Mapping[str, str]) -> None:
    """Make a user who may read and write."""
    command = [str(project / ".venv/bin/python"), "-m", f"{package}.auth.create_user", EMAIL, "--role", "agent"]
    ran = subprocess.run(
        command, cwd=project, env=environment, input=f"{PASSWORD}\n", capture_output=True, text=True, check=False
    )
    if ran.returncode != 0:
        raise Failed(f"No user could be made: {ran.stdout}{ran.stderr}")


def sign_in(url: str) -> str:
    """A new token of that user."""
    body = json.dumps({"email": EMAIL, "password": PASSWORD}).encode()
    request = urllib.request.Request(  # noqa: S310 - it is ours
        f"{url}/api/auth/token", body, {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
        return str(json.load(answer)["access_token"])
