"""Finds the address that a request came from; of IPv6, the network that one household has to itself."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from fastapi import Request

UNKNOWN = "unknown"
_HOUSEHOLD = 64
"""An IPv6 household has so many bits for itself, and may change its address with every request."""


def find_address(request: Request) -> str:
    """The client's address, behind trusted proxies the one they saw; whatever is no address shares one name."""
    return read_address(request.client.host) if request.client else UNKNOWN


def read_address(written: str) -> str:
    """IPv4 as it is, IPv6 by its network."""
    try:
        address: IPv4Address | IPv6Address = ip_address(written.strip().partition("%")[0])
    except ValueError:
        return UNKNOWN
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if isinstance(address, IPv4Address):
        return str(address)
    return str(ip_network((address, _HOUSEHOLD), strict=False))
