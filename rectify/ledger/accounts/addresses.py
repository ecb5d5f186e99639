"""From where somebody asks."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

#: What one household or office gets of IPv6; within it, an address is chosen freely.
_IPV6_NETWORK = 64


def client_address(request: HttpRequest) -> str | None:
    """The client's address: the connection's, or the last that our own proxy names, never what the client claims.

    The proxy puts the address that it sees last; whatever stands before it came with the request. Of IPv6 it is the
    network, because whoever has one can use any address in it.
    """
    named = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        named = request.META.get("HTTP_X_FORWARDED_FOR", "").rsplit(",", 1)[-1].strip() or named
    address = _parsed(named)
    if isinstance(address, IPv6Address):
        address = address.ipv4_mapped or ip_network((address, _IPV6_NETWORK), strict=False).network_address
    return str(address) if address else None


def _parsed(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None
