"""What copier.yml and the templates hold as Jinja, evaluated as Copier does; each distinct text is compiled once."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from jinja2 import FileSystemLoader, StrictUndefined, Template
from jinja2.sandbox import SandboxedEnvironment

from new_project.bytecode import kept
from new_project.questions import BOOLEANS, Question, Questionnaire

UNDEFINED = {"jinja2.StrictUndefined": StrictUndefined}

EXTENSIONS = ["jinja2_ansible_filters.AnsibleCoreFiltersExtension"]

MARKS = ("{{", "{%", "{#", "\n", "\r")
"""A text without any of these is what Jinja makes of it."""


class Evaluator:
    """Evaluates Jinja in an environment set up as Copier's own."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.environment = environment_for(questionnaire.root, frozenset(questionnaire.envops.items()))

    def render(self, value: object, known: Mapping[str, Any]) -> object:
        """Render a text; anything else stands for itself."""
        return self.text(value, known) if isinstance(value, str) else value

    def text(self, source: str, known: Mapping[str, Any]) -> str:
        """Render a text. Raises jinja2.TemplateError."""
        if not any(mark in source for mark in MARKS):
            return source
        return compiled(self.environment, source).render(known)

    def applies(self, question: Question, known: Mapping[str, Any]) -> bool:
        """Whether the question is a question, after these answers."""
        return as_boolean(self.render(question.when, known))

    def default(self, question: Question, known: Mapping[str, Any]) -> Any:
        """The answer that it has unless someone gives another, as the type that it has."""
        value: Any = self.render(question.default, known)
        if question.type == "bool":
            return as_boolean(value)
        if question.multiple:
            return question.ordered(yaml.safe_load(value) if isinstance(value, str) else value)
        if question.type == "yaml":
            return yaml.safe_load(value) if isinstance(value, str) else value
        return str(value)

    def check(self, question: Question, known: Mapping[str, Any]) -> str:
        """What is wrong with the question's answer in `known`; empty when nothing is."""
        return " ".join(str(self.render(question.validator, known)).split())


@lru_cache(maxsize=8)
def environment_for(root: Path, envops: frozenset[tuple[str, Any]]) -> SandboxedEnvironment:
    """The environment that Copier sets up for a template; it notices when an included file has changed."""
    options: dict[str, Any] = {"keep_trailing_newline": True, **dict(envops)}
    setup = f"{sorted(options.items())} {EXTENSIONS}"
    if "undefined" in options:
        options["undefined"] = UNDEFINED[options["undefined"]]
    return SandboxedEnvironment(
        loader=FileSystemLoader(root), extensions=EXTENSIONS, bytecode_cache=kept(setup), **options
    )


@lru_cache(maxsize=1024)
def compiled(environment: SandboxedEnvironment, text: str) -> Template:
    """The text as a template; conditions recur in a tree's names, and questions while they are asked."""
    cache = environment.bytecode_cache
    assert cache is not None  # noqa: S101 - environment_for gives it one
    bucket = cache.get_bucket(environment, text, None, text)
    if bucket.code is None:
        bucket.code = environment.compile(text)
        cache.set_bucket(bucket)
    return Template.from_code(environment, bucket.code, environment.make_globals(None))


def as_boolean(value: object) -> bool:
    """A truth, or the word for one that Jinja makes of it."""
    return value if isinstance(value, bool) else BOOLEANS[str(value).strip().lower()]
