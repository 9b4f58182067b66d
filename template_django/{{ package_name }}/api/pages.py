"""Pages of a list, with relative links to the next and the previous one: right behind any proxy."""

from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlencode

from django.db.models import Model, QuerySet

DEFAULT_LIMIT = 20
MAX_LIMIT = 100
MAX_OFFSET = 2**31 - 1

ModelT = TypeVar("ModelT", bound=Model)


@dataclass(frozen=True)
class Page(Generic[ModelT]):
    """A part of a list."""

    count: int
    next: str | None
    previous: str | None
    results: list[ModelT]


def paginate(
    queryset: QuerySet[ModelT], path: str, *, limit: int, offset: int, filters: dict[str, object]
) -> Page[ModelT]:
    """Cut a page out of a list, with two queries however long it is."""

    def link(start: int) -> str:
        given = {name: value for name, value in filters.items() if value is not None}
        return f"{path}?{urlencode({'limit': limit, 'offset': start, **given})}"

    count = queryset.count()
    return Page(
        count=count,
        next=link(offset + limit) if offset + limit < count else None,
        previous=link(max(offset - limit, 0)) if offset else None,
        results=list(queryset[offset : offset + limit]),
    )
