"""What copier.yml holds as Jinja, evaluated as Copier does."""

from collections.abc import Mapping
from typing import Any

import yaml
from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from new_project.questions import BOOLEANS, Question, Questionnaire

UNDEFINED = {"jinja2.StrictUndefined": StrictUndefined}


class Evaluator:
    """Evaluates what copier.yml holds as Jinja, in an environment set up as Copier's own."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        envops = dict(questionnaire.envops)
        if "undefined" in envops:
            envops["undefined"] = UNDEFINED[envops["undefined"]]
        self.environment = SandboxedEnvironment(
            loader=FileSystemLoader(questionnaire.root),
            extensions=["jinja2_ansible_filters.AnsibleCoreFiltersExtension"],
            **envops,
        )

    def render(self, value: object, known: Mapping[str, Any]) -> object:
        """Render a text; anything else stands for itself."""
        return self.environment.from_string(value).render(known) if isinstance(value, str) else value

    def applies(self, question: Question, known: Mapping[str, Any]) -> bool:
        """Whether the question is a question, after these answers."""
        return as_boolean(self.render(question.when, known))

    def default(self, question: Question, known: Mapping[str, Any]) -> Any:
        """The answer that it has unless someone gives another, as the type that it has."""
        value = self.render(question.default, known)
        if question.type == "bool":
            return as_boolean(value)
        if question.type == "yaml":
            return yaml.safe_load(value) if isinstance(value, str) else value
        return str(value)

    def check(self, question: Question, known: Mapping[str, Any]) -> str:
        """What is wrong with the question's answer in `known`; empty when nothing is."""
        return " ".join(str(self.render(question.validator, known)).split())


def as_boolean(value: object) -> bool:
    """A truth, or the word for one that Jinja makes of it."""
    return value if isinstance(value, bool) else BOOLEANS[str(value).strip().lower()]
