"""Answers to the questions: given ones checked, the others chosen, and all that Copier derives from them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from new_project.errors import WrongInput
from new_project.presets import NO_PRESET, Preset, locked_message
from new_project.questions import Question, Questionnaire
from new_project.values import read_value, shown


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
    mistakes: list[str] = field(default_factory=list)
    """What is wrong with the given answers; the default stands in for each."""
    refused: list[str] = field(default_factory=list)
    """Which of the given answers a preset has locked to another, and why."""
    unused: dict[str, str] = field(default_factory=dict)
    """The given answers to questions that do not apply, and where they would."""

    @property
    def chosen(self) -> dict[str, Any]:
        """The answers that differ from what nobody's answering would have given."""
        return {key: value for key, value in self.values.items() if value != self.defaults[key]}

    @property
    def needs(self) -> dict[str, Any]:
        """What the decision is made from."""
        return dict(self.computed["needs"])

    def complain(self, also: Iterable[str] = ()) -> None:
        """Raise WrongInput with all that is wrong, if anything is."""
        if wrong := [*self.mistakes, *self.refused, *also]:
            raise WrongInput("\n".join(wrong), code="locked" if wrong == self.refused else "wrong-answer")


Choose = Callable[[Offer], object]


def take_default(offer: Offer) -> object:
    """Choose what the template proposes."""
    return offer.default


def resolve(
    questionnaire: Questionnaire, given: Mapping[str, object], choose: Choose = take_default, preset: Preset = NO_PRESET
) -> Answers:
    """Go through all questions in order, as Copier does; raise WrongInput with all that is wrong in what is given."""
    answers = consider(questionnaire, given, choose, preset)
    answers.complain(answers.unused.values())
    return answers


def consider(
    questionnaire: Questionnaire, given: Mapping[str, object], choose: Choose = take_default, preset: Preset = NO_PRESET
) -> Answers:
    """Do as `resolve`, but write what is wrong into the answers."""
    from new_project.evaluate import Evaluator

    evaluate = Evaluator(questionnaire)
    known: dict[str, Any] = {}
    answers = Answers(mistakes=[unknown(questionnaire, key) for key in given if key not in questionnaire])
    for question in questionnaire.questions:
        default = evaluate.default(question, known)
        if not evaluate.applies(question, known):
            if question.key in given:
                answers.unused[question.key] = inapplicable(question)
            known[question.key] = answers.computed[question.key] = default
            continue

        def check(answer: object, question: Question = question, known: Mapping[str, Any] = dict(known)) -> str:
            return evaluate.check(question, {**known, question.key: answer})

        offer = Offer(question, preset.defaults.get(question.key, default), check, dict(known))
        known[question.key] = answers.values[question.key] = take(offer, given, preset, choose, answers)
        answers.defaults[question.key] = default
    return answers


def take(offer: Offer, given: Mapping[str, object], preset: Preset, choose: Choose, answers: Answers) -> object:
    """Return the answer to one question, and write down what is wrong with the one that was given."""
    question = offer.question
    if lock := preset.locks.get(question.key):
        if question.key in given and read_value(question, given[question.key])[0] != lock.answer:
            answers.refused.append(locked_message(preset, question, given[question.key]))
        return lock.answer
    if question.key not in given:
        value = choose(offer)
        mistake = offer.check(value)
    else:
        value, mistake = read_value(question, given[question.key])
        mistake = mistake or offer.check(value)
    if mistake:
        answers.mistakes.append(f"{question.flag} {shown(question, value)}: {mistake}")
        return offer.default
    return value


def unknown(questionnaire: Questionnaire, key: str) -> str:
    """Say that there is no such question, and which is nearest."""
    nearest = get_close_matches(key, [question.key for question in questionnaire.answerable], n=1)
    return f"{key}: there is no such question." + (f" Did you mean {nearest[0]}?" if nearest else "")


def inapplicable(question: Question) -> str:
    """Say where a question is asked that is not asked here; the condition is the one in copier.yml."""
    if question.computed:
        return f"{question.key}: it follows from the answers and cannot be given."
    return f"{question.flag}: not a question here; it is asked where {str(question.when).strip('{} ')}."
