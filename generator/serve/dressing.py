"""What the preview adds to a page on its way to the browser, and how a tab's page is recognised."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from urllib.parse import unquote

from generator.serve.edition import Edition

_POLICY = re.compile(
    rb"""(<meta\s+http-equiv="Content-Security-Policy"\s+content=")([^"]*)(")""", re.IGNORECASE
)
_CONNECT = re.compile(rb"connect-src [^;]*")
_ASSETS = re.compile(rb"""<(?:script|link)\b[^>]*?\s(?:src|href)="([^"?#]+\.(?:js|css))["?#]""")

# For what could not be drawn: the script tells why as soon as it has asked.
BARE = (
    b'<!doctype html>\n<html lang="en" dir="ltr">\n<head>\n<meta charset="utf-8">\n'
    b'<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
    b"script-src 'self'; style-src 'self'; connect-src 'none'; base-uri 'none'; "
    b"form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'\">\n"
    b'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    b'<meta name="referrer" content="no-referrer">\n<title>Not yet to be seen</title>\n'
    b"</head>\n<body></body>\n</html>\n"
)


@dataclass(frozen=True, slots=True)
class Look:
    """What a tab shows, as digests: its page together with its scripts, and each style sheet."""

    page: str
    sheets: tuple[tuple[str, str], ...] = ()

    @property
    def style(self) -> str:
        return _digest(repr(self.sheets).encode())


def look(edition: Edition, path: str, html: bytes) -> Look:
    """What the page at an output path looks like in an edition. It may have to be drawn."""
    assets = {name: edition.get(name) for name in sorted(_assets(path, html))}
    scripts = b"".join(data or b"" for name, data in assets.items() if name.endswith(".js"))
    sheets = ((name, _digest(data or b"")) for name, data in assets.items())
    return Look(_digest(html + scripts), tuple(pair for pair in sheets if pair[0].endswith(".css")))


def _assets(path: str, html: bytes) -> set[str]:
    """The output paths of the scripts and style sheets that a page names."""
    folder = "/" + posixpath.dirname(path)
    named = (unquote(name.decode("utf-8", "replace")) for name in _ASSETS.findall(html))
    return {posixpath.normpath(posixpath.join(folder, name)).lstrip("/") for name in named}


def _digest(data: bytes) -> str:
    # livereload.js makes numbers of values that look like some: a letter keeps it a text.
    return "h" + sha256(data).hexdigest()[:20]


def dressed(html: bytes, page: str, seen: Look, host: str, token: str) -> bytes:
    """The page with the preview's style sheet and scripts, and a policy that lets them ask us.

    livereload.js takes its port from its own address, and puts '/livereload' behind it: with the
    port goes the rest of the socket's address. `snipver` and `extver` come back in its greeting,
    by which we know what the tab shows.
    """
    name, _, port = host.rpartition(":")
    name, port = (name, port) if port.isdigit() else (host, "80")
    live = f"/_handbill/live/{token}"
    options = f"host={name}&port={port}{live}&snipver={seen.page}&extver={seen.style}"
    tags = (
        '<link rel="stylesheet" href="/_handbill/preview.css">\n'
        f'<script defer src="/_handbill/preview.js" data-socket="{live}" data-token="{token}"'
        f' data-page="{escape(page)}"></script>\n'
        f'<script defer src="/_handbill/livereload.js?{escape(options)}&amp;maxdelay=2000">'
        "</script>\n"
    )
    widened = _POLICY.sub(lambda found: _widened(found, host), html, count=1)
    return widened.replace(b"</head>", tags.encode() + b"</head>", 1)


def _widened(found: re.Match[bytes], host: str) -> bytes:
    """Scripts and styles of our own origin are allowed on every page; only the socket is not."""
    before, policy, after = found.groups()
    allowed = f"connect-src 'self' ws://{host}".encode()
    widened, count = _CONNECT.subn(allowed, policy, count=1)
    return before + (widened if count else policy.rstrip(b"; ") + b"; " + allowed) + after
