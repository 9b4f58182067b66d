"""The groups that the migrations make, and what each may do."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from tests.conftest import MakeUser

VIEWER = {"calls.view_call", "calls.view_caller"}
AGENT = VIEWER | {
    "calls.add_call",
    "calls.change_call",
    "calls.delete_call",
    "calls.add_caller",
    "calls.change_caller",
}
MANAGER = AGENT | {"calls.delete_caller", "users.view_user", "users.add_user", "users.change_user"}


@pytest.mark.parametrize(("name", "permissions"), [("viewer", VIEWER), ("agent", AGENT), ("manager", MANAGER)])
@pytest.mark.django_db
def test_what_each_group_may(make_user: MakeUser, name: str, permissions: set[str]) -> None:
    assert make_user(name).get_all_permissions() == permissions


@pytest.fixture
def migrated_again(transactional_db: None) -> Iterator[None]:
    """Bring the database up to date again, whatever a test made of it."""
    yield
    call_command("migrate", verbosity=0)


@pytest.mark.usefixtures("migrated_again")
def test_the_groups_are_taken_back_and_made_again() -> None:
    call_command("migrate", "users", "0001", verbosity=0)
    assert not Group.objects.exists()
    Group.objects.create(name="viewer")
    call_command("migrate", "users", verbosity=0)
    call_command("migrate", "users", verbosity=0)
    assert set(Group.objects.values_list("name", flat=True)) == {"viewer", "agent", "manager"}
    assert Group.objects.get(name="viewer").permissions.count() == len(VIEWER)
    call_command("migrate", verbosity=0)
    codes = list(Permission.objects.values_list("content_type__app_label", "content_type__model", "codename"))
    assert len(codes) == len(set(codes))
