"""What is left to a project's owner when an option comes or goes: generator/options.yml, as sentences."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from new_project.answers import Answers
from new_project.evaluate import Evaluator
from new_project.option_names import Option
from new_project.questions import Questionnaire, load_yaml

FILE = "generator/options.yml"


@dataclass(frozen=True)
class OptionNotes:
    """What is written of the options that come and go, for a project that has these answers afterwards."""

    questionnaire: Questionnaire
    answers: Answers
    came: tuple[Option, ...]
    went: tuple[Option, ...]

    def before(self) -> list[str]:
        """What is to be done before, where the project runs."""
        return self.sentences(self.went, "removing")

    def afterwards(self) -> list[str]:
        """What is to be done when it is in the project, and when it is gone."""
        return [*self.sentences(self.came, "added"), *self.sentences(self.went, "removed")]

    def apps(self) -> list[str]:
        """Django's apps of other packages whose tables go."""
        return self.sentences(self.went, "apps")

    def sentences(self, found: Iterable[Option], when: str) -> list[str]:
        """The sentences of some options, each once, without those that are not about this project."""
        evaluator, known = Evaluator(self.questionnaire), self.answers.computed | self.answers.values
        texts = (evaluator.text(text, known) for text in self.each(found, when))
        return [text for text in dict.fromkeys(" ".join(text.split()) for text in texts) if text]

    def each(self, found: Iterable[Option], when: str) -> Iterator[str]:
        """What is written of some options under one word."""
        written = load_notes(self.questionnaire.root)
        for option in found:
            yield from written.get(option.question.key, {}).get(option.value, {}).get(when, [])


def load_notes(root: Path) -> dict[str, dict[Any, dict[str, list[str]]]]:
    """Read them; an old version may have none."""
    file = root / FILE
    return load_yaml(file, root) if file.is_file() else {}
