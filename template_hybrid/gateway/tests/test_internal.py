"""What the services ask of each other: nobody asks it through the gateway."""

import hashlib
import hmac

import httpx
import pytest

from gateway.tests.conftest import Gateway

KEY = b"only-for-development"
SECRET = {"Authorization": f"Bearer {hmac.new(KEY, b'whoami', hashlib.sha256).hexdigest()}"}


def test_django_answers_its_own_api(web: httpx.Client) -> None:
    answer = web.get("/internal/whoami", headers=SECRET)

    assert (answer.status_code, answer.json()) == (200, None)
    assert web.get("/internal/whoami", headers={"Authorization": "Bearer another"}).status_code == 404


@pytest.mark.parametrize("path", ["/internal/whoami", "//internal/whoami", "/INTERNAL/whoami", "/internal%2Fwhoami"])
@pytest.mark.parametrize("percent", [0, 100])
def test_the_gateway_does_not_pass_it_on(gateway: Gateway, path: str, percent: int) -> None:
    gateway.shift(percent)
    answer = gateway.client.get(path, headers=SECRET)

    assert answer.status_code == 404
    assert answer.text != "null"
    assert "X-Served-By" not in answer.headers or answer.headers["Content-Type"] != "application/json"


def test_it_says_so_as_any_other_error(gateway: Gateway) -> None:
    answer = gateway.client.get("/internal/whoami", headers=SECRET)

    assert "X-Served-By" not in answer.headers
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == 404
