"""What copier.yml says about rendering, and the refusal of what only Copier can do."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import translate
from pathlib import Path
from typing import Any

from new_project.errors import Problem
from new_project.questions import load_config
from new_project.template import JUNK_NAMES

SETTINGS = {"_answers_file", "_envops", "_exclude", "_min_copier_version", "_subdirectory", "_templates_suffix"}
ENVOPS = {"keep_trailing_newline", "lstrip_blocks", "trim_blocks", "undefined"}
QUESTION = {"ask", "choices", "default", "help", "multiselect", "type", "validator", "when"}
TYPES = {"bool", "str", "yaml"}

STRICT = "jinja2.StrictUndefined"
"""Makes an error of all that only Copier puts into a template's context."""

NAME_PATTERN = re.compile(r"[^\s{}/!#\\]+")
"""A pattern that Copier, too, compares with one name at a time."""


@dataclass(frozen=True)
class Settings:
    """How the template is laid out. `subdirectory` and `answers_file` may be Jinja."""

    subdirectory: str
    suffix: str
    answers_file: str
    left_out: re.Pattern[str]
    """Matches the names of files and folders that are in no project."""


def load_settings(root: Path) -> Settings:
    """Read copier.yml in a template's root folder; raise Problem when it needs more than is here."""
    config = load_config(root)
    if missing := sorted(unsupported(config)):
        raise Problem(
            f"copier.yml uses what new-project's own renderer does not have: {', '.join(missing)}.\n"
            "docs/decisions/0002-rendering.md says what to do about it.",
            code="template-broken",
        )
    patterns = (*JUNK_NAMES, *config.get("_exclude", ()))
    return Settings(
        subdirectory=config["_subdirectory"],
        suffix=config["_templates_suffix"],
        answers_file=config["_answers_file"],
        left_out=re.compile("|".join(translate(pattern) for pattern in patterns)),
    )


def unsupported(config: Mapping[str, Any]) -> Iterator[str]:
    """Name all that Copier would heed and this renderer would not."""
    questions = {key: details for key, details in config.items() if not key.startswith("_")}
    envops = config.get("_envops", {})
    yield from config.keys() - questions.keys() - SETTINGS
    yield from (f"no {key}" for key in ("_answers_file", "_subdirectory", "_templates_suffix") if not config.get(key))
    yield from (f"_envops.{key}" for key in envops.keys() - ENVOPS)
    yield from (f"_exclude: {pattern}" for pattern in config.get("_exclude", ()) if not NAME_PATTERN.fullmatch(pattern))
    if envops.get("undefined") != STRICT:
        yield f"_envops.undefined: not {STRICT}"
    for key, details in questions.items():
        yield from (f"{key}.{detail}" for detail in details.keys() - QUESTION)
        if details.get("multiselect") and not (details["type"] == "str" and details.get("choices")):
            yield f"{key}.multiselect"
        if details["type"] not in TYPES:
            yield f"{key}.type: {details['type']}"
