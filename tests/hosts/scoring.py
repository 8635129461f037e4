"""The score that the HTTP Observatory would give to a site's front page, by its published rules.

Written from mdn/mdn-http-observatory, read 2026-11-21: points in src/grader/charts.js, rules in
src/analyzer/tests/. A site begins with 100; points above that count for sites that have at least
90 without them (MINIMUM_SCORE_FOR_EXTRA_CREDIT). Each rule below says what gives which points, and
is at most as kind as the original.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from generator.check.parsed import Parsed

START, ENOUGH_FOR_CREDIT = 100, 90
_BROAD = {"ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*"}
_UNSAFE = {"'unsafe-inline'", "data:"}
_SIX_MONTHS = 15_552_000


@dataclass(frozen=True)
class Seen:
    """What a scan sees of a front page: over https, over http, and the page's own elements.

    Names of headers are in small letters. `over_http` is where a request over http is sent on to;
    None where nobody listens there.
    """

    host: str
    headers: Mapping[str, str]
    page: Parsed
    over_http: str | None = None
    cookies: tuple[str, ...] = field(default=())

    def policies(self) -> list[dict[str, list[str]]]:
        """The policies of the headers and of the page, by directive; all of them hold at once."""
        found = [self.headers.get("content-security-policy", "")]
        found += [
            element.attrs.get("content", "")
            for element in self.page.all("meta")
            if element.attrs.get("http-equiv", "").lower() == "content-security-policy"
        ]
        return [_directives(text) for text in found if text]


def _directives(text: str) -> dict[str, list[str]]:
    named = (part.split() for part in text.split(";") if part.strip())
    return {name.lower(): [value.lower() for value in values] for name, *values in named}


def content_security_policy(seen: Seen) -> int:
    """tests/csp.js: +10 default-src 'none' and nothing unsafe, +5 nothing unsafe, 0 unsafe styles.

    -10 unsafe-eval or insecure pictures, -20 unsafe scripts or insecure sources, -25 no policy.
    """
    policies = seen.policies()
    if not policies:
        return -25
    return min(_points_of(policy) for policy in policies)


def _points_of(policy: Mapping[str, list[str]]) -> int:
    fallback = policy.get("default-src", ["*"])
    scripts, objects, styles = (
        set(policy.get(name, fallback)) for name in ("script-src", "object-src", "style-src")
    )
    passive = {*policy.get("img-src", fallback), *policy.get("media-src", fallback)}
    every = {source for values in policy.values() for source in values}
    if scripts & (_BROAD | _UNSAFE) or objects & _BROAD:
        return -20
    if any(source.startswith(("http:", "ftp:")) for source in every - passive):
        return -20
    if "'unsafe-eval'" in scripts | styles:
        return -10
    if any(source.startswith(("http:", "ftp:")) for source in passive):
        return -10
    if styles & (_BROAD | _UNSAFE):
        return 0
    return 10 if policy.get("default-src") == ["'none'"] else 5


def cookies(seen: Seen) -> int:
    """tests/cookies.js: 0 without any. With any, this site would have broken its own rules."""
    return -40 if seen.cookies or "set-cookie" in seen.headers else 0


def cross_origin_resource_sharing(seen: Seen) -> int:
    """tests/cors.js: -50 where every site may read what a signed-in visitor sees, else 0."""
    return -50 if "access-control-allow-credentials" in seen.headers else 0


def redirection(seen: Seen) -> int:
    """tests/redirection.js: 0 from http to https of the same host, or where nobody listens on http.

    -5 to another host, -20 to no https at all.
    """
    if seen.over_http is None:
        return 0
    to = urlsplit(seen.over_http)
    if to.scheme != "https":
        return -20
    return 0 if to.hostname == seen.host else -5


def referrer_policy(seen: Seen) -> int:
    """tests/referrer-policy.js: +5 for a private one, 0 for none, -5 for any other."""
    private = {
        "no-referrer",
        "same-origin",
        "strict-origin",
        "strict-origin-when-cross-origin",
    }
    said = seen.headers.get("referrer-policy")
    return 0 if said is None else 5 if said.lower() in private else -5


def strict_transport_security(seen: Seen) -> int:
    """tests/strict-transport-security.js: 0 from six months on, -10 for less, -20 for none.

    +5 goes to names that browsers know beforehand, which no configuration can bring about.
    """
    said = seen.headers.get("strict-transport-security")
    if said is None:
        return -20
    age = re.search(r"(?:^|;)\s*max-age=(\d+)", said.lower())
    if age is None or "," in said:
        return -20
    return 0 if int(age[1]) >= _SIX_MONTHS else -10


def subresource_integrity(seen: Seen) -> int:
    """tests/subresource-integrity.js: 0 where all scripts are the site's own, -50 for any other."""
    sources = [script.attrs.get("src", "") for script in seen.page.all("script")]
    return -50 if any(re.match(r"(?:https?:)?//", source) for source in sources) else 0


def x_content_type_options(seen: Seen) -> int:
    """tests/x-content-type-options.js: 0 for nosniff, else -5."""
    return 0 if seen.headers.get("x-content-type-options", "").lower() == "nosniff" else -5


def x_frame_options(seen: Seen) -> int:
    """tests/x-frame-options.js: +5 by the policy's frame-ancestors in a header, 0 by its own, else -20."""
    if "frame-ancestors" in _directives(seen.headers.get("content-security-policy", "")):
        return 5
    return 0 if seen.headers.get("x-frame-options", "").lower() in ("deny", "sameorigin") else -20


def cross_origin_resource_policy(seen: Seen) -> int:
    """tests/cross-origin-resource-policy.js: +10 for same-origin or same-site, 0 for cross-origin or none, else -5."""
    points = {None: 0, "cross-origin": 0, "same-origin": 10, "same-site": 10}
    return points.get(seen.headers.get("cross-origin-resource-policy"), -5)


RULES: tuple[Callable[[Seen], int], ...] = (
    content_security_policy,
    cookies,
    cross_origin_resource_sharing,
    redirection,
    referrer_policy,
    strict_transport_security,
    subresource_integrity,
    x_content_type_options,
    x_frame_options,
    cross_origin_resource_policy,
)


def score(seen: Seen) -> dict[str, int]:
    """The points of each rule by its name, and the score below 'score'."""
    points = {rule.__name__: rule(seen) for rule in RULES}
    without_credit = START + sum(given for given in points.values() if given < 0)
    credit = sum(given for given in points.values() if given > 0)
    whole = without_credit + (credit if without_credit >= ENOUGH_FOR_CREDIT else 0)
    return {**points, "score": max(whole, 0)}
