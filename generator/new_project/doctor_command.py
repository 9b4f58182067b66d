"""`new-project doctor`: what it takes and says."""

from contextlib import nullcontext
from pathlib import Path

import typer

from new_project.command_options import Json, ProjectPath
from new_project.errors import Problem
from new_project.output import out
from new_project.questions import Questionnaire
from new_project.usage import COMMANDS


def add(app: typer.Typer, _questionnaire: Questionnaire) -> None:
    """Add `doctor`."""

    @app.command("doctor", help=COMMANDS["doctor"])
    def doctor(path: ProjectPath = ".", as_json: Json = False) -> None:
        if not see(Path(path)):
            raise typer.Exit(1)


def see(path: Path) -> bool:
    """Look at a project and say what was found; true where nothing is wrong."""
    from new_project.doctor import diagnosed, examine, silence
    from new_project.doctor_text import show
    from new_project.progress import step

    if not path.is_dir():
        raise Problem(f"{path} is no folder, so there is nothing to look at.", code="not-a-project")
    patient = examine(path)
    with nullcontext() if out.as_json else step("Examining") as current:
        findings = diagnosed(patient, thorough=True, note=current.note if current else silence)
    is_well = all(finding.status != "problem" for finding in findings)
    made = patient.project
    out.document(
        {
            "path": str(path.resolve()),
            "project": {"version": made.version, "architecture": made.architecture} if made else None,
            "ok": is_well,
            "findings": [finding.as_json_dict() for finding in findings],
        }
    )
    show(patient, findings)
    return is_well
