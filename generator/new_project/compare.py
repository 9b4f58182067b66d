"""All three architectures for the same answers: each is rendered and read, so that nothing here can be out of date."""

import shlex
import tempfile
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, cast

from new_project.answers import Answers, consider
from new_project.compare_facts import Facts, read_facts
from new_project.compare_shares import Share, gains, gives_up
from new_project.decision import Verdict, recommend
from new_project.flags import as_flags
from new_project.output import out
from new_project.presets import Preset
from new_project.progress import step
from new_project.questions import Questionnaire
from new_project.render import render
from new_project.sources import Given
from new_project.template import check_mounts
from new_project.weights import Architecture


@dataclass(frozen=True)
class Candidate:
    """One of the architectures, as it would be made from the answers."""

    architecture: Architecture
    answers: Answers
    facts: Facts
    gains: tuple[Share, ...]
    gives_up: tuple[Share, ...]
    create: str
    """The command that makes it."""


@dataclass(frozen=True)
class Comparison:
    """All architectures, in the order of copier.yml, and what is recommended."""

    answers: Answers
    verdict: Verdict
    candidates: tuple[Candidate, ...]

    @property
    def chosen(self) -> Architecture:
        """The architecture that `create` would make: the recommended one, unless that was overruled."""
        return cast(Architecture, self.answers.values["architecture"])

    @property
    def overruled(self) -> bool:
        """Whether one was asked for that has a lower score than the recommended."""
        return self.verdict.overruled_by(self.chosen)

    def as_json_dict(self) -> dict[str, Any]:
        """Return what `new-project compare --json` prints; docs/compare.md says what each key means."""
        return {
            "needs": self.answers.needs,
            "verdict": self.verdict.as_json_dict(),
            "chosen": self.chosen,
            "overruled": self.overruled,
            "architectures": {each.architecture: self.candidate_as_json(each) for each in self.candidates},
        }

    def candidate_as_json(self, candidate: Candidate) -> dict[str, Any]:
        """One of the architectures, for programs."""
        facts = candidate.facts
        return {
            "score": self.verdict.scores[candidate.architecture],
            "gains": [asdict(share) for share in candidate.gains],
            "gives_up": [asdict(share) for share in candidate.gives_up],
            "processes": {"development": facts.development, "production": facts.production},
            "dependencies": {"total": len(facts.distributions), "parts": facts.dependencies},
            "files": {"total": sum(facts.files.values()), **facts.files},
            "lines": {"total": sum(facts.lines.values()), **facts.lines},
            "commands": facts.commands,
            "create": candidate.create,
            "answers": candidate.answers.values,
        }


def compare(questionnaire: Questionnaire, given: Given) -> Comparison:
    """Render and read all architectures. Raises WrongInput with all that is wrong in the answers."""
    check_mounts(questionnaire.root)
    asked = consider(questionnaire, given.answers, preset=given.preset)
    names = cast(tuple[Architecture, ...], questionnaire["architecture"].answers)
    preset = without_architecture(given.preset)
    each = {name: consider(questionnaire, {**given.answers, "architecture": name}, preset=preset) for name in names}
    complain(asked, each)
    verdict = recommend(asked.needs)
    with nullcontext() if out.as_json else step("Rendering all three"):
        candidates = [candidate(questionnaire, name, answers, verdict, given) for name, answers in each.items()]
    return Comparison(asked, verdict, tuple(candidates))


def without_architecture(preset: Preset) -> Preset:
    """The preset, as if it left the architecture open: what it would rule out is shown all the same."""
    return replace(
        preset,
        defaults={key: value for key, value in preset.defaults.items() if key != "architecture"},
        locks={key: lock for key, lock in preset.locks.items() if key != "architecture"},
    )


def complain(asked: Answers, each: Mapping[Architecture, Answers]) -> None:
    """Raise WrongInput with what is wrong for any architecture; an answer that only one of them uses is not."""
    found = dict.fromkeys(text for answers in each.values() for text in (*answers.mistakes, *answers.refused))
    nowhere = (key for key in asked.unused if all(key in answers.unused for answers in each.values()))
    asked.complain(
        [
            *(text for text in found if text not in {*asked.mistakes, *asked.refused}),
            *(asked.unused[key] for key in nowhere),
        ]
    )


def candidate(
    questionnaire: Questionnaire, name: Architecture, answers: Answers, verdict: Verdict, given: Given
) -> Candidate:
    """Render one of them, and read what was made."""
    with tempfile.TemporaryDirectory(prefix="new-project-compare-") as folder:
        project = Path(folder) / "project"
        render(questionnaire.root, project, answers.values)
        facts = read_facts(project)
    flags = as_flags(questionnaire.flags, answers.chosen) + (["--poll", given.poll] if given.poll else [])
    create = shlex.join(["new-project", str(answers.values["project_slug"]), "--yes", *flags])
    return Candidate(
        name, answers, facts, gains(name, answers.needs, verdict), gives_up(name, answers.needs, verdict), create
    )
