"""Code as the formatter writes it."""

import textwrap
from collections.abc import Iterator, Sequence

WIDTH = 120
Argument = str | tuple[str, list[str]]
"""An argument, or the function and the arguments of one that is a call."""


def call(start: str, arguments: Sequence[Argument], indent: int = 4, end: str = "") -> Iterator[str]:
    """A call: on one line, else its arguments on the next, else one a line."""
    pad, inner = " " * indent, ", ".join(map(flat, arguments))
    if len(line := f"{pad}{start}({inner}){end}") <= WIDTH:
        yield line
        return
    yield f"{pad}{start}("
    if len(line := f"{pad}    {inner}") <= WIDTH:
        yield line
    else:
        for argument in arguments:
            yield from argument_lines(argument, indent + 4)
    yield f"{pad}){end}"


def items(start: str, arguments: Sequence[Argument], indent: int = 4) -> Iterator[str]:
    """A tuple: on one line, else one item a line."""
    pad, comma = " " * indent, "," if len(arguments) == 1 else ""
    if len(line := f"{pad}{start}({', '.join(map(flat, arguments))}{comma})") <= WIDTH:
        yield line
        return
    yield f"{pad}{start}("
    for argument in arguments:
        yield from argument_lines(argument, indent + 4)
    yield f"{pad})"


def argument_lines(argument: Argument, indent: int) -> Iterator[str]:
    """An argument on lines of its own; one that cannot be broken may be too long."""
    if isinstance(argument, tuple):
        yield from call(*argument, indent=indent, end=",")
        return
    line = f"{' ' * indent}{argument},"
    yield line if len(line) <= WIDTH else f"{line}  # noqa: E501"


def flat(argument: Argument) -> str:
    """An argument on one line."""
    return argument if isinstance(argument, str) else f"{argument[0]}({', '.join(argument[1])})"


def comment(text: str, indent: int = 4) -> Iterator[str]:
    """A comment, broken between words."""
    start = f"{' ' * indent}# "
    yield from textwrap.wrap(text, WIDTH, initial_indent=start, subsequent_indent=start, break_long_words=False)
