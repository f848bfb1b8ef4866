"""The address that a request comes from, read through the proxies that ``TRUSTED_PROXIES`` counts."""

from __future__ import annotations

from ipaddress import IPv6Network, ip_address

from allauth.account.adapter import get_adapter
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest

_ONE_HOUSEHOLD = 64  # bits of an IPv6 address: a provider gives so large a network to one customer


def client_address(request: HttpRequest) -> str:
    """Return the client's IP address, or ``unknown``; what a client claims by itself is not believed."""
    try:
        return str(get_adapter().get_client_ip(request))
    except (ImproperlyConfigured, PermissionDenied):
        return "unknown"


def client_network(request: HttpRequest) -> str:
    """Return what tries are counted by: an IPv4 address, or the first 64 bits of an IPv6 address."""
    address = client_address(request)
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return address
    return str(IPv6Network((int(parsed), _ONE_HOUSEHOLD), strict=False))
