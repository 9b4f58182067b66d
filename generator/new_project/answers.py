"""Answers to the questions: given ones checked, the others chosen, and all that Copier derives from them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from new_project.errors import WrongInput
from new_project.evaluate import Evaluator
from new_project.questions import Question, Questionnaire


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
