"""What becomes of the things that a Django model can have."""

from typing import Any

import pytest

from bridge.columns import literal
from bridge.facts import Column, Model
from bridge.generate import generate


def model(label: str = "shop.Item", **parts: Any) -> Model:
    """A model as the dump describes it."""
    table = label.lower().replace(".", "_")
    facts: Any = {"label": label, "table": table, "columns": [], "many_to_many": [], "unique": [], "indexes": []}
    return {**facts, **parts}  # type: ignore[typeddict-item]  # whatever a test is about


def column(**facts: Any) -> Column:
    """A column as the dump describes it."""
    return {"name": "it", "column": facts.get("name", "it"), "source": "the map", **facts}  # type: ignore[typeddict-item]


def lines(*columns: Column, **parts: Any) -> list[str]:
    """The lines of the module that a model with these columns becomes."""
    return generate([model(columns=list(columns), **parts)], "shop").splitlines()


@pytest.mark.parametrize(
    ("facts", "written"),
    [
        (
            {"type": "BigAutoField", "primary_key": True, "unique": True},
            "int] = mapped_column(_sa.BigInteger, primary_key=True)",
        ),
        ({"type": "SmallIntegerField"}, "int] = mapped_column(_sa.SmallInteger)"),
        (
            {"type": "CharField", "max_length": 9, "default": {"value": ""}},
            'str] = mapped_column(_sa.String(9), default="")',
        ),
        ({"type": "CharField"}, "str] = mapped_column(_sa.String)"),
        ({"type": "TextField", "null": True}, "str | None] = mapped_column(_sa.Text)"),
        ({"type": "TextField", "default": {"value": 'a "b"'}}, "str] = mapped_column(_sa.Text, default='a \"b\"')"),
        ({"type": "BooleanField", "default": {"value": False}}, "bool] = mapped_column(_sa.Boolean, default=False)"),
        ({"type": "FloatField", "default": {"value": 1.5}}, "float] = mapped_column(_sa.Double, default=1.5)"),
        ({"type": "DateField", "auto_now_add": True}, "_dt.date] = mapped_column(_sa.Date, default=_dt.date.today)"),
        (
            {"type": "DateTimeField", "auto_now": True},
            "_dt.datetime] = mapped_column(UtcDateTime, default=_now, onupdate=_now)",
        ),
        (
            {"type": "DateTimeField", "default": {"call": "django.utils.timezone.now"}},
            "_dt.datetime] = mapped_column(UtcDateTime, default=_now)",
        ),
        (
            {"type": "UUIDField", "unique": True, "default": {"call": "uuid.uuid4"}},
            "_uuid.UUID] = mapped_column(_sa.Uuid, unique=True, default=_uuid.uuid4)",
        ),
        ({"type": "BinaryField"}, "bytes] = mapped_column(_sa.LargeBinary)"),
        (
            {"type": "IntegerField", "database_default": True},
            "int] = mapped_column(_sa.Integer, server_default=_sa.FetchedValue())",
        ),
        (
            {"type": "IntegerField", "default": {"value": 1}, "database_default": True},
            "int] = mapped_column(_sa.Integer, default=1)",
        ),
        (
            {"type": "IntegerField", "generated": {"sql": "a::int + ':b'", "stored": True}},
            "int] = mapped_column(_sa.Integer, _sa.Computed(\"a::int + '\\\\:b'\", persisted=True))",
        ),
        (
            {"type": "shop.Range", "database_type": "int4range"},
            '_typing.Any] = mapped_column(_DatabaseType("int4range"), nullable=False)',
        ),
    ],
)
def test_a_column(facts: dict[str, Any], written: str) -> None:
    assert f"    it: Mapped[{written}" in lines(column(**facts))


def test_a_call_is_wrapped_as_the_formatter_does() -> None:
    fits = column(name="it" * 15, type="UUIDField", unique=True, index=True, default={"call": "uuid.uuid4"})
    assert "        _sa.Uuid, unique=True, index=True, default=_uuid.uuid4" in lines(fits)
    too_long = column(name="it" * 15, type="TextField", default={"value": "x" * 110})
    assert [*lines(too_long)[-4:-2], lines(too_long)[-1]] == [
        f"    {'it' * 15}: Mapped[str] = mapped_column(",
        "        _sa.Text,",
        "    )",
    ]


def test_a_decimal() -> None:
    price = column(type="DecimalField", max_digits=8, decimal_places=0, default={"text": "1.00"})
    assert lines(price)[-1].startswith("    it: Mapped[_decimal.Decimal] = mapped_column(")
    assert lines(price)[-1].endswith('(8, 0), default=_decimal.Decimal("1.00"))')


def test_a_length_of_time() -> None:
    written = "\n".join(lines(column(type="DurationField", default={"microseconds": 5})))
    assert "    it: Mapped[_dt.timedelta] = mapped_column(" in written
    assert "default=_dt.timedelta(microseconds=5))" in written


def test_what_only_django_can_fill_in_or_knows_is_said() -> None:
    made_by_django = lines(column(type="CharField", default={"call": "shop.models.token"}))
    assert (
        "    # Django's default is shop.models.token(), which SQLAlchemy cannot fill in: always give a value."
        in made_by_django
    )
    a_date = lines(column(type="DateField", default={"text": "2026-01-31"}))
    assert "    # Django's default is 2026-01-31, which SQLAlchemy cannot fill in: always give a value." in a_date
    unknown = lines(column(type="shop.Range", database_type="int4range"))
    assert "    # shop.Range: unknown to the bridge, so read and written as the driver gives it." in unknown


def test_names_that_are_taken_or_differ_from_the_column() -> None:
    written = lines(
        column(name="metadata", type="IntegerField"), column(name="owner", column="OWNER", type="IntegerField")
    )
    assert '    metadata_: Mapped[int] = mapped_column("metadata", _sa.Integer)' in written
    assert '    owner: Mapped[int] = mapped_column("OWNER", _sa.Integer)' in written


def test_what_holds_for_several_columns() -> None:
    written = lines(unique=[["a", "b"]], indexes=[{"name": "newest", "columns": ["-a", "b"]}])
    assert '    __table_args__ = (_sa.UniqueConstraint("a", "b"), _sa.Index("newest", _sa.desc("a"), "b"))' in written

    name = "x" * 60
    wide = lines(indexes=[{"name": name, "columns": ["a"]}, {"name": "b", "columns": ["b"]}])
    start = wide.index("    __table_args__ = (") + 1
    assert wide[start : start + 3] == [f'        _sa.Index("{name}", "a"),', '        _sa.Index("b", "b"),', "    )"]


def test_relations() -> None:
    reference = {"relation": "parent", "model": "shop.Item", "table": "shop_item", "column": "id"}
    link = {"model": "shop.Item", "through": "shop.Similar", "origin": "from_id", "target": "to_id", "ambiguous": True}
    key = column(name="id", type="BigAutoField", primary_key=True)
    parent = column(name="parent_id", type="BigAutoField", null=True, index=True, references=reference)
    item = model(columns=[key, parent], many_to_many=[{"relation": "similar", **link}])
    ends = [column(name=name, type="BigAutoField", references=reference) for name in ("from_id", "to_id")]
    written = generate([item, model("shop.Similar", columns=ends)], "shop")
    assert 'mapped_column(_sa.BigInteger, _sa.ForeignKey("shop_item.id"), index=True)\n\n' in written
    assert (
        '    parent: Mapped["Item | None"] = relationship(foreign_keys=[parent_id], viewonly=True, lazy="raise")\n'
        '    similar: Mapped[list["Item"]] = relationship(\n        secondary="shop_similar",\n'
        '        primaryjoin="Item.id == Similar.from_id",\n        secondaryjoin="Item.id == Similar.to_id",\n'
    ) in written


def test_what_refers_to_a_table_that_django_does_not_manage_is_a_plain_column() -> None:
    reference = {"relation": "legacy", "model": "shop.Legacy", "table": "legacy", "column": "id"}
    written = lines(column(name="legacy_id", type="IntegerField", references=reference))
    assert written[-1] == "    legacy_id: Mapped[int] = mapped_column(_sa.Integer)"


@pytest.mark.parametrize(
    ("text", "written"),
    [("it's", '"it\'s"'), ('a "b"', "'a \"b\"'"), ("'a' \"b\"", '"\'a\' \\"b\\""'), ("é\n\\", '"é\\n\\\\"')],
)
def test_a_text_has_the_quotes_that_need_fewer_backslashes(text: str, written: str) -> None:
    assert literal(text) == written


def test_a_table_may_be_elsewhere() -> None:
    written = lines(column(type="IntegerField"), schema="legacy", unmanaged=True)
    assert '    """Django\'s `shop.Item`, a table or view that it does not manage."""' in written
    assert '    __table_args__ = ({"schema": "legacy", "info": {"unmanaged": True}},)' in written


def test_what_the_database_does_not_tie_is_joined_by_what_django_means() -> None:
    reference = {"relation": "it", "model": "shop.Item", "table": "a.b", "column": "id"}
    loose = {**reference, "table": "item", "unconstrained": True}
    key = column(name="id", type="IntegerField", primary_key=True)
    for given in (reference, loose):  # a dot is ambiguous where SQLAlchemy looks for a table
        written = lines(key, column(name="it_id", type="IntegerField", references=given))
        assert "    it_id: Mapped[int] = mapped_column(_sa.Integer)" in written
        assert 'relationship(primaryjoin="foreign(Item.it_id) == remote(Item.id)", ' in written[-1]


def test_column_types_come_along_where_nobody_has_them() -> None:
    models = [model(columns=[column(type="DateTimeField")])]
    assert "class UtcDateTime(" in generate(models)
    assert "from shop.column_types import UtcDateTime" in generate(models, "shop")
    assert "class UtcDateTime(" not in generate(models, "shop")


def test_two_apps_may_use_the_same_name() -> None:
    written = generate([model("shop.Item"), model("stock.Item"), model("stock.Base")], "shop")
    assert "class ShopItem(Base):" in written
    assert "class StockItem(Base):" in written
    assert "class StockBase(Base):" in written
