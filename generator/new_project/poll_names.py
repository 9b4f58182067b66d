"""The names of a poll's members: which texts can be one, and which are the same."""

import unicodedata
from collections.abc import Iterable

LONGEST = 60


def fold(name: str) -> str:
    """What all spellings of a name have in common."""
    return unicodedata.normalize("NFC", name.strip()).casefold()


def order(name: str) -> str:
    """What names are sorted by: É stands with E."""
    letters = unicodedata.normalize("NFKD", name.strip())
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()


def name_mistake(name: str, others: Iterable[str] = ()) -> str:
    """Say why a text cannot be a member's name beside the others; empty when it can."""
    if not name.strip():
        return "A member needs a name."
    if not name.isprintable():
        return "A name is one line of what can be shown."
    if len(name) > LONGEST:
        return f"A name has at most {LONGEST} characters."
    return "This member is there twice." if fold(name) in map(fold, others) else ""
