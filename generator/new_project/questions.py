"""The questions of copier.yml as typed records: the one definition that prompts, flags and answers are made from."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

BaseLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast, where there is libyaml

BOOLEANS = {"true": True, "false": False}

SPLIT = re.compile(r": | \(")
"""What separates a choice's title from its explanation."""


@dataclass(frozen=True)
class Choice:
    """One of the answers that a question lists."""

    label: str
    value: str

    @property
    def title(self) -> str:
        """The label without its explanation, which follows a colon or stands in brackets."""
        return SPLIT.split(self.label, maxsplit=1)[0]

    @property
    def note(self) -> str:
        """The label's explanation; empty where it has none."""
        return self.label[len(self.title) :].strip(" :()")


@dataclass(frozen=True)
class Question:
    """A question, as copier.yml has it. `default`, `validator` and `when` may be Jinja."""

    key: str
    type: str
    help: str
    choices: tuple[Choice, ...]
    default: object
    validator: str
    when: str | bool
    ask: bool
    multiple: bool = False
    """Whether any number of its choices is an answer: a list of them, in their order."""

    @property
    def flag(self) -> str:
        """The command-line option that answers it."""
        return "--" + self.key.replace("_", "-")

    @property
    def computed(self) -> bool:
        """Whether it is no question at all, but a value that follows from the answers."""
        return self.when is False

    @property
    def constant(self) -> bool:
        """Whether it is always asked, with one default whatever the other answers are."""
        return self.when is True and "{{" not in str(self.default)

    @property
    def answers(self) -> tuple[str, ...]:
        """All that can be answered, as typed on a command line; empty where any text can."""
        return tuple(BOOLEANS) if self.type == "bool" else tuple(choice.value for choice in self.choices)

    def ordered(self, values: Iterable[object]) -> list[str]:
        """The choices among these values, each once and in the order of the question: one list for one answer."""
        chosen = set(values)
        return [choice.value for choice in self.choices if choice.value in chosen]

    def label(self, value: object) -> str:
        """How a person reads an answer."""
        if isinstance(value, bool):
            return "Yes" if value else "No"
        if isinstance(value, list):
            return ", ".join(map(self.label, value))
        return next((choice.label for choice in self.choices if choice.value == value), str(value))

    def title(self, value: object) -> str:
        """How a person reads an answer, in short."""
        if isinstance(value, list):
            return ", ".join(map(self.title, value))
        return next((choice.title for choice in self.choices if choice.value == value), self.label(value))


@dataclass(frozen=True)
class Questionnaire:
    """All questions in their order, and how Copier sets up Jinja to evaluate them."""

    root: Path
    envops: Mapping[str, Any]
    questions: tuple[Question, ...]

    def __getitem__(self, key: str) -> Question:
        """The question of that name."""
        return next(question for question in self.questions if question.key == key)

    def __contains__(self, key: object) -> bool:
        """Whether there is a question of that name."""
        return any(question.key == key for question in self.questions)

    @cached_property
    def answerable(self) -> tuple[Question, ...]:
        """The questions that a person can answer."""
        return tuple(question for question in self.questions if not question.computed)

    @cached_property
    def flags(self) -> tuple[Question, ...]:
        """The questions that a word on a command line can answer."""
        return tuple(question for question in self.answerable if question.type != "yaml")

    @cached_property
    def needs(self) -> tuple[Question, ...]:
        """The questions that the decision is made from: those that the table of weights knows."""
        weights: Any = self["weights"].default
        return tuple(question for question in self.answerable if question.key in weights[0]["needs"])


def load_questionnaire(root: Path) -> Questionnaire:
    """Read copier.yml in a template's root folder."""
    config = load_config(root)
    return Questionnaire(
        root=root,
        envops=config.get("_envops", {}),
        questions=tuple(parse(key, details) for key, details in config.items() if not key.startswith("_")),
    )


@cache
def load_config(root: Path) -> Mapping[str, Any]:
    """Read copier.yml as it is, once in a process: who asks and who renders both need it."""
    config: Mapping[str, Any] = load_yaml(root / "copier.yml", root)
    return config


def load_yaml(path: Path, root: Path) -> Any:
    """Load YAML in which `!include pattern` stands for a list of what the files below `root` hold, as in Copier."""

    class Loader(BaseLoader):  # type: ignore[misc]  # one class for each file, so that the constructor knows its root
        pass

    def include(loader: Any, node: Any) -> list[Any]:
        return [load_yaml(found, root) for found in sorted(root.glob(loader.construct_scalar(node)))]

    Loader.add_constructor("!include", include)
    return yaml.load(path.read_bytes(), Loader)  # noqa: S506 - made from the safe loader


def parse(key: str, details: Mapping[str, Any]) -> Question:
    """Make the record of one question."""
    return Question(
        key=key,
        type=details["type"],
        help=details.get("help", ""),
        choices=tuple(Choice(label, value) for label, value in details.get("choices", {}).items()),
        default=details["default"],
        validator=details.get("validator", ""),
        when=details.get("when", True),
        ask=details.get("ask", True),
        multiple=details.get("multiselect", False),
    )
