"""How files are to be served by a store that keeps a media type with every file."""

from __future__ import annotations

import re

from generator.targets.store import ContentKind

# The standard library's table is not asked: it reads the machine's own, which differ.
_TEXTS = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "txt": "text/plain",
    "asc": "text/plain",
    "csv": "text/csv",
    "md": "text/markdown",
    "ics": "text/calendar",
    "vtt": "text/vtt",
    "vcf": "text/vcard",
    "svg": "image/svg+xml",
    "xml": "application/xml",
}
# A browser takes these for UTF-8 whatever is said.
_OTHERS = {
    "json": "application/json",
    "geojson": "application/geo+json",
    "webmanifest": "application/manifest+json",
    "pdf": "application/pdf",
    "zip": "application/zip",
    "epub": "application/epub+zip",
    "wasm": "application/wasm",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
    "ico": "image/x-icon",
    "woff2": "font/woff2",
    "woff": "font/woff",
    "ttf": "font/ttf",
    "otf": "font/otf",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "ogg": "audio/ogg",
    "opus": "audio/ogg",
    "wav": "audio/wav",
    "mp4": "video/mp4",
    "webm": "video/webm",
}
_PLAIN = frozenset({"SHA256SUMS", "LICENSE", "README", "_headers", "_redirects"})
_UNKNOWN = "application/octet-stream"
_FEEDS = re.compile(r"(?:^|/)(?:feed|atom)[\w.-]*\.xml$")

# A name with a fingerprint never comes to mean other bytes; all else is asked for every time.
_FINGERPRINT = re.compile(r"^(?:assets|media)/.*(?<=[/.-])[0-9a-f]{10,}[.-][^/]*$")
FOREVER = "public, max-age=31536000, immutable"
ASK = "no-cache"


def kind_of(path: str) -> ContentKind:
    """How the file at this path of a site is served."""
    name = path.rpartition("/")[2]
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    cache = FOREVER if _FINGERPRINT.search(path) else ASK
    return ContentKind(_media_type(path, name, ending), cache)


def _media_type(path: str, name: str, ending: str) -> str:
    if _FEEDS.search(path):
        return "application/atom+xml; charset=utf-8"
    text = "text/plain" if name in _PLAIN else _TEXTS.get(ending)
    return f"{text}; charset=utf-8" if text else _OTHERS.get(ending, _UNKNOWN)
