"""Pages of long lists: counting all rows of a large table takes longer than everything else on a page."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

MOST = 10_000
"""So many rows can be paged through. Who looks for more searches, or filters."""


class AtLeast(int):
    """A number that says that there are more."""

    def __str__(self) -> str:
        """Return `10000+`."""
        return f"{int(self)}+"


class CappedPaginator(Paginator):
    """Count up to a limit only."""

    @cached_property
    def count(self) -> int:
        """Return how many rows there are, or that there are more."""
        return count_up_to(MOST, self.object_list)  # type: ignore[arg-type]


def count_up_to(most: int, rows: "QuerySet[Any, Any]") -> int:
    """Count rows; the database stops when it knows that there are more."""
    number = rows.order_by().values("pk")[: most + 1].count()
    return AtLeast(most) if number > most else number
