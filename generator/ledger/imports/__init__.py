"""Posts out of files that people have: archives, answers and snippets of networks, as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from generator.ledger.imports import (
    activitypub,
    bluesky,
    mastodon,
    oembed,
    snippet,
    twitter_archive,
)
from generator.ledger.imports.cleaning import clean_line
from generator.ledger.imports.finish import clean_handle, finish
from generator.ledger.imports.node import NOBODY, Account, Node
from generator.ledger.imports.opening import Piece, pieces, text_of
from generator.ledger.record import Found, refuse
from generator.problems import Place, Problem

__all__ = ["FORMATS", "NOBODY", "Account", "Format", "read_account", "read_posts"]

MAX_POSTS = 100_000
# Of one kind of message so many are told for a file; the others are counted.
_TOLD = 20


@dataclass(frozen=True, slots=True)
class Format:
    """A form of posts: `recognise` looks at a value without trusting it, `read` finds its posts."""

    name: str
    recognise: Callable[[object], bool]
    read: Callable[[Node], Iterator[Found]]


# The first that recognises a value reads it.
FORMATS: tuple[Format, ...] = (
    Format("an answer of Bluesky", bluesky.recognise, bluesky.read),
    Format("an ActivityPub note or outbox", activitypub.recognise, activitypub.read),
    Format("an answer of Mastodon", mastodon.recognise, mastodon.read),
    Format("an oEmbed answer", oembed.recognise, oembed.read),
    Format("tweets.js of an X archive", twitter_archive.recognise, twitter_archive.read),
    Format("HTML with embedded posts", snippet.recognise, snippet.read),
)

_UNDERSTOOD = f"understood are: {', '.join(row.name for row in FORMATS)}"


def read_posts(
    name: str, data: bytes, account: Account = NOBODY
) -> tuple[list[Found], list[Problem]]:
    """The posts of a file that messages call `name`, in its order, and what is to be told of it.

    `account` is whose archive it is, which tweets.js does not tell. Raises ImportFault where
    nothing can be read at all; a post that is broken is left out, with a Problem.
    """
    problems: list[Problem] = []
    found: dict[Found, Found] = {}
    for post in _all(name, text_of(name, data), account, problems):
        # Saved pages hold the same snippet several times.
        found.setdefault(replace(post, place=Place("")), post)
        if len(found) == MAX_POSTS:
            message = f"only the first {MAX_POSTS:,} posts of the file are read"
            problems.append(Problem("import-skipped", message, Place(name)))
            break
    posts = list(found.values())
    problems += _about(name, posts, problems)
    return posts, list(_condensed(problems))


def read_account(name: str, data: bytes) -> Account:
    """Whose archive it is, by its account.js. Raises ImportFault where that does not say so."""
    for piece in pieces(name, text_of(name, data)):
        account = Node(piece.value, piece.place).at("account")
        handle = clean_handle(account.text("username"), set())
        if handle:
            return Account(handle, clean_line(account.text("accountDisplayName"), set()))
    return refuse("import-unknown", "this is not account.js of an X archive", Place(name))


def _all(name: str, text: str, account: Account, problems: list[Problem]) -> Iterator[Found]:
    known, strange = 0, []
    for piece in pieces(name, text):
        form = next((row for row in FORMATS if row.recognise(piece.value)), None)
        if form is None:
            strange.append(piece)
            continue
        known += 1
        node = Node(piece.value, piece.place, problems, account, piece.label)
        for raw in form.read(node):
            if post := finish(raw, problems):
                yield post
    if strange and not known:
        _unknown(strange)
    message = "this is none of the known forms of a post, so it is left out"
    problems += [Problem("import-skipped", message, piece.place) for piece in strange]


def _unknown(strange: list[Piece]) -> None:
    first = strange[0]
    if isinstance(first.value, dict) and isinstance(first.value.get("account"), dict):
        hint = "it says whose archive this is; the posts stand in tweets.js"
        refuse("import-unknown", "this file holds an account, not posts", first.place, hint)
    refuse(
        "import-unknown",
        "this is none of the forms that posts are read from",
        first.place,
        _UNDERSTOOD,
    )


def _about(name: str, posts: list[Found], problems: list[Problem]) -> Iterator[Problem]:
    """What is to be told of the file as a whole."""
    if not posts:
        if not problems:
            refuse("import-missing", "the file holds no post", Place(name), _UNDERSTOOD)
        yield Problem("import-missing", "no post could be read from the file", Place(name))
    nameless = [post for post in posts if not (post.handle or post.name)]
    if nameless:
        message = f"it is not said who posted ({len(nameless):,} of {len(posts):,} posts)"
        archived = name.endswith(".js") and nameless[0].network == "x"
        yield Problem("import-author", message, nameless[0].place, _WHO[archived])


_WHO = {
    True: "an X archive says so in account.js, beside tweets.js; else write it into the record",
    False: "write it into the record, if it may be said",
}


def _condensed(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The first of each kind of message, and how many more there are."""
    seen: Counter[tuple[str, str]] = Counter()
    last: dict[tuple[str, str], Problem] = {}
    for problem in problems:
        kind = problem.code, problem.message
        seen[kind] += 1
        last[kind] = problem
        if seen[kind] <= _TOLD:
            yield problem
    for kind, times in seen.items():
        if times > _TOLD:
            message = f"{kind[1]} (and {times - _TOLD:,} more like this)"
            yield replace(last[kind], message=message, place=Place(last[kind].place.path))
