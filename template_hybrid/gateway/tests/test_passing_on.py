"""What the gateway passes on: who asks, what is streamed, and nothing to a FastAPI that hangs."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from gateway.tests.conftest import Gateway, a_gateway, served_by, wait_for
from gateway.tests.echo import STREAM, Echo, echoing

ROUTES = """[routes]
"/api/calls" = { share = 0 }
"/of-api" = { share = 100 }
"/stream" = { share = 100 }
"""
PROXY = "127.0.0.1/32"
SAID = {"X-Forwarded-For": "6.6.6.6, 203.0.113.9", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "example.com"}
UNDERSCORED = {"X_Forwarded_For": "6.6.6.6", "X_Shadow": "api"}  # which a service could take for those with a dash
MADE_UP = {**SAID, **UNDERSCORED, "Forwarded": "for=6.6.6.6", "X-Real-Ip": "6.6.6.6"}


@dataclass
class Site:
    """Two servers behind a gateway that nobody stands before, and one that a proxy does."""

    api: Echo
    gateway: Gateway
    behind_proxy: Gateway


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """All of it."""
    with ExitStack() as stack:
        web, api = (stack.enter_context(echoing()) for _ in range(2))

        def before(name: str, **settings: str) -> Gateway:
            folder: Path = tmp_path_factory.mktemp(name)
            return stack.enter_context(a_gateway(folder, ROUTES, web.address, api.address, **settings))

        yield Site(api, before("open"), before("proxied", GATEWAY_TRUSTED_PROXIES=PROXY))


@pytest.mark.parametrize("path", ["/of-api", "/elsewhere"])
def test_a_client_is_not_believed_about_who_it_is(path: str, site: Site) -> None:
    sent = site.gateway.client.get(path, headers=MADE_UP).json()
    assert sent["x-forwarded-for"] == ["127.0.0.1"]
    assert sent["x-forwarded-proto"] == ["http"]
    assert sent["x-forwarded-host"] == [site.gateway.server.address]
    assert not {"forwarded", "x-real-ip", "x_forwarded_for", "x_shadow"} & sent.keys()


@pytest.mark.parametrize("path", ["/of-api", "/elsewhere"])
def test_one_proxy_is_believed_about_its_own_hop(path: str, site: Site) -> None:
    sent = site.behind_proxy.client.get(path, headers=MADE_UP).json()
    assert sent["x-forwarded-for"] == ["203.0.113.9"], "what the client had said before that is not"
    assert sent["x-forwarded-proto"] == ["https"]
    assert sent["x-forwarded-host"] == ["example.com"]
    assert not {"forwarded", "x-real-ip", "x_forwarded_for", "x_shadow"} & sent.keys()


def test_a_body_is_passed_on_whole(site: Site) -> None:
    large = "x" * 300_000
    for path, side in (("/of-api", "api"), ("/elsewhere", "web")):
        answer = site.gateway.client.post(path, content=large)
        assert served_by(answer) == side
        assert answer.json()["body"] == large


def test_a_stream_is_not_held_back(site: Site) -> None:
    with site.gateway.client.stream("GET", STREAM, timeout=30) as answer:
        parts = answer.iter_lines()
        assert next(parts) == "data: first", "before the rest is there"
        site.api.may_end_stream.set()
        assert "data: last" in list(parts)


def test_a_fastapi_that_hangs_is_left_alone(site: Site) -> None:
    def asks() -> Any:
        try:
            return served_by(site.gateway.client.get("/of-api", timeout=1))
        except httpx.TimeoutException:
            return "nobody"

    wait_for(lambda: asks() == "api")
    site.api.works.clear()
    wait_for(lambda: asks() == "web")
    assert site.gateway.client.post("/of-api", timeout=30).status_code == 503
    site.api.works.set()
    wait_for(lambda: asks() == "api")
