"""Which files an option brings to a project, by the names that its answers give and take away."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from new_project import option_names
from new_project.errors import Problem
from new_project.option_names import options
from new_project.questions import Question, Questionnaire, load_questionnaire
from new_project.render import names
from new_project.values import NONE


@dataclass(frozen=True)
class Option:
    """An answer that is not the recorded one, and the files that it alone would bring or take away."""

    question: Question
    value: str
    is_on: bool
    files: frozenset[str]

    @property
    def name(self) -> str:
        """How it is spoken of, by `new-project add`, too."""
        return option_names.Option(self.question, self.value).name


@dataclass(frozen=True)
class Options:
    """What each answer of a project brings, by the names of files alone."""

    root: Path
    answers: Mapping[str, Any]

    @cached_property
    def questionnaire(self) -> Questionnaire:
        """The questions of the recorded version."""
        return load_questionnaire(self.root)

    @cached_property
    def own(self) -> frozenset[str]:
        """The files of the recorded answers."""
        return names(self.root, self.answers)

    def on(self) -> Iterator[Option]:
        """Each option that the project has, with what it would lose without it."""
        for question in self.questions():
            recorded = self.answers.get(question.key, [])
            for value in recorded if question.multiple else ():
                without = self.named({question.key: [each for each in recorded if each != value]})
                if without:
                    yield Option(question, value, True, self.own - without)
            if not question.multiple and NONE in question.answers and recorded not in ([], NONE):
                without = self.named({question.key: NONE})
                if without:
                    yield Option(question, recorded, True, self.own - without)

    def off(self) -> Iterator[Option]:
        """Each option that it does not have, with what it would bring."""
        for question in self.questions():
            recorded = self.answers.get(question.key, [])
            for value in question.answers:
                if value not in (recorded, NONE) and value not in recorded:
                    wanted = question.ordered([*recorded, value]) if question.multiple else value
                    with_it = self.named({question.key: wanted})
                    if with_it:
                        yield Option(question, value, False, with_it - self.own)

    def questions(self) -> list[Question]:
        """Those whose answers can come and go, of those that were asked here."""
        return [each for each in options(self.questionnaire) if each.key in self.answers]

    def named(self, changed: Mapping[str, object]) -> frozenset[str]:
        """The files of changed answers; none where these cannot go together."""
        try:
            return names(self.root, {**self.answers, **changed})
        except Problem:
            return frozenset()


def nearest(off: Iterable[Option], there: set[str]) -> list[Option]:
    """The options whose files are there in part; of several answers to one question the one that has most of them."""
    by_share = sorted((each for each in off if each.files & there), key=lambda each: -share_of(each, there))
    chosen = {each.question.key: each for each in reversed(by_share)}
    return [each for each in by_share if each.question.multiple or chosen[each.question.key] is each]


def share_of(option: Option, there: set[str]) -> float:
    """How much of an option is there."""
    return len(option.files & there) / len(option.files)
