"""What became of each project in a fleet's update."""

from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal, TypeAlias

Result: TypeAlias = Literal["updated", "current", "waiting", "conflicts", "gates", "failed"]

SETTLED = {"updated", "current", "waiting"}
"""Nobody has to do anything but read and merge."""


@dataclass(frozen=True)
class Wish:
    """What a fleet's update is to do in each project."""

    to: str
    gates: bool = False
    push: bool = False

    @property
    def branch(self) -> str:
        """What the branch is called in each repository."""
        return f"new-project/update-{self.to}"


@dataclass(frozen=True)
class Outcome:
    """What became of one project."""

    name: str
    path: str
    result: Result
    inside: str = "."
    """Where in its repository it is."""
    was: str = ""
    to: str = ""
    branch: str = ""
    base: str = ""
    """What the branch begins at."""
    files: int = 0
    pushed: bool = False
    conflicts: list[dict[str, str]] = field(default_factory=list)
    """The files that both sides changed, with what each wanted."""
    questions: dict[str, Any] = field(default_factory=dict)
    """The answers to questions that are new, as they were taken."""
    message: str = ""
    """Why it failed, or what else there is to know."""
    code: str = ""
    """The code of its error."""
    seconds: float = 0.0

    def but(self, **changes: Any) -> "Outcome":
        """The same, with something else."""
        return replace(self, **changes)

    def as_json_dict(self) -> dict[str, Any]:
        """Return it as programs read it."""
        found = asdict(self)
        return {"project": found.pop("name"), **found}

    @property
    def is_settled(self) -> bool:
        """Whether no hand is needed."""
        return self.result in SETTLED
