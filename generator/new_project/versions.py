"""Versions as PEP 440 orders them."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from packaging.version import Version


def parse(text: str) -> "Version | None":
    """Read a version; None where it is none, or not written as PEP 440 writes it: a tag is looked up by its name."""
    from packaging.version import InvalidVersion, Version

    try:
        version = Version(text)
    except InvalidVersion:
        return None
    return version if str(version) == text else None


def version_key(text: str) -> "Version":
    """What versions are sorted by; what is none comes before all others."""
    from packaging.version import Version

    return parse(text) or Version("0.dev0")
