"""What the parts of a route are called in FastAPI's code."""

import re
from dataclasses import dataclass
from pathlib import Path

from moving.facts import Description


@dataclass(frozen=True)
class Names:
    """For /api/callers of the model Caller: callers, caller, Caller."""

    package: str
    route: str
    many: str
    one: str
    cls: str

    @property
    def words(self) -> str:
        """As people say it."""
        return self.many.replace("_", " ")

    @property
    def word(self) -> str:
        """One of them, as people say it."""
        return self.one.replace("_", " ")

    @property
    def constant(self) -> str:
        """Its statements are called after it."""
        return self.many.upper()

    @property
    def key(self) -> str:
        """The parameter in the path."""
        return f"{self.one}_id"


def names_of(description: Description, package: Path) -> Names:
    """Names from the end of the path and from the model; longer ones where another package has that name."""
    parts = [re.sub(r"\W", "_", part) for part in description.route.split("/") if part]
    last = parts[-1]
    taken = (package / last).exists() and not is_of(package / last, description.route)
    many = "_".join(part for part in parts if part != "api") if taken else last
    cls = description.table.label.partition(".")[2]
    one = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", cls).lower()
    return Names(package.name, description.route, many, one, cls)


def is_of(folder: Path, route: str) -> bool:
    """Whether a package has the routes of this one."""
    router = folder / "router.py"
    return router.exists() and f'prefix="{route}"' in router.read_text(encoding="utf-8")
