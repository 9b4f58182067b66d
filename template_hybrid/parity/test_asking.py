"""How both sides are asked."""

import httpx
import pytest

from parity.asking import fields, same


def client(body: object, status: int = 200) -> httpx.Client:
    """A client of a service that always answers this."""
    transport = httpx.MockTransport(lambda _: httpx.Response(status, json=body))
    return httpx.Client(base_url="http://test", transport=transport)


def test_the_same_is_returned() -> None:
    assert same(client({"id": 1}), client({"id": 1}), "/api/calls/1")["body"] == {"id": 1}


@pytest.mark.parametrize("other", [client({"id": 2}), client({"id": 1}, 500)])
def test_a_difference_is_shown_with_the_path(other: httpx.Client) -> None:
    with pytest.raises(AssertionError, match=r"GET /api/calls/1\n--- Django\n\+\+\+ FastAPI"):
        same(client({"id": 1}), other, "/api/calls/1")


def test_fields_of_objects_have_dots() -> None:
    assert fields({"id": 1, "caller": {"name": "Ada"}, "tags": []}) == {"id", "caller", "caller.name", "tags"}
