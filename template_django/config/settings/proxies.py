"""Who is believed about where a request comes from."""

import os
from ipaddress import IPv4Network, IPv6Network, ip_network

from django.core.exceptions import ImproperlyConfigured


def read_networks(value: str) -> list[IPv4Network | IPv6Network]:
    """Read addresses and networks; there is no `*`, by which clients would choose their address."""
    try:
        return [ip_network(each.strip()) for each in value.split(",") if each.strip()]
    except ValueError as error:
        raise ImproperlyConfigured(f"FORWARDED_ALLOW_IPS lists networks, like 10.0.0.0/8: {error}") from error


# The proxies whose X-Forwarded-For is believed.
TRUSTED_PROXIES = read_networks(os.environ.get("FORWARDED_ALLOW_IPS") or "127.0.0.1")
