"""Text that a spreadsheet would run: whoever leaves `=HYPERLINK(…)` in a note runs it where the export is opened."""

import re

_RUNS = re.compile(r"[\s\x00]*[=+\-@|%\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
_HARMLESS = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
"""Numbers, those of telephones among them"""


def disarm(text: str) -> str:
    """Put an apostrophe before what is, or might be, a formula; and before one that somebody wrote."""
    if text.startswith("'") or (_RUNS.match(text) and not _HARMLESS.fullmatch(text)):
        return f"'{text}"
    return text


def rearm(text: str) -> str:
    """Take the apostrophe away again."""
    return text[1:] if text.startswith("'") and disarm(text[1:]) == text else text
