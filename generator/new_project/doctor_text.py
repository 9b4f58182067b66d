"""What the doctor found, for people: aligned, the worst in color where that can be shown, each with what mends it."""

import shutil
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator

from new_project.findings import Finding, Status, counted
from new_project.output import out
from new_project.patient import Patient

COLORS: dict[Status, int] = {"ok": 32, "hint": 36, "warning": 33, "problem": 31, "skipped": 2}
AREAS = {"environment": "Environment", "project": "Project", "code": "Code"}
INDENT = 2
NARROW = 20
"""The least room that text is given."""


def show(patient: Patient, findings: list[Finding]) -> None:
    """Print it all."""
    out.say(heading(patient))
    status, check = (max((len(getattr(each, part)) for each in findings), default=0) for part in ("status", "check"))
    for area, title in AREAS.items():
        if own := [finding for finding in findings if finding.area == area]:
            out.say(f"\n{out.bold(title)}")
            for line in lines(own, status, check):
                out.say(line)
    out.say(f"\n{summary(findings)}")


def heading(patient: Patient) -> str:
    """What was looked at."""
    if patient.project:
        name, version = patient.answers.get("project_name", "A project"), patient.project.version or "unknown"
        return f"{out.bold(str(name))} in {patient.path}: {patient.project.architecture}, template {version}"
    if patient.unreadable:
        return f"A project in {patient.path}, whose answers cannot be read."
    return f"There is no project in {patient.path}: only the environment is looked at."


def lines(findings: Iterable[Finding], status: int, check: int) -> Iterator[str]:
    """Each finding: its status and check, then what was found; below, how, and what to type."""
    column = INDENT + status + 2 + check + 2
    width = max(column + NARROW, shutil.get_terminal_size().columns - 1)
    for finding in findings:
        label = painted(finding.status, f"{finding.status:<{status}}")
        first, *rest = wrapped(said(finding), width - column)
        yield f"{'':{INDENT}}{label}  {finding.check:<{check}}  {first}"
        yield from (f"{'':{column}}{line}" for line in rest)
        if finding.mend and finding.status != "ok":
            yield f"{'':{column}}{out.bold(f'> {finding.mend}')}"  # in one piece, to be copied


def said(finding: Finding) -> str:
    """The sentence, with where it is and how it was found where the sentence does not say so."""
    if finding.status == "ok":
        return f"{finding.where}: {finding.found}" if finding.where.endswith(".venv") else finding.found
    place = f"{finding.where}: " if finding.where and finding.where not in finding.found else ""
    how = f" ({finding.how})" if finding.how else ""
    return f"{place}{finding.found}{how}"


def wrapped(text: str, width: int) -> list[str]:
    """A text in lines, broken between words."""
    lines = [line for part in text.splitlines() for line in textwrap.wrap(part, width, break_long_words=False)]
    return lines or [""]


def painted(status: Status, text: str) -> str:
    """A status in its color, where color is shown."""
    return f"\x1b[{COLORS[status]}m{text}\x1b[0m" if out.colored else text


def summary(findings: Iterable[Finding]) -> str:
    """How many of each there are, the worst first."""
    number = Counter(finding.status for finding in findings)
    worse = [counted(number[status], status) for status in ("problem", "warning", "hint") if number[status]]
    if number["skipped"]:
        worse.append(f"{number['skipped']} not checked")
    return f"{', '.join(worse)}." if worse else "Nothing is wrong."
