"""One question to a network: what it tells everybody of a single post."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from generator.check.connection import Connection, Response, Trouble, Unanswered
from generator.check.visit import LOGIN, REDIRECTS
from generator.kinds.permalink import Permalink
from generator.ledger.endpoints import RESOLVE, Endpoint, endpoint

_MOST_REDIRECTS = 3
_MOST_BYTES = 1_000_000
_GONE = Response(404, {})


@dataclass(frozen=True, slots=True)
class Asker:
    """How to ask: seconds for each step, and the moment of `time.monotonic` that ends it all.

    `allow_local` and `hosts`, which puts addresses of this machine in place of names, are there
    for tests.
    """

    end: float
    timeout: float = 10.0
    allow_local: bool = False
    hosts: Mapping[str, str] = field(default_factory=dict)

    def ask(self, asked: Endpoint) -> Response:
        """The answer, with its body; redirects are followed while they stay with the network.

        Raises Unanswered.
        """
        sites = (asked.host, *asked.sites)
        url = asked.url
        for _ in range(_MOST_REDIRECTS + 1):
            response = self._request(url, sites, asked.accept)
            location = response.headers.get("location", "")
            if response.status not in REDIRECTS or not location:
                return _readable(response)
            if LOGIN.search(location.partition("?")[0]):
                raise Unanswered(Trouble.LOGIN, "the site wants visitors to log in")
            url = _joined(url, location)
        raise Unanswered(Trouble.MISLED, f"it leads on more than {_MOST_REDIRECTS} times")

    def _request(self, url: str, sites: tuple[str, ...], accept: str) -> Response:
        left = self.end - time.monotonic()
        connection = Connection(self.timeout, left, self.allow_local)
        try:
            parts = urlsplit(url)
            self._allow(parts, sites)
            at = self.hosts.get(parts.hostname or "")
            if at:
                here = urlsplit(at)
                parts = parts._replace(scheme=here.scheme, netloc=here.netloc)
            return connection.request("GET", parts, accept=accept, most=_MOST_BYTES)
        except ValueError as error:
            raise Unanswered(Trouble.MISLED, "it leads to what is no web address") from error

    def _allow(self, parts: SplitResult, sites: tuple[str, ...]) -> None:
        """Nobody but the network is to learn of the question, and nobody on the way."""
        if parts.scheme != "https" and not (self.allow_local and parts.scheme == "http"):
            raise Unanswered(Trouble.MISLED, "it leads to an address without encryption")
        host = parts.hostname or ""
        known = any(host == site or host.endswith(f".{site}") for site in sites)
        if not known or "@" in parts.netloc or (parts.port or 443) not in (80, 443):
            raise Unanswered(Trouble.MISLED, "it leads away to another site")


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise Unanswered(Trouble.MISLED, "it leads to what is no web address") from error


def _readable(response: Response) -> Response:
    if response.headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise Unanswered(Trouble.MISLED, "its answer is compressed, which was not asked for")
    return response


def look(link: Permalink, asker: Asker) -> Response:
    """What a network says of a post that has an endpoint; status 404 means that it knows none.

    An answer that may be read is of the type that was asked for. Raises Unanswered.
    """
    asked = endpoint(link)
    if asked is None:
        raise Unanswered(Trouble.NO_PAGE, "its network does not tell programs of posts")
    if link.network == "bluesky" and not link.handle.startswith("did:"):
        return _by_handle(link, asked, asker)
    response = asker.ask(asked)
    # A server that is no Mastodon has another reason not to know the address that was asked.
    if response.status == 200 or (response.status == 404 and not asked.sites):
        _must_be(asked.accept, response)
    if response.status != 200:
        return response
    return _READ.get(link.network, _as_it_is)(link, response)


def _must_be(accept: str, response: Response) -> None:
    if response.headers.get("content-type", "").partition(";")[0].strip().lower() != accept:
        name = {"application/json": "JSON"}.get(accept, "a web page")
        raise Unanswered(Trouble.MISLED, f"its answer is not {name}")


def _by_handle(link: Permalink, asked: Endpoint, asker: Asker) -> Response:
    """Asks for the account's lasting name first: posts are not found by handles, which change."""
    handle = quote(link.handle.removeprefix("@"), safe="")
    response = asker.ask(replace(asked, url=RESOLVE.format(handle=handle)))
    if response.status != 200:
        return _GONE if response.status == 400 else response
    did = value_of(response, "did")
    if not isinstance(did, str) or not did.startswith("did:"):
        raise Unanswered(Trouble.MISLED, "its answer does not name an account")
    return look(replace(link, handle=did), asker)


def value_of(response: Response, key: str) -> Any:
    """The value of a key of the JSON object in an answer, None where there is no such thing."""
    try:
        told = json.loads(response.body)
    except (ValueError, RecursionError):
        return None
    return told.get(key) if isinstance(told, dict) else None


def _as_it_is(link: Permalink, response: Response) -> Response:
    return response


def _bluesky(link: Permalink, response: Response) -> Response:
    posts = value_of(response, "posts")
    if not isinstance(posts, list):
        raise Unanswered(Trouble.MISLED, "its answer names no posts")
    return response if posts else _GONE


def _telegram(link: Permalink, response: Response) -> Response:
    page = response.body.decode("utf-8", "replace").lower()
    if f'data-post="{link.scope}/{link.id}"' in page:
        return response
    if "tgme_widget_message_error" in page:
        return _GONE
    raise Unanswered(Trouble.MISLED, "its answer does not say")


# Networks that answer alike whether a post is there or not.
_READ: dict[str, Callable[[Permalink, Response], Response]] = {
    "bluesky": _bluesky,
    "telegram": _telegram,
}
