"""What is behind each error's code: errors.yml as typed records."""

from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True)
class Explanation:
    """What is behind an error's code: what it means, what causes it, what to do."""

    code: str
    exit_code: int
    means: str
    mend: str


def load_explanations() -> dict[str, Explanation]:
    """Read errors.yml, which holds all codes."""
    raw: dict[str, dict[str, Any]] = yaml.safe_load((files("new_project") / "errors.yml").read_text(encoding="utf-8"))
    return {
        code: Explanation(code, entry["exit"], " ".join(entry["means"].split()), " ".join(entry["mend"].split()))
        for code, entry in raw.items()
    }
