"""What makes an organisation's own CI, or its Renovate, keep projects at the newest template: one file of each kind."""

from dataclasses import dataclass
from pathlib import Path

from new_project.compare_command import check_target
from new_project.errors import Problem, WrongInput
from new_project.fleet_members import top
from new_project.project import load_project
from new_project.resources import PACKAGE
from new_project.user_files import write_text
from new_project.version import version


@dataclass(frozen=True)
class Kind:
    """A file that is written, where, and what its owner has to do then."""

    source: str
    place: str
    then: str


KINDS = {
    "github": Kind(
        "fleet_github.yml",
        ".github/workflows/new-project.yml",
        "Commit it. To change workflows and to start checks, it needs a token: its first lines say more.",
    ),
    "gitlab": Kind(
        "fleet_gitlab.yml",
        ".gitlab/new-project.yml",
        "Include it in .gitlab-ci.yml, and make a schedule: its first lines say how.",
    ),
    "renovate": Kind(
        "fleet_renovate.json",
        "new-project.json",
        'Keep it in your repository of Renovate presets; projects take it by "extends": '
        '["github>YOUR-ORGANISATION/renovate-config:new-project"].',
    ),
}


def write_workflow(path: Path, ci: str, *, replace: bool) -> tuple[Path, str]:
    """Write the file into a folder's repository, and return where it is and what comes next."""
    if not path.is_dir():
        raise WrongInput(f"{path} is no folder: name a project's, or the one that the file shall be in.", code="usage")
    ci = ci or recorded_ci(path)
    if ci not in KINDS:
        raise WrongInput(f"--ci {ci}: take one of {', '.join(KINDS)}.", code="usage")
    kind = KINDS[ci]
    target = (path if ci == "renovate" else top(path.resolve()) or path) / kind.place
    if target.parent.is_dir() or target.exists():
        check_target(target, replace=replace)
    target.parent.mkdir(parents=True, exist_ok=True)
    text = (PACKAGE / kind.source).read_text(encoding="utf-8").replace("@VERSION@", version())
    write_text(target, text, replace=replace)
    return target, kind.then


def recorded_ci(path: Path) -> str:
    """Where a project's continuous integration runs, as its answers say."""
    try:
        ci = str(load_project(path).answers.get("ci", "none"))
    except Problem:
        ci = "none"
    if ci == "none":
        raise WrongInput(f"{path} does not say where its CI runs: add --ci, one of {', '.join(KINDS)}.", code="usage")
    return ci
