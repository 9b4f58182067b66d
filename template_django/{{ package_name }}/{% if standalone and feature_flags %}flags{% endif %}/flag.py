"""What a flag is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DeclaredFlag:
    """A flag that the code knows: off while nobody decides otherwise."""

    name: str
    description: str
    routes: tuple[str, ...] = ()
    """Those that are there only while it is on."""
