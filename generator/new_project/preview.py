"""What would be written, and what would happen then: all of it before any of it."""

import tempfile
from pathlib import Path

from new_project.answers import Answers
from new_project.destination import Destination
from new_project.output import out
from new_project.progress import step
from new_project.questions import Questionnaire
from new_project.steps import Steps


def preview(questionnaire: Questionnaire, answers: Answers, destination: Destination, steps: Steps) -> str:
    """Say what would be written where, and what happens then."""
    files = sizes(questionnaire.root, answers)
    then = [
        "installs it" if steps.install else "",
        "makes its first commit" if steps.git else "",
        "boots and checks it" if steps.verify else "",
    ]
    total = sum(files.values()) / 1000
    written = f"{len(files)} files ({total:,.0f} kB) to {destination.path}"
    if steps.dry_run:
        return f"Lists what would be written: {written}."
    return ", ".join(filter(None, [f"Writes {written}", *then])) + "."


def list_files(questionnaire: Questionnaire, answers: Answers) -> None:
    """Show each file that would be written and its size; write nothing that stays."""
    with step("Rendering"):
        files = sizes(questionnaire.root, answers)
    for name, size in files.items():
        out.say(f"{size:>9,}  {name}")
    out.say(f"{sum(files.values()):>9,}  bytes in {len(files)} files would be written. Nothing was.")
    out.event("dry-run", files=files)


def sizes(root: Path, answers: Answers) -> dict[str, int]:
    """Return the files that would be written, and the size of each in bytes."""
    from new_project.render import render

    with tempfile.TemporaryDirectory(prefix="new-project-dry-run-") as folder:
        render(root, Path(folder), answers.values)
        return {path.relative_to(folder).as_posix(): path.stat().st_size for path in files_in(Path(folder))}


def files_in(folder: Path) -> list[Path]:
    """All files in a folder, in order."""
    return sorted(path for path in folder.rglob("*") if path.is_file())
