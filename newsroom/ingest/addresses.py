"""Which network addresses belong to the open internet."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

PROTOCOLS = IPv4Network("192.0.0.0/24")  # Python 3.11 takes parts of it for global
NAT64 = IPv6Network("64:ff9b::/96")
COMPATIBLE = IPv6Network("::/96")
SITE_LOCAL = IPv6Network("fec0::/10")


def is_public(address: str) -> bool:
    """True for an address of the open internet, however it is wrapped: mapped, compatible, 6to4, NAT64 or Teredo."""
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        if ip.teredo:
            return is_public(str(ip.teredo[0])) and is_public(str(ip.teredo[1]))
        inner = ip.ipv4_mapped or ip.sixtofour
        if ip in NAT64 or (ip in COMPATIBLE and inner is None):
            inner = IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if ip in SITE_LOCAL:
            return False
    return (
        ip not in PROTOCOLS
        and ip.is_global
        and not (ip.is_multicast or ip.is_reserved or ip.is_private or ip.is_loopback or ip.is_unspecified)
    )
