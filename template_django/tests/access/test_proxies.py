"""FORWARDED_ALLOW_IPS."""

from ipaddress import ip_network

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.settings.proxies import read_networks


def test_proxies_are_addresses_and_networks() -> None:
    assert read_networks("10.0.0.0/8, ::1,") == [ip_network("10.0.0.0/8"), ip_network("::1")]


@pytest.mark.parametrize("value", ["*", "10.0.0.1/8", "proxy"])
def test_proxies_that_are_refused(value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="FORWARDED_ALLOW_IPS"):
        read_networks(value)
