"""Found posts become records: which are new, what each is called, and what its file then says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from generator.kinds.post import Post
from generator.ledger.edit import EditFault, add_item
from generator.ledger.given import doubts
from generator.ledger.kept import Kept, identity, read_back, whereabouts
from generator.ledger.lacking import lacking
from generator.ledger.record import Found
from generator.ledger.veil import Veil, hidden_of
from generator.ledger.wishes import CHOOSE, Wishes, check, chosen, in_content, is_taken
from generator.ledger.writing import Wanted, as_yaml, language
from generator.problems import EnvironmentFault, Place, Problem

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Added:
    """A new record: its id, its file, its own lines, and what it does not say yet.

    `lookup` is where to look for a copy, empty where that would tell whom the record hides.
    """

    id: str
    path: str
    yaml: str
    lacks: tuple[str, ...]
    lookup: str = ""


@dataclass(slots=True)
class Plan:
    """What is to be written: records, files by path from the site's root, and what to tell.

    `known` are records of posts that are here already, by id, as they would have been written; of
    those that protect somebody there is none. `veil` is over what all posts hide, new ones, too.
    """

    veil: Veil
    added: list[Added] = field(default_factory=list)
    known: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def plan(kept: Kept, found: Sequence[Found], wishes: Wishes) -> Plan:
    """Everything that adding would write; nothing is written yet.

    Raises EnvironmentFault for wishes that cannot be met and EditFault for records that do not
    hold, or whose names would tell what they hide: then none of them is to be written.
    """
    wishes = replace(wishes, id=unicodedata.normalize("NFC", wishes.id.strip()))
    wanted = chosen(found, wishes)
    hidden = hidden_of(wanted, wishes.protect)
    check(kept, wishes, Veil(hidden, kept.campaign.unguarded))
    made = Plan(kept.veil(*hidden))
    fresh = list(_fresh(kept, made, wanted))
    if len(fresh) > 1 and wishes.id:
        raise EnvironmentFault(f"{len(fresh)} posts cannot all be '{wishes.id}'", CHOOSE)
    taken = set(kept.documents)
    try:
        for post in fresh:
            _add(kept, made, post, wishes, taken)
    except EditFault as fault:
        raise EditFault([made.veil.problem(problem) for problem in fault.problems]) from fault
    made.problems = [made.veil.problem(problem) for problem in made.problems]
    return made


def _fresh(kept: Kept, made: Plan, found: Iterable[Found]) -> Iterable[Found]:
    """Those that are not here already; one that was given twice is passed over in silence."""
    known = {mark: ident for ident, post, _ in kept.posts() for mark in _marks(post)}
    fresh: dict[tuple[_Mark, str], Found] = {}
    for post in found:
        mark = _mark(post)
        if mark in known:
            _tell_known(kept, made, known[mark], post)
        else:
            fresh.setdefault((mark, "" if post.url else post.posted), post)
    return fresh.values()


_Mark = tuple[str, str, str]


def _mark(found: Found) -> _Mark:
    """What tells a post from all others: its address, or network and words if it has none."""
    if found.url:
        return ("", *identity(found.url))
    return (found.network, found.handle.casefold(), found.text.strip() or found.posted)


def _marks(post: Post) -> Iterator[_Mark]:
    if post.url:
        yield ("", *identity(post.url))
    said = next(iter(post.text.words.values())) if post.text else ""
    yield (post.network, post.author.handle.casefold(), said.strip())


def _tell_known(kept: Kept, made: Plan, ident: str, found: Found) -> None:
    """Where a post stands that is here already, and what the import knows besides."""
    post, document = kept.post(ident)
    if post.protect == "nothing":
        made.known[ident] = as_yaml(found)
    fresh = {
        "its words": found.text.strip() and not post.text,
        "its language": language(found.lang) and not post.lang,
        "a name": found.name and not post.author.name,
        "a handle": found.handle and not post.author.handle,
        "when it was posted": found.posted and not post.posted,
        "an archived copy": found.archive and not post.archive,
    }
    news = [what for what, new in fresh.items() if new]
    hint = f"new in what you gave: {', '.join(news)}; --dry-run shows it" if news else _NO_NEWS
    message = f"this post is here already: '{ident}'"
    made.problems.append(Problem("post-known", message, whereabouts(document), hint))


_NO_NEWS = "what you gave says nothing that the record does not"


def _add(kept: Kept, made: Plan, found: Found, wishes: Wishes, taken: set[str]) -> None:
    ident = wishes.id or _new_id(found, taken, kept)
    taken.add(ident)
    path = in_content(kept, wishes.file) if wishes.file else f"content/posts/{ident}.yaml"
    named = ident if wishes.file else ""
    record = as_yaml(found, Wanted(named, wishes.protect, wishes.consent, wishes.source))
    before = made.files.get(path, kept.files.get(path))
    data = add_item(before or b"", path, record) if wishes.file else record.encode()
    made.files[path] = data
    post = _read(kept, path, data, ident, found)
    lookup = post.lookup if post.protect == "nothing" and not post.archive else ""
    made.added.append(Added(ident, path, record, lacking(post), lookup))
    made.problems += doubts(found, path)


def _read(kept: Kept, path: str, data: bytes, ident: str, found: Found) -> Post:
    """The new record, which is the last of its file, as the project reads it."""
    documents, problems = read_back(kept, path, data)
    last = documents[-1] if documents else None
    if last and isinstance(last.value, Post) and last.id == ident:
        return last.value
    # Mistakes of a record that is not written point to where the post was found.
    place = found.place if found.place.path else Place(path)
    fresh = [problem for problem in problems if problem not in kept.problems]
    otherwise = Problem("bad-id", f"'{ident}' cannot be an id", place, "use letters and hyphens")
    raise EditFault([replace(problem, place=place) for problem in fresh] or [otherwise])


def _new_id(found: Found, taken: Iterable[str], kept: Kept) -> str:
    """An id of day and number: a name or a handle would give away whom it is about."""
    day = _DAY.match(found.posted)
    stem = f"post-{day[0]}" if day else "post"
    names = {name.casefold() for name in taken}
    number = 1
    while f"{stem}-{number}" in names or is_taken(kept, f"{stem}-{number}"):
        number += 1
    return f"{stem}-{number}"
