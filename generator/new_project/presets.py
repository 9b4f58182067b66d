"""A team's defaults, and its locks: answers that nobody is asked for, each with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Lock:
    """An answer that is given for everyone, and why."""

    answer: object
    because: str


@dataclass(frozen=True)
class Preset:
    """What a team has settled before anyone is asked."""

    name: str = ""
    description: str = ""
    defaults: Mapping[str, object] = field(default_factory=dict)
    locks: Mapping[str, Lock] = field(default_factory=dict)


NO_PRESET = Preset()
