"""Answers to the questions: given ones checked, the others chosen, and all that Copier derives from them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml
from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from new_project.errors import WrongInput
from new_project.questions import BOOLEANS, Question, Questionnaire

UNDEFINED = {"jinja2.StrictUndefined": StrictUndefined}


@dataclass(frozen=True)
class Offer:
    """A question that is about to be answered: what it would be by default, and what has been answered before."""

    question: Question
    default: object
    check: Callable[[object], str]
    """What is wrong with an answer; empty when nothing is."""
    known: Mapping[str, Any]


@dataclass
class Answers:
    """The answers to the questions that apply, in order, and which of them are only the default."""

    values: dict[str, Any] = field(default_factory=dict)
    defaults: dict[str, Any] = field(default_factory=dict)
    computed: dict[str, Any] = field(default_factory=dict)

    @property
    def chosen(self) -> dict[str, Any]:
        """The answers that differ from what nobody's answering would have given."""
        return {key: value for key, value in self.values.items() if value != self.defaults[key]}

    @property
    def needs(self) -> dict[str, Any]:
        """What the decision is made from."""
        return dict(self.computed["needs"])


def take_default(offer: Offer) -> object:
    """Choose what the template proposes."""
    return offer.default


def resolve(
    questionnaire: Questionnaire, given: Mapping[str, object], choose: Callable[[Offer], object] = take_default
) -> Answers:
    """Go through all questions in order, as Copier does; raise WrongInput for an answer that cannot be."""
    evaluate = Evaluator(questionnaire)
    known: dict[str, Any] = {}
    answers = Answers()
    for question in questionnaire.questions:
        default = evaluate.default(question, known)
        if not evaluate.applies(question, known):
            if question.key in given:
                raise WrongInput(f"{question.flag}: not a question here; it is asked where {condition(question)}.")
            known[question.key] = answers.computed[question.key] = default
            continue

        def check(answer: object, question: Question = question, known: Mapping[str, Any] = dict(known)) -> str:
            return evaluate.check(question, {**known, question.key: answer})

        value = given[question.key] if question.key in given else choose(Offer(question, default, check, dict(known)))
        if message := check(value):
            raise WrongInput(f"{question.flag} {value!r}: {message}")
        known[question.key] = answers.values[question.key] = value
        answers.defaults[question.key] = default
    return answers


def condition(question: Question) -> str:
    """The condition of a question that is not always asked, as it stands in copier.yml."""
    return str(question.when).strip("{} ")


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
