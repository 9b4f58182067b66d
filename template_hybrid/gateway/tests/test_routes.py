"""What the keys of a route do at the gateway; behind it two servers say who they are and what they were sent."""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest

from gateway.tests.conftest import Gateway, a_gateway, cookie
from gateway.tests.echo import METHODS, echoing

ROUTES = """[routes]
"/api/calls" = { share = 0 }
"/reads" = { share = 50, methods = ["GET"] }
"/reads/all" = { share = 50 }
"/of-web" = { share = 100, writer = "web" }
"/of-api" = { share = 0, writer = "api" }
"/users" = { share = 50, sticky = "user" }
"/mirrored" = { share = 50, mirror = 50 }
"/copied" = { share = 0, mirror = 100 }
"""


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """Clients of a gateway with all kinds of routes."""
    with ExitStack() as stack:
        web, api = (stack.enter_context(echoing()) for _ in range(2))
        folder = tmp_path_factory.mktemp("routes")
        gateway: Gateway = stack.enter_context(a_gateway(folder, ROUTES, web.address, api.address))
        yield gateway.client


def side(people: httpx.Client, method: str, path: str, headers: dict[str, str]) -> str:
    """Who answered."""
    return str(people.request(method, path, headers=headers).headers["X-Served-By"])


@pytest.mark.parametrize(
    ("path", "of_api"),
    [
        ("/reads", "GET HEAD"),
        ("/reads/all/1", "GET HEAD OPTIONS POST PUT PATCH DELETE"),
        ("/of-web", "GET HEAD OPTIONS"),
        ("/of-api", "POST PUT PATCH DELETE"),
        ("/api/calls", ""),
        ("/elsewhere", ""),
    ],
)
def test_which_methods_are_whose(path: str, of_api: str, people: httpx.Client) -> None:
    found = [method for method in METHODS if side(people, method, path, cookie("00")) == "api"]
    assert found == of_api.split()


@pytest.mark.parametrize(
    ("cookies", "expected"),
    [
        ("gateway_bucket=ff; gateway_user=00", "api"),
        ("gateway_bucket=00; gateway_user=ff", "web"),
        ("gateway_bucket=00", "api"),
        ("gateway_bucket=00; gateway_user=zz", "api"),
        ("gateway_bucket=ff; gateway_user=", "web"),
    ],
)
def test_the_user_decides_where_the_route_says_so(cookies: str, expected: str, people: httpx.Client) -> None:
    assert side(people, "GET", "/users", {"Cookie": cookies}) == expected
    browser = "api" if "bucket=00" in cookies else "web"
    assert side(people, "GET", "/reads", {"Cookie": cookies}) == browser


def shadows(people: httpx.Client, method: str, path: str, bucket: str) -> Any:
    """Which shadow was asked for, by a client that would like one."""
    return people.request(method, path, headers={**cookie(bucket), "X-Shadow": "mine"}).json().get("x-shadow")


def test_some_reads_of_django_are_mirrored(people: httpx.Client) -> None:
    asked = Counter(str(shadows(people, "GET", "/mirrored", "ff")) for _ in range(300))
    assert set(asked) == {"None", "['api']"}
    assert 90 < asked["None"] < 210


@pytest.mark.parametrize(
    ("method", "path", "bucket", "expected"),
    [
        ("GET", "/copied/1", "ff", ["api"]),
        ("POST", "/copied", "ff", None),
        ("DELETE", "/copied", "ff", None),
        ("GET", "/reads", "ff", None),
        ("GET", "/elsewhere", "ff", None),
        ("GET", "/of-web", "00", None),
    ],
)
def test_nothing_else_is(method: str, path: str, bucket: str, expected: object, people: httpx.Client) -> None:
    assert shadows(people, method, path, bucket) == expected


def test_what_fastapi_answers_is_not_mirrored(people: httpx.Client) -> None:
    assert [shadows(people, "GET", "/mirrored", "00") for _ in range(20)] == [None] * 20
