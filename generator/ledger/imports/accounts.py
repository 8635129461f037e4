"""What the address of an account tells: who it is, by the network's own name."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_NAME = r"[\w.-]{1,100}"
# First match wins. Network, host, path; where the server belongs to the name, `{host}` is in it.
_FORMS: tuple[tuple[str, str, str], ...] = (
    (r"(?:twitter|x)\.com", rf"/(?!i/|home\b|search\b)@?({_NAME})/?", "@{name}"),
    (r"bsky\.app", rf"/profile/(?!did:)({_NAME})/?", "@{name}"),
    (r"(?:youtube|tiktok|threads)\.(?:com|net)", rf"/@({_NAME})/?", "@{name}"),
    (r"(?:instagram|facebook)\.com", rf"/(?!p/|profile\.php)({_NAME})/?", "@{name}"),
    (r"reddit\.com", rf"/u(?:ser)?/({_NAME})/?", "@{name}"),
    (r"t(?:elegram)?\.me", rf"/(?:s/)?({_NAME})/?", "@{name}"),
    (r"[\w.-]+\.\w+", rf"/@({_NAME}@{_NAME})/?", "@{name}"),
    (r"[\w.-]+\.\w+", rf"/@({_NAME})/?", "@{name}@{host}"),
    (r"[\w.-]+\.\w+", rf"/users/({_NAME})/?", "@{name}@{host}"),
)
_FACE = re.compile(r"(?:www|m|mobile)\.")


def handle_of(address: str) -> str:
    """The handle, beginning with '@', of the account at an address; '' where it is not told."""
    host, path = _parts(address)
    for site, form, handle in _FORMS:
        found = re.fullmatch(form, path, re.ASCII) if re.fullmatch(site, host, re.ASCII) else None
        if found:
            return handle.format(name=found[1], host=host)
    return ""


def server_of(address: str) -> str:
    """The host of an address, '' where it is none."""
    return _parts(address)[0]


def _parts(address: str) -> tuple[str, str]:
    try:
        parts = urlsplit(address.strip())
        host = parts.hostname or ""
    except ValueError:
        return "", ""
    if len(address) > 500 or parts.scheme not in ("http", "https"):
        return "", ""
    return _FACE.sub("", host, count=1), parts.path.replace("%40", "@")
