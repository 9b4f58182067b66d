"""What each page of the interview asks, and which choices it offers."""

import re
from collections.abc import Mapping
from typing import Any

from new_project.answers import Answers, Offer
from new_project.decision import Verdict, recommend, why
from new_project.presets import Preset
from new_project.prompts import Item
from new_project.questions import Choice, Question, Questionnaire
from new_project.verdict import NAMES, in_points, strongest
from new_project.weights import Answer

FEW, KNOWN, DEFAULTS = "few", "known", "defaults"
"""The ways through the interview: answer needs, pick the architecture, take what is recommended."""

MAKE, CANCEL = "make", "cancel"

REST = "rest"
"""To answer the needs, too, that cannot change the verdict any more."""

UNSPECIFIC = "speaks for none of them"


def ways(questionnaire: Questionnaire) -> list[Item]:
    """The first page: how to get to a project."""
    needs = {question.key: question.default for question in questionnaire.needs}
    verdict = recommend(needs)  # type: ignore[arg-type]  # needs have plain defaults
    taken = [questionnaire["architecture"].title(verdict.architecture)]
    taken += [question.title(question.default) for question in options(questionnaire) if question.when is True]
    assumed = ", ".join(question.title(needs[question.key]).lower() for question in questionnaire.needs)
    return [
        Item("Answer a few questions", FEW, f"at most {len(needs)}, and fewer as soon as the verdict stands"),
        Item("I know what I want", KNOWN, "pick the architecture, then its options"),
        Item("Recommended defaults", DEFAULTS, f"{', '.join(taken)}. Assumed of your needs: {assumed}."),
    ]


def options(questionnaire: Questionnaire) -> list[Question]:
    """The questions with choices that come after the decision."""
    keys = [question.key for question in questionnaire.answerable]
    return [
        question
        for question in questionnaire.answerable
        if question.answers and keys.index(question.key) > keys.index("architecture")
    ]


def choices_of(offer: Offer) -> list[Item]:
    """The answers to a question, each with a line of why it might be the one."""
    if "architecture" not in offer.known:
        return answers_to(offer.question)
    proposed = "the default, as your answers are" if "{" in str(offer.question.default) else "the default"
    return [
        Item(
            choice.title,
            as_answer(offer.question, choice.value),
            sentences(choice.note, proposed if choice.value == offer.default else ""),
        )
        for choice in choices(offer.question)
    ]


def answers_to(need: Question) -> list[Item]:
    """The answers to a need, each with what it means and what it speaks for."""
    values = [as_answer(need, choice.value) for choice in choices(need)]
    return [
        Item(choice.title, value, sentences(choice.note, why(need.key, value) or UNSPECIFIC))
        for choice, value in zip(choices(need), values, strict=True)
    ]


def choices(question: Question) -> tuple[Choice, ...]:
    """The choices that a question has, or those of yes and no."""
    return question.choices or (Choice("No", "false"), Choice("Yes", "true"))


def as_answer(question: Question, value: str) -> Answer:
    """The answer that a choice stands for."""
    return value == "true" if question.type == "bool" else value


def sentences(*parts: str) -> str:
    """Join what is said of a choice."""
    return ". ".join(part[:1].upper() + part[1:] for part in parts if part)


def architectures(questionnaire: Questionnaire, verdict: Verdict, needs: Mapping[str, Answer]) -> list[Item]:
    """The architectures, the best first, each with the answer that speaks for it most."""
    question = questionnaire["architecture"]
    ranked = sorted(question.choices, key=lambda choice: -verdict.scores[choice.value])  # type: ignore[index]
    ranked.sort(key=lambda choice: choice.value != verdict.architecture)
    return [
        Item(
            choice.label + (" (recommended)" if choice.value == verdict.architecture else ""),
            choice.value,
            reason(verdict, needs, choice.value),
        )
        for choice in ranked
    ]


def reason(verdict: Verdict, needs: Mapping[str, Answer], architecture: str) -> str:
    """An architecture's score, and what it has most of it from."""
    best = strongest(verdict, architecture)  # type: ignore[arg-type]  # a choice of the question
    because = f": {why(best[0][0], needs[best[0][0]])}" if best else ""
    return f"{in_points(verdict.scores[architecture])}{because}"  # type: ignore[index]


def decide(verdict: Verdict) -> str:
    """What the page with the architectures asks; where the scores decide nothing, this does."""
    if verdict.strength != "tie":
        return "Which is it to be?"
    tied = [NAMES[name] for name, score in verdict.scores.items() if score == verdict.scores[verdict.architecture]]
    return f"{' and '.join(tied)} fit equally well. Which of their reasons weighs more?"


def settled(verdict: Verdict, asked: int, left: int) -> str:
    """What is said when nothing that could be asked can change the verdict."""
    return f"It is {NAMES[verdict.architecture]}, after {asked} needs: no answer to the other {left} can change that."


def lines(questionnaire: Questionnaire, answers: Answers, offers: Mapping[str, Offer], preset: Preset) -> list[Item]:
    """The last page: to make it, to change any answer, or to cancel."""
    changeable = [
        Item(
            f"{name(offer.question)}: {shown(offer.question, answers.values[key])}",
            key,
            f"change: {offer.question.help}",
        )
        for key, offer in offers.items()
        if offer.question.type != "yaml"
    ]
    fixed = [
        Item(f"{name_of(key)}: {lock.answer} (locked)", key, f"locked by {preset.name}: {lock.because}")
        for key, lock in preset.locks.items()
        if key in answers.values
    ]
    given = [
        Item(
            f"{name(questionnaire[key])}: {shown(questionnaire[key], value)} (given)", key, "given on the command line"
        )
        for key, value in answers.values.items()
        if key not in offers and key not in preset.locks and questionnaire[key].type != "yaml"
    ]
    return [Item("Make it", MAKE), Item("Cancel", CANCEL), *changeable, *fixed, *given]


def shown(question: Question, value: Any) -> str:
    """An answer on the last page."""
    return question.title(value) if value != "" else "(none)"


def name(question: Question) -> str:
    """A question in a word or two."""
    return name_of(question.key)


def name_of(key: str) -> str:
    """A question's key as words."""
    words = key.replace("_", " ").capitalize()
    return re.sub(r"\b(ci|api)\b", lambda found: found[0].upper(), words, flags=re.IGNORECASE)
