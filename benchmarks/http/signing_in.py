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


DJANGO = """
from {package}.users.models import User
from django.contrib.auth.models import Group
User.objects.create_user("{email}", input()).groups.add(Group.objects.get(name="agent"))
"""


def create_user(project: Path, package: str, environment: Mapping[str, str]) -> None:
    """Make a user who may read and write, unless there is one already."""
    arguments = ["-m", f"{package}.auth.create_user", EMAIL, "--role", "agent"]
    if (project / "manage.py").exists():
        arguments = ["manage.py", "shell", "--no-imports", "--command", DJANGO.format(package=package, email=EMAIL)]
    command = [str(project / ".venv/bin/python"), *arguments]
    ran = subprocess.run(
        command, cwd=project, env=environment, input=f"{PASSWORD}\n", capture_output=True, text=True, check=False
    )
    if ran.returncode != 0 and "duplicate key" not in ran.stderr:  # a project that shares the database was first
        raise Failed(f"No user could be made: {ran.stdout}{ran.stderr}")


def sign_in(url: str) -> str:
    """A new token of that user."""
    body = json.dumps({"email": EMAIL, "password": PASSWORD}).encode()
    request = urllib.request.Request(  # noqa: S310 - it is ours
        f"{url}/api/auth/token", body, {"Content-Type": "application/json", "X-Forwarded-Proto": "https"}
    )
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
        return str(json.load(answer)["access_token"])
