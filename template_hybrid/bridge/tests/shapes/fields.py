"""Fields that are not Django's own."""

from typing import Any

from django.db import models


class ShortField(models.CharField):
    """Text by another name: the map knows its base class."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Always as short."""
        super().__init__(*args, **{**kwargs, "max_length": 12})


class WordsField(models.TextField):
    """A list of words, kept as one text."""

    def from_db_value(self, value: str | None, *_: Any) -> list[str] | None:
        """What the text says."""
        return None if value is None else value.split()

    def get_prep_value(self, value: Any) -> str | None:
        """As it is stored."""
        return " ".join(value) if isinstance(value, list) else value


class MacField(models.Field):
    """A type that only the database knows."""

    def db_type(self, connection: Any) -> str:  # noqa: ARG002
        """What the database calls it."""
        return "macaddr"
