"""The years, months and days above a list. Django reads every row to find those that have any."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from django.db import models
from django.utils import timezone


class PeriodsQuerySet(models.QuerySet[Any]):
    """Find periods by the ends of an index."""

    def datetimes(  # type: ignore[override]
        self, field_name: str, kind: str, order: str = "ASC", tzinfo: tzinfo | None = None
    ) -> list[datetime]:
        """Return the years in which there are rows; or the months or days from the first row to the last."""
        rows = self.order_by(field_name).values_list(field_name, flat=True)
        first = rows.first()
        if first is None:
            return []
        if kind == "year":
            return [midnight(year) for year in years(rows, field_name, first)]
        return [midnight(day) for day in between(kind, local_date(first), local_date(rows.reverse()[0]))]


def years(rows: "models.QuerySet[Any, Any]", field_name: str, moment: datetime | None) -> Iterator[date]:
    """Leap from each year to the next that has rows: a few looks into the index."""
    while moment is not None:
        year = local_date(moment).replace(month=1, day=1)
        yield year
        moment = rows.filter(**{f"{field_name}__gte": midnight(following("year", year))}).first()


def between(kind: str, first: date, last: date) -> Iterator[date]:
    """List the days, or the first days of months, from one to the other."""
    day = first.replace(day=1) if kind == "month" else first
    while day <= last:
        yield day
        day = following(kind, day)


def following(kind: str, day: date) -> date:
    """Return the day on which the next period begins."""
    if kind == "day":
        return day + timedelta(days=1)
    return date(day.year + 1, 1, 1) if kind == "year" or day.month == 12 else day.replace(month=day.month + 1)


def local_date(moment: datetime) -> date:
    """Return the date in the project's time zone."""
    return timezone.localtime(moment).date()


def midnight(day: date) -> datetime:
    """Return when a day begins."""
    return timezone.make_aware(datetime.combine(day, time.min))
