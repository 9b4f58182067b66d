"""By what an address is counted, for those who count what comes from it."""

import ipaddress


def network(address: str) -> str:
    """An IPv4 address, or the /64 of an IPv6 one: whoever has one of its addresses has them all."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "unknown"
    if parsed.version == 4:
        return str(parsed)
    # A server that listens on `::` sees IPv4 addresses in this form.
    return str(parsed.ipv4_mapped or ipaddress.ip_network((parsed, 64), strict=False))
