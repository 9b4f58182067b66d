"""The cache: a table, or a Redis that may be gone."""

from typing import Any

import pytest
from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings

from config import redis_cache
from config.redis_cache import Forgiving
from config.settings.cache import read_cache


@pytest.mark.parametrize("address", ["memcached://localhost", "localhost:6379", "locmem"])
def test_only_a_redis_is_taken(address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="CACHE_URL"):
        read_cache(address)


def test_a_client_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("config.settings.cache.find_spec", lambda _: None)
    with pytest.raises(ImproperlyConfigured, match="uv add redis"):
        read_cache("redis://localhost")


def test_a_redis_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("config.settings.cache.find_spec", lambda _: True)
    assert read_cache("rediss://cache.example.com/0")["OPTIONS"]["socket_timeout"] == 1


@pytest.mark.django_db
def test_the_table_is_there() -> None:
    with override_settings(CACHES={"default": read_cache("")}):
        cache: BaseCache = caches["default"]
        cache.set("name", {"Ada": 1})
        assert cache.get("name") == {"Ada": 1}


class Gone:
    """A client whose Redis does not answer, until it does."""

    gone = True

    def __getattr__(self, name: str) -> Any:
        def call(*arguments: Any) -> Any:
            if self.gone:
                raise ConnectionError
            return name

        return call


def test_a_redis_that_is_gone_holds_nothing(caplog: pytest.LogCaptureFixture) -> None:
    client = Forgiving(Gone())
    assert [client.get("key"), client.get("key", 7), client.add("key", 1), client.get_many(["key"])] == [
        None,
        7,
        False,
        {},
    ]
    assert client.set_many({"key": 1}) == []
    with pytest.raises(ValueError, match="key"):
        client.incr("key", 1)
    assert len(caplog.records) == 1, "it is asked once, and then left alone for a while"


def test_it_is_asked_again_when_a_while_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redis_cache, "PAUSE", 0)
    redis = Gone()
    client = Forgiving(redis)
    assert client.get("key") is None
    redis.gone = False
    assert client.get("key") == "get"


def test_a_key_that_cannot_be_counted_is_no_fault_of_redis() -> None:
    class Empty:
        def incr(self, key: str) -> None:
            raise ValueError(key)

    client = Forgiving(Empty())
    for _ in range(2):
        with pytest.raises(ValueError, match="key"):
            client.incr("key")
