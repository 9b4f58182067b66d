"""What the doctor finds in a project of a fleet: of its checks, those that start nothing but git."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from new_project.doctor import checks_for, examine
from new_project.findings import Finding, counted

CHECKS = ("answers", "version", "unfinished", "conflicts", "files", "options")
"""The machine is not the project's, and its environment, its models and its code take a doctor's time each."""

DRIFT = ("answers", "files", "options")
"""What says that answers and files have come apart."""

WORSE = ("problem", "warning", "hint")


@dataclass(frozen=True)
class Health:
    """What was found that is not as it should be."""

    findings: tuple[Finding, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many findings there are of each kind."""
        found = Counter(finding.status for finding in self.findings)
        return {status: found[status] for status in WORSE}  # type: ignore[index]

    @property
    def drift(self) -> list[str]:
        """Where answers and files have come apart."""
        return [each.found for each in self.findings if each.check in DRIFT and each.status in WORSE]

    @property
    def sentence(self) -> str:
        """The same in a few words: `1 problem, 2 warnings`."""
        return ", ".join(counted(number, status) for status, number in self.counts.items() if number)

    def as_json_dict(self) -> dict[str, Any]:
        """Return it as programs read it."""
        findings = [finding.as_json_dict() for finding in self.findings]
        return {"drift": self.drift, "doctor": {**self.counts, "findings": findings}}


def health_of(path: Path, *, outdated: bool) -> Health:
    """Let the doctor look at a project; that it is outdated is said elsewhere."""
    patient = examine(path)
    wanted = [name for name in CHECKS if name != "version" or not outdated]
    checks = [check for check in checks_for(patient) if check.name in wanted]
    found = [finding for check in checks for finding in check.run(patient)]
    return Health(tuple(finding for finding in found if finding.status != "ok"))
