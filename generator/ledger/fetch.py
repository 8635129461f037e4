"""A post as its network tells it, asked for over the network: only when somebody wants it."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NoReturn
from urllib.parse import quote

from generator.check.connection import SAFE, Response, Trouble, Unanswered, uses_proxy
from generator.check.visit import judged
from generator.kinds.permalink import Permalink, recognise
from generator.ledger.ask import Asker, look, value_of
from generator.ledger.endpoints import JSON, Endpoint, endpoint
from generator.ledger.imports import read_posts
from generator.ledger.record import Found, ImportFault, refuse
from generator.problems import EnvironmentFault, Place, Problem

_BY_HAND = (
    "give 'handbill post add' a file with the post's embedding code, or leave out '--fetch' and "
    "type its words"
)

# Why some networks are not asked.
_CLOSED = {
    "facebook": "Facebook tells only programs that have a key of it",
    "instagram": "Instagram tells only programs that have a key of it",
    "threads": "Threads tells only programs that have a key of it",
    "telegram": "Telegram tells of its posts in web pages only",
}

# Where a mistake stands that is in no file.
_OPTION = Place("--fetch")

# In what a connection complains of stand the names of hosts.
_QUOTED = re.compile("'[^']*'")

# There was an answer, and it is not what was asked for.
_NO_USE = (Trouble.MISLED, Trouble.TOO_BIG)


@dataclass(frozen=True, slots=True)
class _Naming:
    """How messages speak of what is asked: `address` is empty where it shall not be named."""

    place: Place
    network: str
    address: str


def fetch_post(
    url: str,
    *,
    discreet: bool = False,
    allow_local: bool = False,
    hosts: Mapping[str, str] | None = None,
    timeout: float = 10.0,
    limit: float = 20.0,
) -> tuple[Found, list[Problem]]:
    """The post at a permalink; `timeout` is in seconds for each step, `limit` for all of them.

    `discreet` keeps addresses and hosts out of every message: they may name whom a post hides.
    `allow_local` and `hosts` let tests ask their own machine. Raises ImportFault when the network
    has no such post to give, EnvironmentFault when it cannot be asked.
    """
    link, asked = _asked(url)
    naming = _Naming(_OPTION, "the network", "") if discreet else _named(link, asked)
    if uses_proxy() and not allow_local:
        # A proxy may be there to hide who asks, and we would go past it.
        message = f"{naming.network} was not asked, as this machine uses a proxy"
        raise EnvironmentFault(message, f"switch it off to ask directly, or {_BY_HAND}")
    asker = Asker(time.monotonic() + limit, timeout, allow_local, hosts or {})
    try:
        response = look(link, asker)
    except Unanswered as fault:
        if fault.trouble in _NO_USE:
            refuse("wrong-answer", f"{naming.network}: {fault}", naming.place, _BY_HAND)
        why = _QUOTED.sub("'…'", str(fault)) if discreet else fault
        raise EnvironmentFault(f"{naming.network}: {why}", _BY_HAND) from fault
    return _read(link, response, naming)


def told(url: str) -> str:
    """Who will learn what when the post at `url` is fetched. Raises ImportFault as that does."""
    link, asked = _asked(url)
    return (
        f"'{asked.host}' will be asked for '{link.canonical}': it learns the internet address of "
        "this machine, the time, and that somebody here wants this post"
    )


def _asked(url: str) -> tuple[Permalink, Endpoint]:
    link = recognise(url)
    if link is None:
        refuse("no-fetch", "that is not the address of a post", _OPTION, _BY_HAND)
    asked = endpoint(link)
    if asked is None or asked.accept != JSON:
        otherwise = f"'{link.network}' does not tell programs of a post at such an address"
        refuse("no-fetch", _CLOSED.get(link.network, otherwise), _OPTION, _BY_HAND)
    return link, asked


def _named(link: Permalink, asked: Endpoint) -> _Naming:
    return _Naming(Place(asked.host), f"'{asked.host}'", link.canonical)


def _read(link: Permalink, response: Response, naming: _Naming) -> tuple[Found, list[Problem]]:
    place = naming.place
    if response.status in (404, 410):
        _no_such_post(naming)
    if response.status != 200:
        answer = judged(response.status, response.headers)
        why = answer.why or f"its answer is of no use ({response.status})"
        raise EnvironmentFault(f"{naming.network}: {why}", _BY_HAND)
    try:
        found, problems = read_posts(place.path, response.body)
    except ImportFault as fault:
        message = f"the answer cannot be read: {fault.problem.message}"
        refuse("wrong-answer", message, place, _BY_HAND)
    if len(found) != 1 or not _is_about(link, found[0], response):
        refuse("wrong-answer", "the answer is not about the post asked for", place, _BY_HAND)
    (post,) = found
    archive = post.archive or link.archive
    return replace(post, url=_address(link, post), archive=archive), problems


def _no_such_post(naming: _Naming) -> NoReturn:
    copies = "in archives such as the Wayback Machine"
    message = "the network knows no such post"
    if naming.address:
        copies = f"at https://web.archive.org/web/*/{quote(naming.address, safe=SAFE)}"
        message = f"the network knows no post '{naming.address}'"
    hint = f"look for a copy {copies}; without '--fetch' the address alone is kept"
    refuse("no-such-post", message, naming.place, hint)


def _is_about(link: Permalink, post: Found, response: Response) -> bool:
    """Whether an answer tells of the post that was asked for, and of no other."""
    if post.network != link.network:
        return False
    named = recognise(post.url)
    if named is None:
        # An answer need not name the address, as YouTube's does not; the id stands in it.
        return link.id.encode() in response.body
    if named.key == link.key:
        return True
    # A Mastodon server gives ids of its own to posts of other servers.
    return link.network == "mastodon" and value_of(response, "id") == link.id


def _address(link: Permalink, post: Found) -> str:
    """The address asked for, unless it named another person than the answer: X lets any pass."""
    named = recognise(post.url)
    if link.network == "x" and named and named.handle.lower() != link.handle.lower():
        return named.canonical
    return link.canonical
