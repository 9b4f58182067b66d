"""A Django project that is installed and has rows becomes a hybrid that goes on with them.

With --build-all it passes the gates of a hybrid, too: its own `make lint` and `make test`.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from new_project.render import render
from new_project.resources import template_root
from new_project.servers import clean_environment
from tests import django_owner
from tests.conftest import ROOT
from tests.releases import commit, git

TIMEOUT = 3600

COUNT = (
    "from billing.models import Bill; from call_center.calls.models import Call; "
    "print(Call.objects.count(), Bill.objects.count())"
)
"""What Django says of the rows that it has."""

WITH_DATABASE = (".venv/bin/python", "-m", "devtools.with_postgres", "sh", "-c")
MANAGE = "cd {folder} && .venv/bin/python manage.py {command}"


def succeed(project: Path, *command: str) -> str:
    """Run a command that must succeed, as someone with no services and no other settings; return what it printed."""
    environment = clean_environment() | {"PYTHONPATH": str(ROOT / "generator"), "ENVIRONMENT": "development"}
    result = subprocess.run(
        command, cwd=project, env=environment, capture_output=True, text=True, timeout=TIMEOUT, check=False
    )
    assert result.returncode == 0, result.stdout[-4000:] + result.stderr[-4000:]
    return result.stdout


@pytest.fixture
def project(workshop: Path) -> Path:
    """A Django project with its owner's work and with rows."""
    folder = workshop / "call-center"
    render(template_root(), folder, {"architecture": "django", "admin_needs": "heavy", "team_familiarity": "django"})
    django_owner.work(folder)
    for target in ("install", "migrate", "seed"):
        succeed(folder, "make", target)
    commit(folder, "Ours")
    return folder


def manage(project: Path, folder: str, command: str) -> str:
    """Run a command of Django's on the project's database."""
    return succeed(project, *WITH_DATABASE, MANAGE.format(folder=folder, command=command))


def test_it_goes_on_with_its_rows_and_fastapi_knows_its_columns(project: Path, pytestconfig: pytest.Config) -> None:
    gates = () if pytestconfig.getoption("--build-all") else ("--no-gates",)
    count = f"shell --no-imports --command '{COUNT}'"
    before = manage(project, ".", count)
    assert before.split() == ["50", "0"]

    succeed(project, sys.executable, "-m", "new_project", "reconsider", "--async-needs", "heavy", *gates)

    assert (project / "web" / "uv.lock").is_file(), "what was locked stays locked"
    succeed(project, "make", "install")
    assert "No migrations to apply" in manage(project, "web", "migrate")
    assert manage(project, "web", count) == before
    models = project / "api" / "call_center_api" / "models.py"
    succeed(project, "make", "models")
    assert models.read_text().count("email: Mapped[str]") == 2, "that of users, and that of callers"
    assert "class Bill" not in models.read_text()
    settings = project / "bridge" / "settings.toml"
    settings.write_text(settings.read_text().replace('["calls", "users"]', '["billing", "calls", "users"]'))
    succeed(project, "make", "models")
    assert "class Bill" in models.read_text()
    commit(project, "A hybrid")
    assert git(project, "log", "--follow", "--format=%s", "--", "web/manage.py") == "A hybrid\nOurs\n"
