"""What a Python module speaks of: the modules that it imports, and what its strings begin with."""

import ast
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 200
"""In characters; a longer string is no module's name and no file's."""


@dataclass(frozen=True)
class Mentions:
    """The first words of what a module imports, and of the dotted names (`billing.apps`) and paths in its strings."""

    imports: frozenset[str] = frozenset()
    strings: frozenset[str] = frozenset()

    def besides(self, other: "Mentions") -> "Mentions":
        """What another does not speak of."""
        return Mentions(self.imports - other.imports, self.strings - other.strings)


def mentions(source: str) -> Mentions:
    """Read a module; nothing where it is no Python."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an odd escape in somebody's string is not ours to report
            nodes = list(ast.walk(ast.parse(source)))
    except (SyntaxError, ValueError, RecursionError):
        return Mentions()
    return Mentions(
        frozenset(name for node in nodes for name in imported(node)),
        frozenset(word for node in nodes for word in first_words(node)),
    )


def imported(node: ast.AST) -> Iterator[str]:
    """The packages that one statement imports."""
    if isinstance(node, ast.Import):
        yield from (alias.name.split(".")[0] for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
        yield node.module.split(".")[0]


def first_words(node: ast.AST) -> Iterator[str]:
    """What a string begins with, read as a path and as a dotted name."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) <= LONGEST:
        text = node.value.strip("/")
        if text and not any(character.isspace() for character in text):
            yield text.split("/")[0]
            yield text.split(".")[0]
