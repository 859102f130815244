"""Where a request comes from, as a word that tells two senders apart for a day and says nothing else of them."""

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

HOME = 64  # bits of an IPv6 address that one household shares


def sender_of(request) -> str:
    """32 hexadecimal digits, other ones every day and for every instance."""
    day = timezone.now().date().isoformat()
    return salted_hmac(f"sender {day}", _address(request), algorithm="sha256").hexdigest()[:32]


def _address(request) -> str:
    """The address that asked; with TLS ending before us it is what that web server adds to X-Forwarded-For, last."""
    told = request.META.get("REMOTE_ADDR", "")
    if settings.NEWSROOM_HTTPS:
        told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or told
    try:
        address = ip_address(told)
    except ValueError:
        return told[:64]
    return str(ip_network((address, HOME), strict=False)) if address.version == 6 else str(address)
