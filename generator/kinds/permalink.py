"""What the bare address of a social post tells: network, handle, id and, at times, the moment."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from generator.kinds.permalink_forms import BY_HOST, FEDERATED, Form, X, may_be_federated

_LONGEST = 2000
_SITE = re.compile(
    r"https?://([a-z0-9][a-z0-9.-]*)(?::(?:80|443))?(?=[/?#]|\Z)", re.ASCII | re.IGNORECASE
)
# The faces that networks show to phones, old browsers and languages.
_FACE = re.compile(r"(?:www|m|mobile|mbasic|touch|web|old|new|np|music|[a-z]{2}-[a-z]{2})\.")
_SERVER = re.compile(r"(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]+")
# What the paths of Mastodon's kin have at least: nearly all foreign addresses end here.
_MAYBE_FEDERATED = re.compile(
    r"/(?:(?:web|deck)/)?(?:(?:@|%40)[^/]+/(?:\d{15}|statuses/)|users/[^/]+/statuses/|statuses/\d{15})"
    r"|/notice/[89A-P]\w{17}|/p/[^/]+/\d{17}",
    re.ASCII,
)
# Blanks, controls, marks that hide or turn text, and what no browser leaves in an address.
_UNFIT = re.compile(
    r"[\s\x00-\x20\x7f-\xa0\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff"
    r"\\<>\"]"
)
_AT_URI = re.compile(r"at://([^/?#]+)/app\.bsky\.feed\.post/([^/?#]+)")
# Copies stand under the moment at which they were made; other addresses only look copies up.
_ARCHIVE = re.compile(
    r"https?://(?:"
    r"web\.archive\.org/(?:save/|web/(?:(?P<made>\d{4,14})(?:[a-z]{2}_)?/|(?:\d{1,3}|\d*\*)/)?)"
    r"|archive\.(?:today|ph|is|li|vn|fo|md)/(?:(?P<stored>\d{4}[\d.-]*)/|(?:newest|oldest)/)?"
    r")(?=(?:https?:/|[\w-]+\.[\w.-]+/))",
    re.ASCII | re.IGNORECASE,
)
_SCHEME = re.compile(r"(https?):/+", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Permalink:
    """A recognised address.

    `handle` begins with '@', or is the `did:…` of a Bluesky account; it is empty where the address
    does not say who posted. `posted` is an ISO time in UTC, empty where the id holds none.
    `canonical` is the plain https address on the post's own network. `archive` is the whole address
    if it is that of a dated copy. `scope` is the channel, server or post within which the id is
    unique, empty where the network counts all its posts together.
    """

    network: str
    handle: str
    id: str
    posted: str
    canonical: str = ""
    archive: str = ""
    scope: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """Network and full id: those of no other post."""
        return self.network, f"{self.scope}/{self.id}" if self.scope else self.id


def recognise(url: str) -> Permalink | None:
    """What an address of up to 2000 characters tells, or None when it is not that of a post."""
    if len(url) > _LONGEST:
        return None
    original, archive = _unwrapped(url)
    found = _post(original)
    return replace(found, archive=archive) if found and archive else found


def inner(url: str) -> str:
    """The address that an archive's address holds; any other address as it is."""
    return _unwrapped(url)[0]


def _unwrapped(url: str) -> tuple[str, str]:
    """The original address, and the whole one if it is that of a dated copy."""
    copy = _ARCHIVE.match(url) if len(url) <= _LONGEST else None
    if copy is None:
        return url, ""
    rest = url[copy.end() :]
    scheme = _SCHEME.match(rest)
    original = f"{scheme[1]}://{rest[scheme.end() :]}" if scheme else f"http://{rest}"
    # A copy may be one of another archive's copy.
    return _unwrapped(original)[0], url if copy["made"] or copy["stored"] else ""


def _post(url: str) -> Permalink | None:
    if url.startswith("at://"):
        uri = _AT_URI.fullmatch(url)
        url = f"https://bsky.app/profile/{uri[1]}/post/{uri[2]}" if uri else ""
    site = _SITE.match(url)
    if site is None:
        return None
    host, tail = site[1].lower(), url[site.end() :]
    forms = _forms(host)
    if forms is None and host.endswith(".t.me"):
        return _post(f"https://t.me/{host.removesuffix('.t.me')}{tail}")
    if forms is None and _MAYBE_FEDERATED.match(tail) and _SERVER.fullmatch(host):
        forms = FEDERATED if may_be_federated(host) else None
    if forms is None or _UNFIT.search(tail):
        return None
    target = _target(tail)
    matches = ((form, _pattern(form.path).fullmatch(target)) for form in forms)
    return next((_permalink(form, host, match) for form, match in matches if match), None)


def _forms(host: str) -> tuple[Form, ...] | None:
    if host not in BY_HOST:
        host = _FACE.sub("", host, count=1)
    return X if host.startswith("nitter.") else BY_HOST.get(host)


def _target(tail: str) -> str:
    """Path and query as the forms have them; older Twitter put its path into the fragment."""
    address, _, fragment = tail.partition("#")
    if fragment.startswith("!/") and address in ("", "/"):
        address = fragment[1:]
    path, mark, query = address.partition("?")
    return path.replace("%40", "@").replace("%3A", ":") + mark + query


@cache
def _pattern(path: str) -> re.Pattern[str]:
    """Compiled when the first address is asked about: many sites quote nobody."""
    return re.compile(path, re.ASCII)


def _permalink(form: Form, host: str, match: re.Match[str]) -> Permalink:
    parts = {name: value or "" for name, value in match.groupdict().items()} | {"host": host}
    return Permalink(
        form.network,
        _handle(form.network, parts),
        parts["id"],
        form.clock(parts["id"]),
        form.canonical.format_map(parts),
        scope=form.scope.format_map(parts).lower(),
    )


def _handle(network: str, parts: Mapping[str, str]) -> str:
    """The account's name in full: on networks of many servers it is made of both."""
    handle = parts.get("handle", "")
    if not handle or handle.startswith("did:"):
        return handle
    if network == "mastodon" and "@" not in handle:
        return f"@{handle}@{parts['host']}"
    return f"@{handle}"
