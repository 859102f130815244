"""The one guarded fetch: every outbound byte of the program goes through here.

The address that is connected to is the one that was checked, hop by hop through redirects; what comes back is counted
after decompression. People with a feed inside their own network name its hosts in NEWSROOM_FETCH_ALLOW, as in
"10.0.0.7:8080,127.0.0.1:9000": those pairs of address and port are let through, nothing else.
"""

import os
import socket
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit
from weakref import WeakValueDictionary

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NameResolutionError, NewConnectionError

from .addresses import is_public
from .clean import clean_url

MOST_BYTES = 15 * 1024 * 1024
MOST_HOPS = 5
CONNECT, READ, TOTAL = 10, 15, 60  # seconds
CHUNK = 65_536
AGENT = "Newsroom/0.1 (news reader)"
ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, text/html;q=0.9, */*;q=0.5"


class FetchError(ValueError):
    """An address that could not be fetched: str() is a sentence for the owner, `retry_after` seconds when known."""

    def __init__(self, reason: str, *, status: int = 0, retry_after: int = 0):
        super().__init__(reason)
        self.status = status
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: status 200 with its decompressed body, or 304 with none. `url` is where the redirects ended.

    permanent_url is the last address that permanent redirects alone led to; the one asked for when there were none.
    """

    url: str
    status: int
    content_type: str
    body: bytes
    etag: str = ""
    modified: str = ""
    permanent_url: str = ""


def fetch(url: str, *, etag: str = "", modified: str = "", limit: int = MOST_BYTES, total: float = TOTAL) -> Fetched:
    """Get one address, on condition of `etag` and `modified` when given. FetchError for all but 200 and 304."""
    deadline = time.monotonic() + total
    headers = {"User-Agent": AGENT, "Accept": ACCEPT, "Accept-Encoding": "gzip, deflate, br"}
    headers |= {"If-None-Match": etag} if etag else {}
    headers |= {"If-Modified-Since": modified} if modified else {}
    permanent, is_permanent = url, True
    for _ in range(MOST_HOPS + 1):
        parts = _checked(url)
        with _one_at_a_time(parts.hostname), _open(url, headers, deadline) as response:
            if response.status in (301, 302, 303, 307, 308) and response.headers.get("Location"):
                url = _target(url, response.headers["Location"])
                is_permanent = is_permanent and response.status in (301, 308)
                permanent = url if is_permanent else permanent
                continue
            if response.status not in (200, 304):
                raise _refusal(response)
            return Fetched(
                url=url,
                status=response.status,
                content_type=response.headers.get("Content-Type", ""),
                body=_body(response, limit, deadline) if response.status == 200 else b"",
                etag=response.headers.get("ETag", "")[:500],
                modified=response.headers.get("Last-Modified", "")[:100],
                permanent_url=permanent,
            )
    raise FetchError(f"The address redirects more than {MOST_HOPS} times.")


def _checked(url: str):
    parts = urlsplit(clean_url(url))
    if not parts.hostname:
        raise FetchError("The address is no http or https address.")
    if parts.username or parts.password:
        raise FetchError("The address holds a user name or password: those are not sent.")
    return parts


def _target(url: str, location: str) -> str:
    target = clean_url(location, url)
    if not target:
        raise FetchError("The address redirects to something that is no http or https address.")
    if urlsplit(url).scheme == "https" and urlsplit(target).scheme == "http":
        raise FetchError("The address redirects from https to http.")
    return target


_hosts: WeakValueDictionary[str, "_Lock"] = WeakValueDictionary()
_hosts_lock = threading.Lock()


class _Lock:
    """A lock that can be weakly referenced."""

    def __init__(self):
        self.lock = threading.Lock()

    def __enter__(self):
        self.lock.acquire()

    def __exit__(self, *_):
        self.lock.release()


def _one_at_a_time(host: str) -> _Lock:
    with _hosts_lock:
        return _hosts.setdefault(host, _Lock())


def _open(url: str, headers: dict, deadline: float) -> urllib3.BaseHTTPResponse:
    pool = urllib3.PoolManager(num_pools=1, retries=False)
    pool.pool_classes_by_scheme = {"http": _HTTPPool, "https": _HTTPSPool}
    timeout = urllib3.Timeout(connect=CONNECT, read=min(READ, max(1, deadline - time.monotonic())))
    try:
        return pool.request("GET", url, headers=headers, redirect=False, preload_content=False, timeout=timeout)
    except (HTTPError, UnicodeError, OSError) as error:
        raise FetchError(_reason(error)) from error


def _body(response: urllib3.BaseHTTPResponse, limit: int, deadline: float) -> bytes:
    body = bytearray()
    try:
        while chunk := response.read1(CHUNK, decode_content=True):
            body += chunk
            if len(body) > limit:
                raise FetchError(f"It is longer than {limit // 1024} KiB.")
            if time.monotonic() > deadline:
                raise FetchError("It took too long to arrive.")
    except (HTTPError, OSError) as error:
        raise FetchError(_reason(error)) from error
    expected = response.headers.get("Content-Length", "")
    if expected.isdecimal() and not response.headers.get("Content-Encoding") and len(body) < int(expected):
        raise FetchError("The connection broke before all of it had arrived.")
    return bytes(body)


def _refusal(response: urllib3.BaseHTTPResponse) -> FetchError:
    said = {401: "it wants a password", 403: "it refuses us", 404: "nothing is there", 410: "it is gone for good"}
    meaning = said.get(response.status) or ("asks us to wait" if response.status == 429 else "the server has a problem")
    reason = f"The server answered {response.status}: {meaning}."
    return FetchError(reason, status=response.status, retry_after=_seconds(response.headers.get("Retry-After", "")))


def _seconds(retry_after: str) -> int:
    if retry_after.isdecimal():
        return min(int(retry_after), 7 * 86400)
    try:
        until = parsedate_to_datetime(retry_after)
    except (TypeError, ValueError):
        return 0
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0, min(int((until - datetime.now(UTC)).total_seconds()), 7 * 86400))


def _reason(error: Exception) -> str:
    cause = error
    while cause is not None:
        if isinstance(cause, _Refused):
            return str(cause)
        cause = cause.__cause__ or getattr(cause, "reason", None) or cause.__context__
        cause = cause if isinstance(cause, BaseException) else None
    name = type(error).__name__
    if "Timeout" in name or isinstance(error, TimeoutError):
        return "The server did not answer in time."
    if "SSL" in name or "SSL" in str(error):
        return "The server's certificate is not to be trusted."
    if "Resolution" in name:
        return "The name of the server is not known."
    if "NewConnection" in name or "Connect" in name:
        return "The server cannot be reached."
    return "The connection broke before all of it had arrived."


class _Refused(OSError):
    pass


def _connect(host: str, port: int, timeout: float | None) -> socket.socket:
    """A socket to the first address of a host that may be reached, the address checked being the one connected to."""
    problem: OSError = _Refused("The address leads into a private network: it is not fetched.")
    for family, kind, protocol, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        if not (is_public(address[0]) or f"{address[0]}:{port}" in _let_through()):
            continue
        connection = socket.socket(family, kind, protocol)
        try:
            connection.settimeout(timeout if isinstance(timeout, int | float) else CONNECT)
            connection.connect(address)
            return connection
        except OSError as error:
            connection.close()
            problem = error
    raise problem


def _let_through() -> list[str]:
    return os.environ.get("NEWSROOM_FETCH_ALLOW", "").replace(" ", "").split(",")


class _Guarded:
    """Mixed into urllib3's connections: they connect through _connect, so no other address is ever dialled."""

    def _new_conn(self) -> socket.socket:
        try:
            return _connect(self._dns_host, self.port, self.timeout)
        except socket.gaierror as error:
            raise NameResolutionError(self.host, self, error) from error
        except TimeoutError as error:
            raise ConnectTimeoutError(self, "no answer") from error
        except OSError as error:
            raise NewConnectionError(self, str(error)) from error


class _HTTP(_Guarded, HTTPConnection):
    pass


class _HTTPS(_Guarded, HTTPSConnection):
    pass


class _HTTPPool(urllib3.HTTPConnectionPool):
    ConnectionCls = _HTTP


class _HTTPSPool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _HTTPS
