"""Where a request comes from, and by what such an address is counted."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """Return the client's address: what a proxy of ours says, from the last hop back to the first that is not ours."""
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    address = str(request.META.get("REMOTE_ADDR") or "unknown")
    while hops and is_proxy(address):
        address = hops.pop()
    return address[:45]


def is_proxy(address: str) -> bool:
    """Tell whether it is believed about who asks."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(parsed in network for network in settings.TRUSTED_PROXIES)


def network(address: str) -> str:
    """Return an IPv4 address, or the /64 of an IPv6 one: whoever has one of its addresses has them all."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    # A server that listens on `::` sees IPv4 addresses in this form.
    return str(parsed.ipv4_mapped or ipaddress.ip_network((parsed, 64), strict=False))
