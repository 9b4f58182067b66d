"""Bars: where each part of one begins and ends, in percent, so that a page of any width can draw it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from new_project.weights import Architecture

LEGIBLE = 4
"""The width of a bar's part, in percent, that a letter fits into on a phone."""


@dataclass(frozen=True)
class Part:
    """A part of a bar: where it begins and how wide it is, in percent of the chart."""

    key: str
    value: int
    start: float
    width: float

    @property
    def middle(self) -> float:
        """Where its letter goes."""
        return round(self.start + self.width / 2, 2)

    @property
    def legible(self) -> bool:
        """Whether a letter has room in it."""
        return self.width >= LEGIBLE


@dataclass(frozen=True)
class Chart:
    """A bar for each architecture, on one scale."""

    bars: Mapping[Architecture, tuple[Part, ...]]
    zero: float


def chart(values: Mapping[Architecture, Mapping[str, int]]) -> Chart:
    """Lay the bars out: what counts for an architecture goes right from zero, what counts against it left."""
    low = min(sum(min(0, value) for value in row.values()) for row in values.values())
    high = max(sum(max(0, value) for value in row.values()) for row in values.values())
    scale = 100 / max(1, high - low)
    return Chart({name: tuple(parts(row, -low, scale)) for name, row in values.items()}, round(-low * scale, 2))


def parts(row: Mapping[str, int], zero: int, scale: float) -> Iterator[Part]:
    """Put the parts of one bar next to each other, in both directions from zero."""
    left = right = zero
    for key, value in row.items():
        start = right
        if value < 0:
            left += value
            start = left
        else:
            right += value
        if value:
            yield Part(key, value, round(start * scale, 2), round(abs(value) * scale, 2))
