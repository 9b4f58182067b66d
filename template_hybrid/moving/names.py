"""What the parts of a route are called in FastAPI's code."""

import keyword
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
    """Names from the end of the path and from the model; longer ones where that is none, or another's already."""
    parts = [re.sub(r"\W", "_", part, flags=re.ASCII) for part in description.route.split("/") if part]
    longer = "_".join(part for part in parts if part != "api")
    possible = (parts[-1], longer, f"api_{longer}")
    many = next((each for each in possible if is_free(package, each, description.route)), possible[-1])
    cls = description.table.label.partition(".")[2]
    one = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", cls).lower()
    return Names(package.name, description.route, many, one, cls)


def is_free(package: Path, name: str, route: str) -> bool:
    """Whether a package can be called so: Python can import it, and it is none yet, or that of the route."""
    if not name.isidentifier() or keyword.iskeyword(name) or (package / f"{name}.py").exists():
        return False
    return not (package / name).exists() or is_of(package / name, route)


def is_of(folder: Path, route: str) -> bool:
    """Whether a package has the routes of this one."""
    router = folder / "router.py"
    return router.exists() and f'prefix="{route}"' in router.read_text(encoding="utf-8")
