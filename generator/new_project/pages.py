"""What each page of the interview asks, and which choices it offers."""

import re
from collections.abc import Mapping
from typing import Any

from new_project.answers import Answers, Offer
from new_project.decision import Verdict, recommend, why
from new_project.presets import Preset
from new_project.prompts import Item
from new_project.questions import Choice, Question, Questionnaire
from new_project.values import NONE, plain
from new_project.verdict import SPOKEN, in_points, strongest
from new_project.weights import Answer, Architecture

FEW, KNOWN, DEFAULTS = "few", "known", "defaults"
"""The ways through the interview: answer needs, pick the architecture, take what is recommended."""

MAKE, CANCEL = "make", "cancel"

WHY = "why"
"""To see the verdict in full."""

REST = "rest"
"""To answer the needs, too, that cannot change the verdict any more."""

UNSPECIFIC = "speaks for none of them"


def ways(questionnaire: Questionnaire, answers: Answers | None = None, left: int | None = None) -> list[Item]:
    """The first page: how to get to a project. `answers` and `left` matter where something is given already.

    `answers` are what the defaults come to, `left` is how many needs are open.
    """
    values = answers.values if answers else {question.key: question.default for question in questionnaire.answerable}
    needs: Any = {question.key: values[question.key] for question in questionnaire.needs}
    architecture = values["architecture"] if answers else recommend(needs).architecture
    taken = [questionnaire["architecture"].title(architecture)]
    taken += [
        question.title(values[question.key])
        for question in options(questionnaire)
        if question.key in values and (answers or question.constant) and plain(values[question.key]) != NONE
    ]
    assumed = ", ".join(f"{name(question).lower()} {plain(needs[question.key])}" for question in questionnaire.needs)
    number = len(needs) if left is None else left
    return [
        Item("Answer a few questions", FEW, f"at most {number}, and fewer as soon as the verdict stands"),
        Item("I know what I want", KNOWN, "pick the architecture, then its options"),
        Item("Recommended defaults", DEFAULTS, f"{', '.join(taken)}. With: {assumed}."),
    ]


def options(questionnaire: Questionnaire) -> list[Question]:
    """The questions with choices that come after the decision."""
    keys = [question.key for question in questionnaire.answerable]
    return [
        question
        for question in questionnaire.answerable
        if question.answers and keys.index(question.key) > keys.index("architecture")
    ]


def choices_of(offer: Offer, preset: Preset) -> list[Item]:
    """The answers to a question, each with a line of why it might be the one."""
    question = offer.question
    if "architecture" not in offer.known:
        return answers_to(question)
    proposed = "the default, as your answers are" if "{" in str(question.default) else "the default"
    if question.key in preset.defaults:
        proposed = f"proposed by the preset '{preset.name}'"
    values = [as_answer(question, choice.value) for choice in choices(question)]
    defaults = offer.default if isinstance(offer.default, list) else [offer.default]
    return [
        Item(
            choice.title,
            value,
            sentences(choice.note, proposed if value in defaults else ""),
            refused=offer.check([value] if question.multiple else value),
        )
        for choice, value in zip(choices(question), values, strict=True)
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
    """The architectures, the best first, each with its score and the answer that speaks for it most."""
    tied = verdict.strength == "tie"
    items = [
        Item(
            choice.label + (" (recommended)" if choice.value == verdict.architecture and not tied else ""),
            choice.value,
            reason(verdict, needs, choice.value),  # type: ignore[arg-type]  # they are the architectures
        )
        for choice in questionnaire["architecture"].choices
    ]
    items.sort(key=lambda item: (-verdict.scores[item.value], item.value != verdict.architecture))
    return [*items, Item("Why, and what would change it", WHY, "shows what each answer gives, and each flip")]


def natures(questionnaire: Questionnaire) -> list[Item]:
    """The architectures for someone who was asked nothing: what each is, in the words of the record."""
    texts: Any = questionnaire["record_texts"].default
    nature = {name: option["nature"] for name, option in texts[0]["options"].items()}
    return [
        Item(choice.label, choice.value, " ".join(nature[choice.value].split()))
        for choice in questionnaire["architecture"].choices
    ]


def reason(verdict: Verdict, needs: Mapping[str, Answer], architecture: Architecture) -> str:
    """An architecture's score, and what it has most of it from."""
    best = strongest(verdict, architecture)
    because = f": {why(best[0][0], needs[best[0][0]])}" if best else ""
    return f"{in_points(verdict.scores[architecture])}{because}"


def decide(verdict: Verdict) -> str:
    """What the page with the architectures asks; where the scores decide nothing, this does."""
    if verdict.strength != "tie":
        return "Which is it to be?"
    return f"{tied(verdict)} fit equally well. Which of their reasons weighs more?"


def tied(verdict: Verdict) -> str:
    """Those who have the highest score, in words."""
    return " and ".join(
        SPOKEN[name] for name, score in verdict.scores.items() if score == verdict.scores[verdict.architecture]
    )


def settled(verdict: Verdict, asked: int, left: int) -> str:
    """What is said when nothing that could be asked can change the verdict."""
    who = f"It is a tie of {tied(verdict)}" if verdict.strength == "tie" else f"It is {SPOKEN[verdict.architecture]}"
    others = f"the other {left}" if left > 1 else "the last one"
    return f"{who}, after {asked} needs: no answer to {others} can change that."


def lines(
    questionnaire: Questionnaire,
    answers: Answers,
    offers: Mapping[str, Offer],
    preset: Preset,
    origins: Mapping[str, str],
) -> list[Item]:
    """The last page: to make it, to change any answer, or to cancel."""
    changeable = [
        Item(answered(offer.question, answers.values[key]), key, f"change: {offer.question.help}")
        for key, offer in offers.items()
        if offer.question.type != "yaml"
    ]
    fixed = [
        Item(f"{name_of(key)}: {plain(lock.answer)} (locked)", key, f"locked by {preset.name}: {lock.because}")
        for key, lock in preset.locks.items()
        if key in answers.values
    ]
    given = [
        Item(f"{answered(questionnaire[key], value)} (given)", key, f"given {origins.get(key, '')}")
        for key, value in answers.values.items()
        if key not in offers and key not in preset.locks and questionnaire[key].type != "yaml"
    ]
    return [Item("Make it", MAKE), Item("Cancel", CANCEL), *changeable, *fixed, *given]


def answered(question: Question, value: Any) -> str:
    """A question and its answer, on the last page."""
    return f"{name(question)}: {question.title(value) or '(none)'}"


def name(question: Question) -> str:
    """A question in a word or two."""
    return name_of(question.key)


def name_of(key: str) -> str:
    """A question's key as words."""
    words = key.replace("_", " ").capitalize()
    return re.sub(r"\b(ci|api)\b", lambda found: found[0].upper(), words, flags=re.IGNORECASE)
