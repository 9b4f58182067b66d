"""RATE_LIMIT and RATE_LIMIT_STORAGE."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.settings.rate_limit import read_rate, read_storage


@pytest.mark.parametrize("rate", ["many", "600", "0/minute", "10/fortnight"])
def test_a_rate_that_is_none_is_refused(rate: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="RATE_LIMIT"):
        read_rate(rate)
    assert read_rate("600/minute") == "600/minute"


def test_a_place_to_count_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImproperlyConfigured, match="RATE_LIMIT_STORAGE names a Redis"):
        read_storage("memcached://127.0.0.1")
    monkeypatch.setattr("config.settings.rate_limit.find_spec", lambda _: None)
    with pytest.raises(ImproperlyConfigured, match="uv add redis"):
        read_storage("redis://127.0.0.1:6379/0")
    monkeypatch.setattr("config.settings.rate_limit.find_spec", lambda name: name)
    assert read_storage("redis://127.0.0.1:6379/0") == "redis://127.0.0.1:6379/0"
