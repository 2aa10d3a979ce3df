"""Posting to an address that somebody else typed in, without becoming that person's tool.

The name is resolved once, every address it has is judged, and the connection goes to the judged
address itself: what the name means a moment later does not matter. No redirects, no proxies, a
deadline for the whole exchange, and no more of the answer is read than its first line and heads.
Why the standard library: docs/decisions/0050-signed-webhooks.md.
"""

import http.client
import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from threading import Timer
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.errors import Invalid

CONNECT_S, DEADLINE_S = 5, 15
PORTS = {443, 8443}
LONGEST_URL = 500
# addresses that reach an IPv4 address by a detour: they would hide an inner one
DETOURS = [ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")]


class Unreachable(OSError):
    """The address may not be posted to."""


def checked(url: str) -> SplitResult:
    """The parts of an address that a webhook may have; raises Invalid with the sentence."""
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname or ""
    except ValueError:
        raise Invalid(_("This is not an address."), "url") from None
    if len(url) > LONGEST_URL or not host or not url.isascii() or any(char.isspace() for char in url):
        raise Invalid(_("Give the whole address, such as https://systems.example.com/betterwork."), "url")
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise Invalid(_("Leave names, passwords and “#” out of the address."), "url")
    if _is_loopback(host):
        if settings.WEBHOOKS_TO_LOOPBACK and parts.scheme in {"http", "https"}:
            return parts
        raise Invalid(_("This address leads into our own house. Give one that the internet reaches."), "url")
    if parts.scheme != "https":
        raise Invalid(_("The address must begin with https://, so that nobody reads along."), "url")
    if (port or 443) not in PORTS:
        raise Invalid(_("Use port 443 or 8443."), "url")
    if _is_number(host) and not _is_outside(host):
        raise Invalid(_("This address leads into our own house. Give one that the internet reaches."), "url")
    return parts


def post(url: str, body: bytes, headers: Mapping[str, str]) -> int:
    """The status of the answer. Raises OSError when there is none."""
    try:
        parts = checked(url)
    except Invalid as refused:
        raise Unreachable(str(refused)) from refused
    connection = _connection(parts)
    timer = Timer(DEADLINE_S, _cut, [connection])
    timer.start()
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", path, body, dict(headers))
        return connection.getresponse().status
    except (http.client.HTTPException, ValueError) as error:
        raise OSError(f"The answer cannot be read: {type(error).__name__}") from error
    finally:
        timer.cancel()
        connection.close()


def _connection(parts: SplitResult) -> http.client.HTTPConnection:
    host, secure = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    reached = socket.create_connection((_address(host, port), port), CONNECT_S)
    made = http.client.HTTPConnection(host, port, timeout=CONNECT_S)
    try:
        reached.settimeout(CONNECT_S)
        made.sock = _context().wrap_socket(reached, server_hostname=host) if secure else reached
    except BaseException:
        reached.close()
        raise
    made.auto_open = 0  # never a second connection, which would resolve the name anew
    return made


def _context() -> ssl.SSLContext:
    return ssl.create_default_context()


def _address(host: str, port: int) -> str:
    """The first address of the name, if all of them may be reached."""
    found = [str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    allowed = settings.WEBHOOKS_TO_LOOPBACK and _is_loopback(host)
    if not allowed and not all(_is_outside(each) for each in found):
        raise Unreachable(f"{host} leads to an address inside a private network.")
    return found[0]


def _is_outside(address: str) -> bool:
    """A public address of one machine."""
    found: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped:
            return _is_outside(str(found.ipv4_mapped))
        if found.is_site_local or any(found in net for net in DETOURS):
            return False
    return found.is_global and not found.is_multicast and not found.is_reserved


def _is_number(host: str) -> bool:
    with suppress(ValueError):
        ip_address(host)
        return True
    return False


def _is_loopback(host: str) -> bool:
    return host == "localhost" or (_is_number(host) and ip_address(host).is_loopback)


def _cut(connection: http.client.HTTPConnection) -> None:
    """Ends an exchange that takes too long, such as an answer that comes a letter a second."""
    with suppress(OSError):
        if connection.sock:
            connection.sock.shutdown(socket.SHUT_RDWR)
