"""What is written down of a behaviour, where Django is and where it is not."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Behaviour:
    """Something that Django does in Python when rows of a table are saved or deleted."""

    model: str
    table: str
    when: tuple[str, ...]
    """Those of insert, update and delete; none for a default, which only has to be given"""
    what: str
    where: str
    """Its module and its name there"""
