"""One answer, as it was typed or as a file holds it: read into the type that its question has."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any
from unicodedata import category

from new_project.questions import BOOLEANS, Question

NONE = "none"
"""What is typed for none of the answers to a question that takes several."""

KINDS = {dict: "mapping", list: "list", int: "whole number"}
"""What an answer is called that no word on a command line can give, by its type."""


def read_value(question: Question, raw: object) -> tuple[object, str]:
    """Return the answer that this is, and what is wrong with it; the latter is empty when nothing is."""
    if question.type == "yaml":
        fits = type(raw) is type(question.default)
        return raw, "" if fits else f"It must be a {KINDS[type(question.default)]}."
    if question.multiple:
        return read_choices(question, raw)
    if question.answers:
        return read_choice(question, raw)
    if not isinstance(raw, str):
        return raw, "It must be text; put it in quotes."
    if any(category(character) in {"Cc", "Cs"} for character in raw):
        return raw, "It holds a line break, or something else that cannot be shown."
    return raw, ""


def shown(question: Question, raw: object) -> str:
    """An answer as a message repeats it: as it was written, unless it is neither a single value nor a list of words."""
    if question.multiple and isinstance(raw, list) and all(isinstance(each, str) for each in raw):
        return repr(",".join(raw))
    return repr(raw) if isinstance(raw, str | bool | int | float | None) else f"(a {type(raw).__name__})"


def read_choice(question: Question, raw: object) -> tuple[object, str]:
    """Read one of the listed answers, in any case; a wrong one is told the nearest that is right."""
    text = str(raw).lower() if isinstance(raw, str | bool | int) else ""
    if text in question.answers:
        return BOOLEANS[text] if question.type == "bool" else text, ""
    return raw, f"It is {none_of(question, text)}"


def read_choices(question: Question, raw: object) -> tuple[object, str]:
    """Read any number of the listed answers: a list, or words joined by commas. Each counts once, in any order."""
    texts: list[Any] = raw if isinstance(raw, list) else [raw]
    if not all(isinstance(text, str) for text in texts):
        return raw, f"It must be a list, with any of its answers in it: {', '.join(question.answers)}."
    words = [word.strip().lower() for text in texts for word in text.split(",") if word.strip()]
    if words == [NONE]:
        return [], ""
    if NONE in words:
        return raw, f"'{NONE}' leaves out all others, so it must be alone."
    wrong = next((word for word in words if word not in question.answers), None)
    if wrong is None:
        return question.ordered(words), ""
    who = f"'{wrong}'" if len(words) > 1 else "It"
    return raw, f"{who} is {none_of(question, wrong)}"


def none_of(question: Question, text: str) -> str:
    """Say of a word that it is none of the answers, and which of them is nearest."""
    return f"none of its answers: {', '.join(question.answers)}.{closest(text, question.answers)}"


def closest(word: str, names: Iterable[str]) -> str:
    """Ask whether the nearest of some names is meant, where one is near."""
    nearest = get_close_matches(word, list(names), n=1, cutoff=0.5)
    return f" Did you mean '{nearest[0]}'?" if nearest else ""


def plain(value: object) -> str:
    """An answer as a command line takes it."""
    if isinstance(value, list):
        return ",".join(map(str, value)) or NONE
    return str(value).lower() if isinstance(value, bool) else str(value)
