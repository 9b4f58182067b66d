"""What can go wrong in a way that its reader can mend: a sentence for people, a code and an exit code for programs."""

from dataclasses import dataclass
from typing import Any

INTERRUPTED = 130


class Problem(Exception):
    """Something that new-project cannot do; the message says what and how to mend it.

    `code` is one of errors.yml, where `new-project explain CODE` reads what is behind it.
    """

    exit_code = 1

    def __init__(self, message: str, *, code: str) -> None:
        super().__init__(message)
        self.code = code


class WrongInput(Problem):
    """What was typed is not what can be answered; nothing was started."""

    exit_code = 2

    def __init__(self, message: str, *, code: str = "wrong-answer") -> None:
        super().__init__(message, code=code)


@dataclass(frozen=True)
class Explanation:
    """What is behind an error's code: what it means, what causes it, what to do."""

    code: str
    exit_code: int
    means: str
    mend: str


def load_explanations() -> dict[str, Explanation]:
    """Read errors.yml, which holds all codes."""
    from importlib.resources import files

    import yaml

    raw: dict[str, dict[str, Any]] = yaml.safe_load((files("new_project") / "errors.yml").read_text(encoding="utf-8"))
    return {
        code: Explanation(code, entry["exit"], " ".join(entry["means"].split()), " ".join(entry["mend"].split()))
        for code, entry in raw.items()
    }
