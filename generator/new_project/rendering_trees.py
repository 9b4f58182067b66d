"""What the template makes of answers, as git has files: any released version's, without a file in the project."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from new_project.answers import Answers, consider
from new_project.errors import WrongInput
from new_project.history import tree
from new_project.preview import files_in
from new_project.questions import Questionnaire, load_questionnaire
from new_project.render import render
from new_project.repository import Files, Repository


@dataclass(frozen=True)
class Wanted:
    """The answers that a project shall have, and what became of those that it had."""

    answers: Answers
    new: dict[str, object]
    """Answers to questions that were never asked before."""
    dropped: dict[str, object]
    """Answers that are asked for no more."""


def rendered(repository: Repository, version: str, answers: Mapping[str, object]) -> Files:
    """The files that a version of the template makes of answers, kept in the repository's store."""
    with tree(version) as root, tempfile.TemporaryDirectory(prefix="new-project-render-") as name:
        folder = Path(name).resolve()
        render(root, folder, answers)
        return repository.keep(folder, [path.relative_to(folder).as_posix() for path in files_in(folder)])


def wanted_answers(questionnaire: Questionnaire, recorded: Mapping[str, object], given: Mapping[str, object]) -> Wanted:
    """Take recorded answers over to a version's questions, some given anew; raise WrongInput where that cannot be."""
    known = {question.key for question in questionnaire.answerable}
    kept = {key: value for key, value in recorded.items() if key in known and key not in given}
    answers = consider(questionnaire, {**kept, **given})
    if unasked := kept.keys() & answers.unused.keys():
        kept = {key: value for key, value in kept.items() if key not in unasked}
        answers = consider(questionnaire, {**kept, **given})
    answers.complain(answers.unused[key] for key in given if key in answers.unused)
    new = {key: value for key, value in answers.values.items() if key not in recorded and key not in given}
    dropped = {key: value for key, value in recorded.items() if key not in answers.values}
    return Wanted(answers, new, dropped)


def answers_for(version: str, recorded: Mapping[str, object], given: Mapping[str, object]) -> Wanted:
    """The same, for the questions of any version."""
    with tree(version) as root:
        try:
            return wanted_answers(load_questionnaire(root), recorded, given)
        except WrongInput as problem:
            raise WrongInput(
                f"With version {version} of the template, these answers will not do:\n{problem}", code=problem.code
            ) from None
