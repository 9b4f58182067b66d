"""What is found of what Django does in Python."""

import json
from typing import Any

import pytest

from parity.environments import run_in

SAVE = ["insert", "update"]
FOUND = {
    "Plain": [[["delete"], "on_delete=CASCADE of a reference", "shop.models:Plain_tags.plain"]],
    "Plain_tags": [[["insert", "delete"], "receiver of m2m_changed", "__main__:anything"]],
    "Saves": [[SAVE, "save() override", "shop.models:Base.save"]],
    "Deletes": [[["delete"], "delete() override", "shop.models:Deletes.delete"]],
    "Signals": [
        [["delete"], "receiver of pre_delete", "__main__:Notifier.notify"],
        [SAVE, "receiver of post_save", "__main__:anything"],
    ],
    "Proxied": [],
    "Proxy": [[SAVE, "receiver of post_save", "__main__:anything"]],
    "Managed": [
        [SAVE, "get_prep_value() of the field `code`", "shop.fields:Upper.get_prep_value"],
        [["update"], "update() of `objects`", "shop.models:Items.update"],
    ],
    "Default": [[[], "default of `token`", "__main__:token"]],
    "Target": [
        [["delete"], "on_delete=CASCADE of a reference", "shop.models:Refers.here"],
        [["delete"], "on_delete=SET of a reference", "shop.models:Refers.other"],
    ],
    "Refers": [],
}


@pytest.fixture(scope="module")
def found() -> list[Any]:
    """Everything that is found of the models in bridge/tests/shop.py."""
    behaviours: list[Any] = json.loads(run_in("web", "-m", "bridge.tests.shop"))
    return behaviours


@pytest.mark.parametrize("name", FOUND)
def test_a_model(name: str, found: list[Any]) -> None:
    assert [rest for model, _, *rest in found if model == f"shop.{name}"] == FOUND[name]


def test_what_a_proxy_does_is_done_to_the_table_of_its_model(found: list[Any]) -> None:
    assert [table for model, table, *_ in found if model == "shop.Proxy"] == ["shop_proxied"]
