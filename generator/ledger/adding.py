"""Found posts become records: which are new, what each is called, and what its file then says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.kinds.permalink import recognise
from generator.kinds.post import Post
from generator.ledger.edit import EditFault, add_item
from generator.ledger.kept import POSTS, Kept, identity, read_back, whereabouts
from generator.ledger.listing import lacking
from generator.ledger.record import Found
from generator.ledger.writing import Wanted, as_yaml, language
from generator.model import Source
from generator.problems import EnvironmentFault, Place, Problem, did_you_mean
from generator.read.parse import kind_of
from generator.urls import RESERVED_NAMES

# More posts at once are nearly always a mistake: somebody's whole archive.
MOST = 20

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was asked for: an empty value leaves the choice to us, and 0 takes all."""

    id: str = ""
    file: str = ""
    protect: str = ""
    consent: str = ""
    source: str = ""
    only: tuple[str, ...] = ()
    limit: int = 0


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
    those that protect somebody there is none.
    """

    added: list[Added] = field(default_factory=list)
    known: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def from_permalink(url: str) -> Found:
    """What the address of a post tells by itself; nobody is asked."""
    link = recognise(url)
    if link is None:
        return Found("other", url=url)
    url = link.canonical or url
    return Found(
        link.network, url=url, handle=link.handle, posted=link.posted, archive=link.archive
    )


def plan(kept: Kept, found: Sequence[Found], wishes: Wishes) -> Plan:
    """Everything that adding would write; nothing is written yet.

    Raises EnvironmentFault for wishes that cannot be met and EditFault for records that do not
    hold: then none of them is to be written.
    """
    wishes = replace(wishes, id=unicodedata.normalize("NFC", wishes.id.strip()))
    _check(kept, wishes)
    made = Plan()
    known = {mark: ident for ident, post, _ in kept.posts() for mark in _marks(post)}
    # The same post a second time in what was given is passed over in silence.
    fresh: dict[tuple[_Mark, str], Found] = {}
    for post in _chosen(found, wishes):
        mark = _mark(post)
        if mark in known:
            _tell_known(kept, made, known[mark], post)
        else:
            fresh.setdefault((mark, "" if post.url else post.posted), post)
    if len(fresh) > 1 and wishes.id:
        raise EnvironmentFault(f"{len(fresh)} posts cannot all be '{wishes.id}'", _CHOOSE)
    taken = set(kept.documents)
    for post in fresh.values():
        _add(kept, made, post, wishes, taken)
    return made


_CHOOSE = "choose with --only ID, or --limit NUMBER"


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


def _chosen(found: Sequence[Found], wishes: Wishes) -> Sequence[Found]:
    wanted = set(wishes.only)
    if wanted:
        named = [(post, _names(post) & wanted) for post in found]
        missing = wanted - {name for _, names in named for name in names}
        if missing:
            message = f"no post with the number or address '{min(missing)}' is in there"
            raise EnvironmentFault(message, "see what is: --dry-run")
        found = [post for post, names in named if names]
    if wishes.limit:
        return found[: wishes.limit]
    if len(found) > MOST and not wanted:
        raise EnvironmentFault(f"{len(found):,} posts are more than can be looked after", _CHOOSE)
    return found


def _names(post: Found) -> set[str]:
    link = recognise(post.url)
    return {post.url, link.id, link.canonical} if link else {post.url}


def _check(kept: Kept, wishes: Wishes) -> None:
    if wishes.source and wishes.source not in kept.campaign.sources:
        hint = did_you_mean(wishes.source, kept.campaign.sources, "add it to 'sources' there")
        raise EnvironmentFault(f"site.yaml has no source '{wishes.source}'", hint)
    if wishes.protect == "words":
        hint = "add it with --protect name; 'handbill post protect' then says what to write"
        raise EnvironmentFault("a post without its words needs a paraphrase of yours first", hint)
    if wishes.id in kept.documents:
        place = whereabouts(kept.documents[wishes.id], "id")
        hint = "choose another id, or leave --id away"
        raise EnvironmentFault(f"there is a post '{wishes.id}' already: {place}", hint)
    if wishes.id and not wishes.file and _is_taken(kept, wishes.id):
        hint = "choose another id, or a list to add it to: --file"
        raise EnvironmentFault(f"there is a file '{wishes.id}.yaml' already", hint)
    if wishes.id.startswith(".") or wishes.id.split(".")[0].casefold() in RESERVED_NAMES:
        raise EnvironmentFault(f"no file can be named '{wishes.id}'", "choose another id")


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
    path = _in_content(kept, wishes.file) if wishes.file else f"content/posts/{ident}.yaml"
    named = ident if wishes.file else ""
    record = as_yaml(found, Wanted(named, wishes.protect, wishes.consent, wishes.source))
    before = made.files.get(path, kept.files.get(path))
    data = add_item(before or b"", path, record) if wishes.file else record.encode()
    made.files[path] = data
    post = _read(kept, path, data, ident, found)
    lookup = post.lookup if post.protect == "nothing" and not post.archive else ""
    made.added.append(Added(ident, path, record, lacking(post), lookup))


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


def _is_taken(kept: Kept, name: str) -> bool:
    """Whether a file of posts has that name; on some disks case does not count."""
    stems = {Path(path).stem.casefold() for path in kept.files}
    return name.casefold() in stems or (kept.root / f"content/posts/{name}.yaml").exists()


def _new_id(found: Found, taken: Iterable[str], kept: Kept) -> str:
    """An id of day and number: a name or a handle would give away whom it is about."""
    day = _DAY.match(found.posted)
    stem = f"post-{day[0]}" if day else "post"
    names = {name.casefold() for name in taken}
    number = 1
    while f"{stem}-{number}" in names or _is_taken(kept, f"{stem}-{number}"):
        number += 1
    return f"{stem}-{number}"


def _in_content(kept: Kept, file: str) -> str:
    """A file of posts by its path from the site's root, as written from there or from here."""
    for start in (Path.cwd(), kept.root):
        whole = (start / file).resolve()
        if whole.is_relative_to(kept.root):
            path = whole.relative_to(kept.root).as_posix()
            hidden = any(part.startswith(".") for part in path.split("/"))
            in_content = path.startswith("content/") and not hidden
            if in_content and kind_of(Source(path, whole)) is POSTS:
                return path
    hint = "name one below content/posts/, as in content/posts/kept.yaml"
    raise EnvironmentFault(f"posts are not read from '{file}'", hint)
