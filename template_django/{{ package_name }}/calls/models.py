"""Phone calls and their callers."""

from typing import Any, Self

from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.db.models.functions import Now, TruncDate
from django.utils import timezone

MAX_DURATION = 86_400
MAX_NOTES = 2_000


class CallerQuerySet(models.QuerySet["Caller"]):
    """Questions about callers."""

    def with_last_call(self) -> Self:
        """Say of each when they called last, as `last_call`: a look into an index for each row that is fetched."""
        newest = Call.objects.filter(caller=models.OuterRef("pk")).values("started_at")[:1]
        return self.annotate(last_call=models.Subquery(newest))


class Caller(models.Model):
    """Someone who calls."""

    name = models.CharField(max_length=100)
    phone = models.CharField(
        max_length=20,
        unique=True,
        validators=[RegexValidator(r"^\+[1-9][0-9]{1,14}\Z", "Write it like +14155550123.")],
        help_text="In E.164, like +14155550123.",
    )

    objects = CallerQuerySet.as_manager()

    class Meta:
        ordering = ("name", "id")
        indexes = (models.Index(name="calls_caller_by_name", fields=("name", "id")),)

    def __str__(self) -> str:
        """Return the name with the number."""
        return f"{self.name} ({self.phone})"


class CallStatus(models.TextChoices):
    """How far a call has come."""

    RINGING = "ringing", "Ringing"
    IN_PROGRESS = "in_progress", "In progress"
    COMPLETED = "completed", "Completed"
    MISSED = "missed", "Missed"


class CallQuerySet(models.QuerySet["Call"]):
    """Questions about calls."""

    def with_caller(self) -> Self:
        """Fetch each caller with the call, in one query."""
        return self.select_related("caller")

    def rows(self) -> "models.QuerySet[Call, Any]":
        """Fetch each call as a dictionary, with its caller's columns: what an answer needs, without making models."""
        return self.values(
            "id",
            "status",
            "started_at",
            "duration_seconds",
            "notes",
            "caller_id",
            "caller__name",
            "caller__phone",
        )

    def per_day(self) -> "models.QuerySet[Call, Any]":
        """Count the calls of each day, all and by how they ended."""
        completed = models.Count("pk", filter=models.Q(status=CallStatus.COMPLETED))
        return self._per(date=TruncDate("started_at")).annotate(completed=completed)

    def per_caller(self) -> "models.QuerySet[Call, Any]":
        """Count the calls of each caller, and say how long they took together and when the last one was."""
        figures = {"duration_seconds": models.Sum("duration_seconds"), "last_call_at": models.Max("started_at")}
        return self._per("caller_id").annotate(**figures)

    def _per(self, *columns: str, **expressions: Any) -> "models.QuerySet[Call, Any]":
        """Group calls. They have an order of their own, which would make a group of each."""
        missed = models.Count("pk", filter=models.Q(status=CallStatus.MISSED))
        groups: models.QuerySet[Call, Any] = self.order_by().values(*columns, **expressions)
        return groups.annotate(calls=models.Count("pk"), missed=missed)

    def matching(self, *, status: object = None, caller: object = None) -> Self:
        """Keep the calls of a status and of a caller, where these are given."""
        wanted = {"status": status, "caller_id": caller}
        return self.filter(**{field: value for field, value in wanted.items() if value is not None})


class Call(models.Model):
    """A phone call."""

    # The index on caller and time below serves the key too.
    caller = models.ForeignKey(Caller, on_delete=models.CASCADE, related_name="calls", db_index=False)
    # The defaults are the database's, too: not everyone who writes calls does it by this model.
    status = models.CharField(
        max_length=16, choices=CallStatus, default=CallStatus.RINGING, db_default=CallStatus.RINGING
    )
    started_at = models.DateTimeField(default=timezone.now, db_default=Now())
    duration_seconds = models.PositiveIntegerField(
        default=0, db_default=0, validators=[MaxValueValidator(MAX_DURATION)]
    )
    notes = models.TextField(blank=True, default="", db_default="", max_length=MAX_NOTES)

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ("-started_at", "-id")
        # One for the whole list and one for each filter: each ends with the order, so that a page needs no sorting.
        indexes = (
            models.Index(name="calls_call_newest", fields=("-started_at", "-id")),
            models.Index(name="calls_call_by_status", fields=("status", "-started_at", "-id")),
            models.Index(name="calls_call_by_caller", fields=("caller", "-started_at", "-id")),
        )
        constraints = (
            models.CheckConstraint(name="calls_call_status_known", condition=models.Q(status__in=CallStatus.values)),
            models.CheckConstraint(
                name="calls_call_duration_within_a_day",
                condition=models.Q(duration_seconds__range=(0, MAX_DURATION)),
            ),
        )

    def __str__(self) -> str:
        """Return the number of the call."""
        return f"Call {self.pk}"
