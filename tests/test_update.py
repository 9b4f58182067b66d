"""Updates with plain Copier, from real tags: version N, its owner's edits, version N + 1."""

import subprocess
from pathlib import Path

import pytest
from pytest_copier.plugin import CopierFixture, CopierProject

from new_project.template import copy_parts
from tests.conftest import ROOT

ORIGIN = "https://github.com/new-project-cli/new-project.git"
SHARED = "template_fastapi/{% if postgres and standalone %}devtools{% endif %}/with_postgres.py.jinja"
ARCHITECTURES = ("fastapi", "django", "hybrid")

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


def release(template: Path, version: str) -> None:
    (template / "generator" / "version.txt").write_text(f"{version}\n")
    git(template, "add", "--all")
    git(template, "commit", "--quiet", "--message", version)
    git(template, "tag", version)


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """A repository of the template as it is now, released as 1.0.0."""
    folder = tmp_path / "template"
    folder.mkdir()
    copy_parts(ROOT, folder)
    git(folder, "init", "--quiet")
    release(folder, "1.0.0")
    return folder


@pytest.fixture
def copier(template: Path, monkeypatch: pytest.MonkeyPatch) -> CopierFixture:
    """Copier, for which the canonical origin is that repository."""
    fixture = CopierFixture(template=template, defaults={}, monkeypatch=monkeypatch)
    for variable, value in (("COUNT", "1"), ("KEY_0", f"url.{template}.insteadOf"), ("VALUE_0", ORIGIN)):
        fixture.setenv(f"GIT_CONFIG_{variable}", value)
    # It keeps a mirror of each origin: shared, one test would be given the repository of another.
    fixture.setenv("COPIER_CACHE_DIR", str(template.with_name("copier-cache")))
    return fixture


def made(copier: CopierFixture, folder: Path, architecture: str) -> CopierProject:
    """A project of version 1.0.0 that its owner has committed, edited, and committed again."""
    project = copier.copy(folder, architecture=architecture)
    git(folder, "init", "--quiet")
    (folder / "README.md").write_text("# Ours now\n\n" + (folder / "README.md").read_text())
    (folder / "ours.py").write_text("OURS = True\n")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Ours")
    return project


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_an_update_brings_what_is_new_and_keeps_what_is_ours(
    architecture: str, copier: CopierFixture, template: Path, tmp_path: Path
) -> None:
    project = made(copier, tmp_path / "call-center", architecture)
    (template / SHARED).write_text((template / SHARED).read_text() + "# new in 1.1.0\n")
    release(template, "1.1.0")

    copier.update(project.path)

    assert (project / "devtools/with_postgres.py").read_text().endswith("# new in 1.1.0\n")
    assert (project / "README.md").read_text().startswith("# Ours now\n")
    assert (project / "ours.py").read_text() == "OURS = True\n"
    assert project.answers["architecture"] == architecture
    assert "_commit: 1.1.0" in (project / ".copier-answers.yml").read_text()
    assert git(project.path, "diff", "--name-only").split() == [".copier-answers.yml", "devtools/with_postgres.py"]


def test_a_changed_weight_moves_no_project_to_another_architecture(
    copier: CopierFixture, template: Path, tmp_path: Path
) -> None:
    project = copier.copy(tmp_path / "call-center")
    assert project.answers["architecture"] == "fastapi"
    git(project.path, "init", "--quiet")
    git(project.path, "add", "--all")
    git(project.path, "commit", "--quiet", "--message", "Ours")
    weights = template / "generator" / "decision" / "weights.yml"
    weights.write_text(
        weights.read_text().replace("api: {fastapi: 1, hybrid: 1, django: 0", "api: {fastapi: 0, hybrid: 0, django: 9")
    )
    release(template, "1.1.0")
    assert copier.copy(tmp_path / "fresh").answers["architecture"] == "django"

    copier.update(project.path)

    assert project.answers["architecture"] == "fastapi"
    assert "against the answers" in (project / "docs/decisions/0001-architecture.md").read_text()


def test_the_record_stays_what_it_was(copier: CopierFixture, template: Path, tmp_path: Path) -> None:
    team = {"Zoë": {"admin_needs": "heavy", "existing_django": True}, "Ada": {"admin_needs": "none"}}
    reason = 'yes: two programs are | what we "want"'
    project = copier.copy(tmp_path / "call-center", architecture="hybrid", overrule_reason=reason, team_answers=team)
    answers = dict(project.answers)
    assert (answers["team_answers"], answers["overrule_reason"]) == (team, reason)
    git(project.path, "init", "--quiet")
    git(project.path, "add", "--all")
    git(project.path, "commit", "--quiet", "--message", "Ours")
    (template / SHARED).write_text((template / SHARED).read_text() + "# new in 1.1.0\n")
    release(template, "1.1.0")

    copier.update(project.path)

    assert dict(project.answers) == answers
    assert git(project.path, "diff", "--name-only").split() == [".copier-answers.yml", "devtools/with_postgres.py"]
    record = (project / "docs/decisions/0001-architecture.md").read_text()
    assert "decision-makers:\n- Ada\n- Zoë\n" in record
    assert '> yes: two programs are \\| what we "want"\n' in record


def test_a_superseded_record_is_its_owners(copier: CopierFixture, template: Path, tmp_path: Path) -> None:
    before = {"record": 1, "date": "2030-01-31", "architecture": "django", "verdict": "django", "needs": {}}
    project = copier.copy(tmp_path / "call-center", architecture="fastapi", record=2, superseded=before)
    old, new = (project / f"docs/decisions/000{number}-architecture.md" for number in (1, 2))
    assert not old.exists()
    old.write_text("Superseded, and ours.\n")
    git(project.path, "init", "--quiet")
    git(project.path, "add", "--all")
    git(project.path, "commit", "--quiet", "--message", "Ours")
    answers = dict(project.answers)
    (template / SHARED).write_text((template / SHARED).read_text() + "# new in 1.1.0\n")
    release(template, "1.1.0")

    copier.update(project.path)

    assert dict(project.answers) == answers
    assert (answers["record"], answers["superseded"]) == (2, before)
    assert git(project.path, "diff", "--name-only").split() == [".copier-answers.yml", "devtools/with_postgres.py"]
    assert old.read_text() == "Superseded, and ours.\n"
    assert "Supersedes [0001](0001-architecture.md)" in new.read_text()


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_a_conflict_is_marked_and_never_silent(
    architecture: str, copier: CopierFixture, template: Path, tmp_path: Path
) -> None:
    project = made(copier, tmp_path / "call-center", architecture)
    file = project / "devtools/with_postgres.py"
    file.write_text(file.read_text().replace('"""Run a command', '"""Our words'))
    git(project.path, "commit", "--quiet", "--all", "--message", "Our words")
    (template / SHARED).write_text((template / SHARED).read_text().replace('"""Run a command', '"""Their words'))
    release(template, "1.1.0")

    copier.update(project.path)

    assert git(project.path, "ls-files", "--unmerged") != ""
    assert "Our words" in file.read_text()
    assert "Their words" in file.read_text()
