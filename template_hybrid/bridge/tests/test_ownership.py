"""What follows from routes.toml, owners.toml and Django's behaviour: who may write which table."""

from typing import Any

import pytest

from bridge.owners import lines, refusals
from bridge.ownership import Ownership, ownership, read_ownership
from bridge.record import Behaviour
from bridge.wishes import OwnershipError
from gateway.routes import Route

SAVES = Behaviour("shop.Item", "shop_item", ("insert", "update"), "receiver of post_save", "shop.signals:notify")
DELETES = Behaviour("shop.Item", "shop_item", ("delete",), "on_delete=CASCADE of a reference", "shop.models:Part.item")
DEFAULT = Behaviour("shop.Item", "shop_item", (), "default of `token`", "shop.models:token")


def item(*behaviours: Behaviour, owners: dict[str, Any] | None = None, **route: Any) -> Ownership:
    """Who may write the items, which one route writes."""
    routes = {"/api/items": Route(0, tables=("shop_item",), **route)}
    [owned] = ownership(["shop_item"], behaviours, routes, owners or {})
    return owned


@pytest.mark.parametrize(
    ("route", "allowed"),
    [
        ({}, {"insert", "update", "delete"}),
        ({"writer": "api"}, {"insert", "update", "delete"}),
        ({"writer": "web"}, set()),
        ({"methods": ("GET",)}, set()),
        ({"methods": ("GET", "POST")}, {"insert", "update"}),
        ({"methods": ("PATCH",)}, {"update"}),
        ({"methods": ("DELETE",)}, {"update", "delete"}),
    ],
)
def test_the_api_may_what_a_route_may_move_whatever_its_share_is_now(route: dict[str, Any], allowed: set[str]) -> None:
    assert item(**route).allowed == allowed


def test_what_is_said_besides_the_routes() -> None:
    assert item(methods=("GET",), owners={"writes": {"shop_item": ["lock"]}}).allowed == {"lock"}


def test_a_table_whose_model_does_something_when_saved_is_only_read() -> None:
    owned = item(SAVES)
    assert owned.allowed == set()
    assert list(lines(owned)) == [
        "shop_item: FastAPI may read",
        "    at insert and update: receiver of post_save, shop.signals:notify",
    ]
    assert list(refusals([owned])) == [
        "FastAPI may not insert or update or delete rows of shop_item, as /api/items wants it to: Django does "
        "something in Python then, which would not happen: receiver of post_save (shop.signals:notify) of shop.Item. "
        'Either leave these writes to Django (writer = "web"), or say under [without_django] in bridge/owners.toml why '
        "it is not needed: shop_item = '...'"
    ]


def test_what_happens_at_a_delete_only_prevents_deletes() -> None:
    assert item(DELETES).allowed == {"insert", "update"}
    assert not list(refusals([item(DELETES, methods=("POST",))]))


def test_what_is_said_in_owners_toml_is_refused_too() -> None:
    [sentence] = refusals([item(SAVES, methods=(), owners={"writes": {"shop_item": ["update"]}})])
    assert "Either take it out of [writes] there, or " in sentence


def test_a_default_prevents_nothing() -> None:
    owned = item(DEFAULT)
    assert not owned.refused
    assert list(lines(owned))[1] == "    to be given at insert: default of `token`, shop.models:token"


def test_its_owner_may_let_the_api_write_it() -> None:
    owned = item(SAVES, DELETES, owners={"without_django": {"shop_item": "clears a cache"}})
    assert owned.allowed == {"insert", "update", "delete"}
    assert not list(refusals([owned]))
    assert list(lines(owned))[-1] == "    not needed by FastAPI, says bridge/owners.toml: clears a cache"


@pytest.mark.parametrize(
    ("owners", "message"),
    [
        ({"writes": {"shop_item": ["drop"]}}, "shop_item is ['drop'], but it must be a list of"),
        ({"writes": {"shop_item": "update"}}, "shop_item is 'update', but"),
        ({"writes": ["shop_item"]}, "writes is ['shop_item'], but it must be a section"),
        ({"without_django": {"shop_item": " "}}, "shop_item is ' ', but it must be a reason"),
        ({"without_django": {"shop_item": True}}, "shop_item is True, but"),
        ({"writes": {}, "reads": {}}, "'reads' is not known, only [writes] and [without_django] are."),
    ],
)
def test_what_makes_no_sense(owners: dict[str, Any], message: str) -> None:
    with pytest.raises(OwnershipError) as raised:
        item(owners=owners)
    assert message in str(raised.value)


def test_a_route_that_writes_a_table_that_nobody_knows() -> None:
    with pytest.raises(OwnershipError, match="/api/items writes 'shop_item', but no model"):
        ownership([], [], {"/api/items": Route(0, tables=("shop_item",))}, {})


def test_no_route_of_this_project_moves_writes_that_need_django() -> None:
    assert list(refusals(read_ownership())) == []
