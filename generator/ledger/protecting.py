"""A post protected where it stands, and what else the campaign's files say of the person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import get_args

from generator.kinds.post import Post
from generator.kinds.post import Protection as Level
from generator.kinds.text import Text
from generator.ledger.edit import EditFault, set_key
from generator.ledger.kept import Kept, read_back
from generator.ledger.veil import Veil
from generator.model import Document, Hidden
from generator.problems import EnvironmentFault, Place
from generator.resolve.protect import hidden_values, hide
from generator.resolve.walk import walk

# From that which shows everything to that which hides most.
LEVELS: tuple[str, ...] = get_args(Level)

_ALWAYS = (
    "other pages may name the person, too: 'handbill check' finds where",
    "what was published before stays in caches, archives and the history of git: "
    "protection holds from the next build on",
)


@dataclass(frozen=True, slots=True)
class Protection:
    """A change to write: `data` for `path`; `before` is the level that the record had.

    `shown_id`, `shown_path` and `advice` name nothing that is hidden.
    """

    path: str
    data: bytes
    before: str
    level: str
    shown_id: str
    shown_path: str
    advice: tuple[str, ...]

    @property
    def shows_more(self) -> bool:
        """Whether something is shown again that was hidden."""
        return LEVELS.index(self.level) < LEVELS.index(self.before)


def protection(kept: Kept, ident: str, level: str) -> Protection:
    """What protecting a post at a level would write, and what would still give it away.

    Raises EnvironmentFault, and EditFault where the file allows no change in place.
    """
    post, document = kept.post(ident)
    if level == "words" and not post.paraphrase:
        raise EnvironmentFault("there would be nothing to show: a paraphrase is missing", _ADD)
    path = document.places.path
    # A level that is lifted still hides its values here: the answer is no place to show them.
    strictest = max(level, post.protect, key=LEVELS.index)
    hidden = _hidden(ident, post.model_copy(update={"protect": strictest}), document)
    veil = kept.veil(*hidden)
    try:
        data = kept.files[path] if level == post.protect else _changed(kept, document, level)
    except EditFault as fault:
        problems = [replace(veil.problem(problem), quiet=True) for problem in fault.problems]
        raise EditFault(problems) from fault
    own = Veil(hidden, kept.campaign.unguarded)
    changed = post.model_copy(update={"protect": level})
    found = _giveaways(kept, ident, changed, document, own) if level != "nothing" else ()
    shown_id = "the post" if veil.tells(ident) else f"'{ident}'"
    return Protection(path, data, post.protect, level, shown_id, veil.path(path), tuple(found))


_ADD = 'add to the record, in your own words: "paraphrase: {en: …}", and protect it then'


def _hidden(ident: str, post: Post, document: Document) -> tuple[Hidden, ...]:
    return hidden_values({ident: replace(document, value=post)})


def _changed(kept: Kept, document: Document, level: str) -> bytes:
    """The file with the level in it. Raises EditFault.

    The record must hold as the project reads it; mistakes of its neighbours are theirs.
    """
    path = document.places.path
    data = set_key(kept.files[path], path, document.places.prefix, "protect", level)
    documents, problems = read_back(kept, path, data)
    if document.id not in {read.id for read in documents if read.value is not None}:
        raise EditFault([replace(problem, place=Place(path)) for problem in problems])
    return data


def _giveaways(kept: Kept, ident: str, post: Post, document: Document, own: Veil) -> Iterator[str]:
    stem = PurePosixPath(document.places.path).stem
    if own.tells(ident):
        where = "the id, which becomes an address," if ident != stem else "the file's name and id"
        yield f"{where} says what is hidden: name it after what is said, and mend what refers to it"
    elif own.tells(stem):
        yield "the file's name says what is hidden: whoever sees the folder can read it"
    shown = post.model_copy(update=hide(post))
    telling = (loc[0] for loc, value in walk(shown) if loc and _told(value, own.hides))
    for field in dict.fromkeys(telling):
        if field != "id":
            yield f"'{field}' says what is hidden, and is shown: write it without"
    if post.protect == "name" and post.is_quotation:
        yield "the exact words can be searched for: a paraphrase, and 'words', hide them too"
    if post.protect in ("name", "words") and not post.author.shown_as:
        yield 'to say who spoke without a name: "author: {shown_as: a resident}"'
    others = _others(kept, ident, post)
    if others:
        yield f"{others} of the same person here {'is' if others[0] == '1' else 'are'} shown"
    yield from _ALWAYS


def _told(value: object, holds: Callable[[str], bool]) -> bool:
    if isinstance(value, Text):
        return any(map(holds, value.words.values()))
    return isinstance(value, str) and holds(value)


def _others(kept: Kept, ident: str, post: Post) -> str:
    """How many posts by the same handle or name are protected less."""
    me = {word.casefold() for word in (post.author.handle, post.author.name) if word}
    less = [
        other
        for name, other, _ in kept.posts()
        if name != ident
        and LEVELS.index(other.protect) < LEVELS.index(post.protect)
        and me & {other.author.handle.casefold(), other.author.name.casefold()}
    ]
    if not less:
        return ""
    return "1 other post" if len(less) == 1 else f"{len(less)} other posts"
