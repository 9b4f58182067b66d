"""Every type that Django has everywhere, and everything else that can be special about a model."""

import uuid
from datetime import timedelta
from decimal import Decimal

from django.db import models
from django.db.models.functions import Now, Upper
from django.utils import timezone

from bridge.tests.shapes.fields import MacField, ShortField, WordsField
from bridge.tests.shapes.native import Native, Report

__all__ = ["Native", "Report"]


def token() -> str:
    """A default that only Django can make."""
    return "made by Django"


class Plain(models.Model):
    """A column of every type."""

    char = models.CharField(max_length=40, unique=True)
    slug = models.SlugField()
    email = models.EmailField()
    url = models.URLField()
    text = models.TextField(null=True)
    file = models.FileField(upload_to="files")
    path = models.FilePathField(path="/")
    binary = models.BinaryField()
    boolean = models.BooleanField(null=True)
    decimal = models.DecimalField(max_digits=9, decimal_places=2)
    float = models.FloatField()
    integer = models.IntegerField()
    big_integer = models.BigIntegerField(db_index=True)
    small_integer = models.SmallIntegerField()
    positive = models.PositiveIntegerField()
    positive_big = models.PositiveBigIntegerField()
    positive_small = models.PositiveSmallIntegerField()
    date = models.DateField()
    date_time = models.DateTimeField()
    time = models.TimeField()
    duration = models.DurationField()
    uuid = models.UUIDField(unique=True)
    json = models.JSONField()
    ip = models.GenericIPAddressField()
    short = ShortField()
    words = WordsField()
    mac = MacField()


class Filled(models.Model):
    """Columns that someone fills in: Django, the database, or both."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    status = models.CharField(max_length=8, choices=[("new", "New"), ("old", "Old")], default="new")
    price = models.DecimalField(max_digits=6, decimal_places=2, default=Decimal("1.50"))
    length = models.DurationField(default=timedelta(minutes=1))
    extra = models.JSONField(default=dict)
    empty = models.CharField(max_length=9, blank=True)
    counter = models.IntegerField(db_default=7)
    born = models.DateTimeField(db_default=Now())
    asked = models.DateTimeField(default=timezone.now)
    made = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)
    token = models.CharField(max_length=40, default=token)
    double = models.GeneratedField(
        expression=models.F("counter") * 2, output_field=models.IntegerField(), db_persist=True
    )
    shout = models.GeneratedField(
        expression=models.Case(models.When(status="a:b", then=models.Value("50 % 'off'")), default=Upper("status")),
        output_field=models.CharField(max_length=40),
        db_persist=True,
    )


class Order(models.Model):
    """Names that SQL, Python or SQLAlchemy wants for itself."""

    select = models.IntegerField()
    metadata = models.IntegerField()
    registry = models.IntegerField()
    list = models.IntegerField()
    odd = models.IntegerField(db_column="Odd Name")
    dotted = models.IntegerField(db_column="a.b", unique=True)

    class Meta:
        """As hard as it gets."""

        db_table = "order"
        indexes = (models.Index(fields=["select", "-metadata"], name="order_by_group"),)
        constraints = (models.UniqueConstraint(fields=["select", "odd"], name="order_once"),)


class Base(models.Model):
    """A table that others build on, with the name of SQLAlchemy's own base class."""

    code = models.CharField(max_length=9, unique=True)
    friends = models.ManyToManyField("self")


class Special(Base):
    """Multi-table inheritance: a table of its own that shares the key."""

    extra = models.IntegerField()


class SpecialProxy(Special):
    """No table."""

    class Meta:
        """Only Python."""

        proxy = True


class Links(models.Model):
    """Foreign keys of every kind."""

    by_code = models.ForeignKey(Base, models.CASCADE, to_field="code", db_column="base_code", related_name="+")
    loose = models.ForeignKey(Order, models.DO_NOTHING, db_constraint=False, null=True, related_name="+")
    dotted = models.ForeignKey(Order, models.CASCADE, to_field="dotted", related_name="+")
    only = models.OneToOneField(SpecialProxy, models.CASCADE, related_name="+")
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="+")
    report = models.ForeignKey("Report", models.DO_NOTHING, db_constraint=False, related_name="+")
    orders = models.ManyToManyField(Order, through="Between", related_name="+")


class Between(models.Model):
    """Many to many through a model, whose key is two columns."""

    pk = models.CompositePrimaryKey("link_id", "order_id")
    link = models.ForeignKey(Links, models.CASCADE)
    order = models.ForeignKey(Order, models.CASCADE, db_constraint=False)
    rank = models.IntegerField()
