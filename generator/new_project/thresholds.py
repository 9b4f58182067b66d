"""The numbers that the doctor judges by: doctor.yml as a typed record."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True)
class Level:
    """An answer to a need, and the numbers in code that show it."""

    answer: str
    why: str
    at_least: Mapping[str, int] = field(default_factory=dict)
    at_most: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Scale:
    """What code can say of a need: the strongest answer first, and how much code there must be for a weaker one."""

    levels: tuple[Level, ...]
    grown: Mapping[str, int]

    def order(self, answer: object) -> int:
        """How far from the strongest an answer is."""
        answers = [level.answer for level in self.levels]
        return answers.index(str(answer)) if answer in answers else len(answers)


@dataclass(frozen=True)
class Thresholds:
    """All of them."""

    python: tuple[int, ...]
    disk: Mapping[str, int]
    slow: Mapping[str, int]
    idle_sidecar_days: int
    asking: frozenset[str]
    measures: Mapping[str, tuple[str, str]]
    needs: Mapping[str, Scale]


@cache
def load_thresholds() -> Thresholds:
    """Read doctor.yml once."""
    raw: dict[str, Any] = yaml.safe_load((files("new_project") / "doctor.yml").read_text(encoding="utf-8"))
    return Thresholds(
        python=numbers(raw["python"]["least"]),
        disk=raw["disk"],
        slow=raw["slow"],
        idle_sidecar_days=raw["idle_sidecar_days"]["least"],
        asking=frozenset(raw["asking"]),
        measures={name: (one, many) for name, (one, many) in raw["measures"].items()},
        needs={
            need: Scale(tuple(Level(**level) for level in scale["levels"]), scale["grown"])
            for need, scale in raw["needs"].items()
        },
    )


def numbers(version: str) -> tuple[int, ...]:
    """A version's numbers."""
    return tuple(map(int, version.split(".")))
