"""What a flag is."""

from dataclasses import dataclass
from typing import Generic, TypeVar

Value = TypeVar("Value", bool, int, str)


@dataclass(frozen=True)
class Flag(Generic[Value]):
    """A name, and the value while nobody decides otherwise. Who decides gives values of the same type."""

    name: str
    default: Value
    description: str
