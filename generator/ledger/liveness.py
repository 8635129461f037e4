"""Which quoted posts are still there, asked over the network: only when somebody wants it."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from generator.check.connection import Trouble, Unanswered, uses_proxy
from generator.check.visit import Answer, State, Visitor, judged, refused
from generator.kinds.permalink import Permalink, inner, recognise
from generator.kinds.post import Post
from generator.ledger.ask import Asker, look
from generator.ledger.endpoints import endpoint
from generator.model import Document
from generator.problems import Place, Problem

_AT_ONCE = 4

# A step may take its time; all steps of one question may take so many times as long.
_STEPS = 3

# Their pages look alike whether a post is there or not, or show a form to log in.
_MUTE = ("facebook", "instagram", "threads", "telegram", "tiktok", "youtube")

_CODES = {
    State.DEAD: "post-dead",
    State.BLOCKED: "post-blocked",
    State.UNSURE: "post-unsure",
    State.FINE: "post-alive",
}
_MISSING = ("deleted", "suspended", "lost")

# What is said of posts whose people are protected: a site's name may tell who they are.
_DISCREET = {
    State.DEAD: "it is no longer where it was",
    State.BLOCKED: "its network turns programs away",
    State.UNSURE: "its network gave no clear answer",
}
_HINTS = {
    State.DEAD: "set 'state' to deleted, suspended or lost; keep a link to a copy under 'archive'",
    State.BLOCKED: "open it in a browser now and then: programs are not told",
    State.UNSURE: "ask again later, or open it in a browser",
    State.FINE: "set 'state: live', or leave it: a copy under 'archive' outlives both",
}


@dataclass(frozen=True, slots=True)
class _Asking:
    """How to ask; after `end`, a moment of `time.monotonic`, nobody is asked any more."""

    end: float
    timeout: float
    pause: float
    allow_local: bool
    hosts: Mapping[str, str] = field(default_factory=dict)


def check_posts(
    documents: Iterable[Document],
    *,
    allow_local: bool = False,
    hosts: Mapping[str, str] | None = None,
    timeout: float = 10.0,
    pause: float = 1.0,
    limit: float = 900.0,
) -> list[Problem]:
    """What the network says of posts otherwise than their records do, sorted by place.

    `documents` are as they were read, since resolving takes the addresses of protected people out.
    `timeout` is in seconds for each step, `pause` between two questions to one host, `limit` for
    the whole run; `allow_local` and `hosts` let tests ask their own machine.
    """
    posts = [document for document in documents if _has_address(document)]
    if posts and not allow_local and uses_proxy():
        # A proxy may be there to hide who asks, and we would go past it.
        message = "no network was asked for posts, as this machine uses a proxy"
        return [Problem("post-unsure", message, Place("content"), "switch it off to ask directly")]
    by_host: dict[str, list[Document]] = defaultdict(list)
    for document in posts:
        by_host[_host(document.value.url)].append(document)
    asking = _Asking(time.monotonic() + limit, timeout, pause, allow_local, hosts or {})
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        asked = threads.map(lambda own: list(_ask_host(asking, own)), by_host.values())
        answers = [pair for own in asked for pair in own]
    if answers and all(answer.unknown_host for _, answer in answers):
        message = "no network of any post could be found"
        return [Problem("post-unsure", message, Place("content"), "is this machine online?")]
    found = (_problem(document, answer) for document, answer in answers)
    return sorted((p for p in found if p), key=lambda problem: problem.sort_key)


def _has_address(document: Document) -> bool:
    return isinstance(document.value, Post) and bool(document.value.url)


def _host(url: str) -> str:
    """Who is asked for a post: not always the site where it stands."""
    link = recognise(url)
    asked = endpoint(link) if link else None
    try:
        return asked.host if asked else urlsplit(inner(url)).hostname or ""
    except ValueError:
        return ""


def _ask_host(asking: _Asking, posts: list[Document]) -> Iterator[tuple[Document, Answer]]:
    """Asks one host after its posts, one by one, until an answer holds for all the others."""
    answer: Answer | None = None
    for document in posts:
        if answer is None or not answer.for_host:
            if answer is not None:
                time.sleep(asking.pause)
            answer = _ask(asking, document.value.url)
        yield document, answer


def _ask(asking: _Asking, url: str) -> Answer:
    now = time.monotonic()
    if now >= asking.end:
        return Answer(State.UNSURE, "it was not asked after: all took too long", for_host=True)
    limit = min(_STEPS * asking.timeout, asking.end - now)
    link = recognise(url)
    if link and endpoint(link):
        asker = Asker(now + limit, asking.timeout, asking.allow_local, asking.hosts)
        answer = _told(link, asker)
        if answer is not None:
            return answer
    visitor = Visitor(asking.timeout, limit, asking.allow_local)
    answer = visitor.ask(link.canonical if link else inner(url))
    if link and link.network in _MUTE and answer.state is State.FINE:
        return Answer(State.UNSURE, "its page does not tell programs whether the post is there")
    return answer


def _told(link: Permalink, asker: Asker) -> Answer | None:
    """What a network's answer to programs says, or None where the page may say more."""
    try:
        response = look(link, asker)
    except Unanswered as fault:
        if link.network == "mastodon" and fault.trouble is Trouble.MISLED:
            # Other programs than Mastodon run servers, too, and have no such answers.
            return None
        return refused(fault)
    answer = judged(response.status, response.headers)
    if answer.state is State.DEAD:
        return replace(answer, why="its network knows no such post")
    if response.status in (401, 403) and answer.state is State.BLOCKED:
        # So answer networks for posts that are hidden, suspended or, at times, deleted.
        return replace(answer, why=f"its network does not show it to everybody ({response.status})")
    if answer.state is State.FINE and response.status != 200:
        return Answer(State.UNSURE, f"its network gave no clear answer ({response.status})")
    return answer


def _problem(document: Document, answer: Answer) -> Problem | None:
    post: Post = document.value
    alive, missing = answer.state is State.FINE, post.state in _MISSING
    # What is known to be gone is told of only when it answers, all else only when it does not.
    if alive is not missing:
        return None
    name = document.id
    if alive:
        message = f"the post '{name}' is '{post.state}' in its record, and its address answers"
    else:
        hidden = post.protect != "nothing"
        message = f"the post '{name}': {_DISCREET[answer.state] if hidden else answer.why}"
    return Problem(_CODES[answer.state], message, _place(document), _hint(post, answer.state))


def _place(document: Document) -> Place:
    """Where the record says it; of protected posts the file alone, as lines are shown with it."""
    places = document.places
    if document.value.protect != "nothing":
        return Place(places.path)
    return places.value("state" if places.has("state") else "url")


def _hint(post: Post, state: State) -> str:
    if state is State.DEAD and not post.archive and not post.captured:
        where = post.lookup if post.protect == "nothing" else "the Wayback Machine"
        return f"{_HINTS[state]}; look for one at {where}"
    return _HINTS[state]
