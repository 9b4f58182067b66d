"""What was decided for a project, beside what today's answers and weights speak for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from new_project.answers import Answers, consider
from new_project.decision import Verdict, recommend
from new_project.errors import Problem, WrongInput
from new_project.history import tree
from new_project.project import Project
from new_project.questions import Questionnaire
from new_project.weights import Answer, Architecture, read_weights


@dataclass(frozen=True)
class Reconsideration:
    """The decision as it is recorded, and as it would be today."""

    project: Project
    before: Mapping[str, Answer]
    """The recorded needs."""
    needs: Mapping[str, Answer]
    """Today's."""
    then: Verdict
    """What the recorded needs spoke for, by the weights of the project's version."""
    now: Verdict
    asked_for: Architecture | None
    """What was asked for, whatever the answers speak for."""
    confirmed: tuple[str, ...]
    """Needs that were only assumed, and are answered now as they were assumed."""

    @property
    def chosen(self) -> Architecture:
        """What the project is."""
        return cast(Architecture, self.project.architecture)

    @property
    def changed(self) -> dict[str, Answer]:
        """The needs that have another answer now, with the one that they had."""
        return {need: answer for need, answer in self.before.items() if self.needs[need] != answer}

    @property
    def was_overruled(self) -> bool:
        """Whether the project was made against what its answers spoke for."""
        return self.then.overruled_by(self.chosen)

    @property
    def target(self) -> Architecture:
        """What the project shall be: a changed weight alone moves none, and what was overruled stays so."""
        if self.asked_for:
            return self.asked_for
        stays = not self.changed or self.was_overruled or not self.now.overruled_by(self.chosen)
        return self.chosen if stays else self.now.architecture

    @property
    def is_news(self) -> bool:
        """Whether there is anything to record."""
        return bool(self.changed or self.confirmed) or self.target != self.chosen

    def as_json_dict(self) -> dict[str, Any]:
        """The same for programs."""
        return {
            "path": str(self.project.path),
            "record": self.project.answers.get("record", 1),
            "recorded": {"architecture": self.chosen, "needs": self.before, "verdict": self.then.as_json_dict()},
            "today": {"architecture": self.target, "needs": self.needs, "verdict": self.now.as_json_dict()},
            "changed": {need: {"before": answer, "now": self.needs[need]} for need, answer in self.changed.items()},
            "confirmed": list(self.confirmed),
        }


def reconsider(questionnaire: Questionnaire, project: Project, given: Mapping[str, object]) -> Reconsideration:
    """Decide again. Raises WrongInput with all that is wrong in what is given."""
    keys = [question.key for question in questionnaire.needs]
    recorded = {key: project.answers[key] for key in keys if key in project.answers}
    asked = consider(questionnaire, {**recorded, **wanted(given)})
    complain(asked, given)
    before = consider(questionnaire, recorded).needs
    assumed = project.answers.get("assumed_needs", [])
    return Reconsideration(
        project=project,
        before=before,
        needs=asked.needs,
        then=verdict_then(project, before),
        now=recommend(asked.needs),
        asked_for=cast(Architecture, asked.values["architecture"]) if "architecture" in given else None,
        confirmed=tuple(key for key in keys if key in given and key in assumed and asked.needs[key] == before[key]),
    )


def wanted(given: Mapping[str, object]) -> dict[str, object]:
    """What is given, without the reason: whether one is asked for depends on what the project is."""
    return {key: value for key, value in given.items() if key != "overrule_reason"}


def complain(asked: Answers, given: Mapping[str, object]) -> None:
    """Raise WrongInput with what is wrong in what is given."""
    asked.complain()
    if "overrule_reason" in given and "architecture" not in given:
        raise WrongInput("--overrule-reason says why --architecture overrules the answers: give both, or neither.")


def verdict_then(project: Project, needs: Mapping[str, Answer]) -> Verdict:
    """What the answers spoke for by the weights of the project's version; by today's, where those are not known."""
    try:
        with tree(project.version) as root:
            weights = read_weights(root)
    except Problem:
        return recommend(needs)
    if weights.points.keys() != needs.keys():
        return recommend(needs)
    return recommend(needs, weights)
