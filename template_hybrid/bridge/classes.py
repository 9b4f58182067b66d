"""The classes of a module: which model is which, and what their attributes are called."""

import keyword
from dataclasses import dataclass
from typing import Self

from bridge.facts import Column, Model, Reference
from bridge.names import attribute, class_names


@dataclass(frozen=True)
class Classes:
    """The models of a dump, and the names of their classes, by label."""

    models: dict[str, Model]
    names: dict[str, str]

    @classmethod
    def of(cls, models: list[Model]) -> Self:
        """Name the classes of a dump."""
        return cls({model["label"]: model for model in models}, class_names(models))

    def knows(self, label: str) -> bool:
        """Whether the model has a class: one that Django does not manage may have none."""
        return label in self.names

    def column(self, label: str, **facts: str) -> Column:
        """The column of a model that is `name=` in Python, or `column=` in the table."""
        return next(column for column in self.models[label]["columns"] if facts.items() <= column.items())

    def path(self, label: str, column: Column) -> str:
        """An attribute of a class, as in `Call.caller_id`."""
        return f"{self.names[label]}.{attribute(column['name'])}"


def foreign_key(reference: Reference) -> str | None:
    """A reference as SQLAlchemy writes it; none where the database has none, or where dots in names leave it open."""
    parts = [reference.get("schema", ""), reference["table"], reference["column"]]
    if reference.get("unconstrained") or any("." in part for part in parts):
        return None
    return ".".join(part for part in parts if part)


def is_plain(path: str) -> bool:
    """Whether SQLAlchemy finds a table by this text, which it reads as Python."""
    return all(part.isidentifier() and not keyword.iskeyword(part) for part in path.split("."))
