"""What the file of flags may say: `name = value`, or `name = { value = ..., percent = 10, users = [1, 7] }`."""

import logging
import tomllib
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any

from openfeature.flag_evaluation import Reason
from pydantic import BaseModel, ConfigDict, Field, ValidationError

logger = logging.getLogger(__name__)


class Rule(BaseModel):
    """A value, and who gets it."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    value: bool | int | str
    percent: Annotated[float, Field(ge=0, le=100)] | None = None
    users: frozenset[int] = Field(default=frozenset(), strict=False)

    def applies_to(self, name: str, user: str | None) -> Reason | None:
        """Why this user gets the value, or None."""
        if self.percent is None and not self.users:
            return Reason.STATIC
        if user is None:
            return None
        if user in self.named:
            return Reason.TARGETING_MATCH
        return Reason.SPLIT if place(name, user) < (self.percent or 0) else None

    @property
    def named(self) -> frozenset[str]:
        """The users as OpenFeature names them."""
        return frozenset(map(str, self.users))


def place(name: str, user: str) -> float:
    """Where a user stands from 0 to 100, always the same for a flag: who is in at 10 percent stays in at 50."""
    return int.from_bytes(sha256(f"{name}:{user}".encode()).digest()[:4]) / 2**32 * 100


def read_rules(path: Path, types: Mapping[str, type]) -> dict[str, Rule]:
    """Read the file; a ValueError says what is wrong with it."""
    content: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    if unknown := sorted(content.keys() - types.keys()):
        logger.warning("%s has flags that nobody declares: %s", path, ", ".join(unknown))
    return {name: read_rule(name, content[name], types[name]) for name in types if name in content}


def read_rule(name: str, given: object, kind: type) -> Rule:
    """Read what is said about one flag."""
    try:
        rule = Rule.model_validate(given if isinstance(given, dict) else {"value": given})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join([name, *map(str, first["loc"])])
        raise ValueError(f"{where}: {first['msg']}") from None
    if type(rule.value) is not kind:
        raise ValueError(f"{name} is {rule.value!r}, which is no {kind.__name__}")
    return rule
