"""The network address that a request came from, for the audit log and for counting tries."""

import ipaddress
import re

from django.conf import settings
from django.http import HttpRequest

# Proxies also write ``192.0.2.1:443``, ``[2001:db8::1]`` and ``[2001:db8::1]:443``.
BRACKETED_OR_WITH_PORT = re.compile(r"(?:\[([^\[\]]+)\]|([^:\[\]]+))(?::\d{1,5})?")


def client_address(request: HttpRequest) -> str | None:
    """Return the address that the outermost of our proxies saw, else the one that gunicorn saw.

    Each proxy adds one entry to the end of ``X-Forwarded-For``; the browser sent what stands
    before those entries, and it is ignored. If the header has fewer entries than there are
    proxies, or the entry is no address, the header is ignored. ``None`` means that gunicorn
    saw no address either.
    """
    entries = request.headers.get("X-Forwarded-For", "").split(",")
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    forwarded = entries[-proxies] if 0 < proxies <= len(entries) else ""
    return parsed(forwarded) or parsed(request.META.get("REMOTE_ADDR", ""))


def parsed(text: str) -> str | None:
    """Return an IPv4 or IPv6 address as PostgreSQL writes it, or ``None`` for anything else.

    An address with a zone (``fe80::1%eth0``) is one of the proxy's own network: PostgreSQL
    has no type for it. An IPv4 address wrapped in IPv6 is unwrapped, or all of IPv4 would
    count as one network.
    """
    written = BRACKETED_OR_WITH_PORT.fullmatch(text.strip())
    try:
        address = ipaddress.ip_address(written[1] or written[2] if written else text.strip())
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    return None if address.scope_id else str(address.ipv4_mapped or address)
