"""A task that nobody tries any more."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class DeadTask:
    """A task that failed as often as it may."""

    id: int
    name: str
    arguments: dict[str, Any]
    tries: int
    error: str
    died_at: datetime
