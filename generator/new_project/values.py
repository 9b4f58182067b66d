"""One answer, as it was typed or as a file holds it: read into the type that its question has."""

from difflib import get_close_matches
from unicodedata import category

from new_project.questions import BOOLEANS, Question


def read_value(question: Question, raw: object) -> tuple[object, str]:
    """Return the answer that this is, and what is wrong with it; the latter is empty when nothing is."""
    if question.type == "yaml":
        fits = type(raw) is type(question.default)
        return raw, "" if fits else f"It must be a {'mapping' if isinstance(question.default, dict) else 'list'}."
    if question.answers:
        return read_choice(question, raw)
    if not isinstance(raw, str):
        return raw, "It must be text; put it in quotes."
    if any(category(character) in {"Cc", "Cs"} for character in raw):
        return raw, "It holds a line break, or something else that cannot be shown."
    return raw, ""


def shown(raw: object) -> str:
    """An answer as a message repeats it: as it was written, unless that is no single value."""
    return repr(raw) if isinstance(raw, str | bool | int | float | None) else f"(a {type(raw).__name__})"


def read_choice(question: Question, raw: object) -> tuple[object, str]:
    """Read one of the listed answers, in any case; a wrong one is told the nearest that is right."""
    text = str(raw).lower() if isinstance(raw, str | bool | int) else ""
    if text in question.answers:
        return BOOLEANS[text] if question.type == "bool" else text, ""
    nearest = get_close_matches(text, question.answers, n=1, cutoff=0.5)
    hint = f" Did you mean '{nearest[0]}'?" if nearest else ""
    return raw, f"It is none of its answers: {', '.join(question.answers)}.{hint}"


def plain(value: object) -> str:
    """An answer as a command line takes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)
