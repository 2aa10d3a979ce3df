"""Tells uv what pip's configuration says: uv does not read pip's files or variables.

So that whoever has configured pip for a mirror or a proxy has configured this project too, and no address
of a package index stands in it.
"""

import ast
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

SECTIONS = ("global", "install", ":env:")  # the later one wins, as in pip
COPIED = {
    "index-url": "UV_DEFAULT_INDEX",
    "cert": "SSL_CERT_FILE",
    "client-cert": "SSL_CLIENT_CERT",
    "proxy": "ALL_PROXY",
    "timeout": "UV_HTTP_TIMEOUT",
    "default-timeout": "UV_HTTP_TIMEOUT",
    "keyring-provider": "UV_KEYRING_PROVIDER",
}


def parse(listing: str) -> dict[str, str]:
    """The effective settings out of `pip config list` (lines such as global.index-url='…')."""
    found: dict[str, dict[str, str]] = {section: {} for section in SECTIONS}
    for line in listing.splitlines():
        name, _, value = line.partition("=")
        section, _, key = name.strip().rpartition(".")
        if section in found and value:
            found[section][key] = _value(value)
    return {key: value for section in SECTIONS for key, value in found[section].items()}


def _value(text: str) -> str:
    try:
        return str(ast.literal_eval(text.strip()))
    except (ValueError, SyntaxError):
        return text.strip()


def for_uv(settings: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """Environment variables for uv; those already `given` in its own words stay as they are.

    Every index is asked for every package, as pip does; the lock's hashes decide what is taken.
    """
    wanted = {COPIED[key]: value for key, value in settings.items() if key in COPIED and value}
    wanted |= {
        "UV_INDEX": " ".join(filter(_reachable, settings.get("extra-index-url", "").split())),
        "UV_FIND_LINKS": ",".join(settings.get("find-links", "").split()),
        "UV_INSECURE_HOST": settings.get("trusted-host", ""),
        "UV_NO_INDEX": "1" if settings.get("no-index", "").lower() in {"1", "true", "yes", "on"} else "",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
        "UV_PYTHON_DOWNLOADS": "never",
    }
    return {name: value for name, value in wanted.items() if value and not given.get(name)}


def _reachable(index: str) -> bool:
    """pip passes over a folder that is not there, uv refuses it."""
    parts = urlsplit(index)
    return parts.scheme != "file" or Path(unquote(parts.path)).is_dir()
