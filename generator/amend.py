"""The quick ways of an edit: other words on a page, or other styles, and nothing else anywhere."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from generator.build import Prepared
from generator.kinds.text import Speech
from generator.model import Body, Directive, Document, Image, Page, Reading, Source
from generator.read.parse import parse_page
from generator.render.theme import directives, template_folders
from generator.resolve import Resolved
from generator.resolve.bodies import (
    Converted,
    check_anchors,
    check_directives,
    converted,
    page_piece,
    sources_in,
)
from generator.resolve.pages import address_pages
from generator.resolve.permalinks import has_lost

Key = tuple[str, str]


def amended(prepared: Prepared, paths: Iterable[str]) -> tuple[Prepared, frozenset[Key]] | None:
    """The same site with the words that now stand in these files, and the pages that have changed.

    `paths` are seen from the site's root. None where more has changed than the words between the
    same headings and pictures, or where anything is wrong: the whole line has to be gone then.
    """
    resolved, reading = prepared.resolved, prepared.reading
    if prepared.book is None or resolved is None or reading is None:
        return None
    pages = {page.places.path: key for key, page in resolved.site.pages.items()}
    marked = {problem.place.path for problem in prepared.problems}
    if any((reading.root / path).is_symlink() for path in pages):
        return None
    changed: dict[Key, tuple[Document, Converted]] = {}
    for path in paths:
        key = pages.get(path)
        if key is None or path in marked:
            return None
        found = _rewritten(reading, resolved, resolved.site.pages[key], prepared)
        if found is None:
            return None
        changed[key] = found
    return _with(prepared, reading, resolved, changed), frozenset(changed)


def restyled(prepared: Prepared, paths: Iterable[str]) -> Prepared | None:
    """The same site in other styles, or with other scripts; None where more than that has changed.

    It is for previews, where assets keep their names: no address in any page is another one.
    """
    book = prepared.book
    if book is None or book.theme.fingerprints or not all(map(_is_asset, paths)):
        return None
    if template_folders(book.site.root) != book.theme.folders:
        return None
    theme = book.theme.restyled(book.site.campaign.colours.accent)
    if theme.assets.keys() != book.theme.assets.keys():
        return None
    return replace(prepared, book=replace(book, theme=theme), problems=list(prepared.problems))


def _is_asset(path: str) -> bool:
    return path.startswith("templates/assets/")


def _rewritten(
    reading: Reading, resolved: Resolved, page: Page, prepared: Prepared
) -> tuple[Document, Converted] | None:
    """A page's file as it is now, if all that others can know of it is as it was."""
    old = next(d for d in reading.documents if d.places.path == page.places.path)
    document = _read(reading, page.places.path)
    if document is None or _head(document) != _head(old):
        return None
    drafts, problems = address_pages([document], reading.campaign.lang)
    draft = drafts.get((page.lang, page.key))
    if problems or draft is None or (draft.title, draft.path) != (page.title, page.path):
        return None
    known = directives(template_folders(reading.root))
    new = converted(page_piece(draft), resolved.book, known)
    before = resolved.bodies[(page.lang, page.key)]
    if new.problems or not _looks_the_same(page, before, new.body, prepared, resolved):
        return None
    return document, new


def _read(reading: Reading, path: str) -> Document | None:
    languages = tuple(reading.campaign.value.languages)
    file = reading.root / path
    try:
        facts = file.lstat()
        # What is a link, or has two names, may be another page's file as well, or nobody's.
        if not stat.S_ISREG(facts.st_mode) or facts.st_nlink > 1:
            return None
        data = file.read_bytes()
    except OSError:
        return None
    source = Source(path, file)
    document, problems = parse_page(source, data, Speech(reading.campaign.lang, languages))
    return None if problems else document


def _head(document: Document) -> tuple[object, ...]:
    """All of a page's file but its text."""
    return document.digest, document.id, document.lang, document.body_line


def _looks_the_same(
    page: Page, before: Body, now: Body, prepared: Prepared, resolved: Resolved
) -> bool:
    """Whether others can rely on all that they rely on: headings, pictures, sources, posts."""
    ids = {str(p.path): resolved.bodies[key].ids for key, p in resolved.site.pages.items()}
    ids[str(page.path)] = now.ids
    records: dict[str, Mapping[str, object]] = {**resolved.site.entries}
    records["source"] = resolved.site.sources
    waiting = any(problem.code == "dead-anchor" for problem in prepared.problems)
    return (
        (before.ids == now.ids or (before.ids < now.ids and not waiting))
        and set(_pictures(before)) == set(_pictures(now))
        and page.cites == sources_in(now)
        and not has_lost(before)
        and not has_lost(now)
        and not any(check_anchors(str(page.path), now, ids))
        and not check_directives([now], records)
    )


def _pictures(body: Body) -> Iterator[str]:
    for part in body.parts:
        if isinstance(part, Image):
            yield part.file
        elif isinstance(part, Directive) and part.body is not None:
            yield from _pictures(part.body)


def _with(
    prepared: Prepared,
    reading: Reading,
    resolved: Resolved,
    changed: Mapping[Key, tuple[Document, Converted]],
) -> Prepared:
    new = {document.places.path: document for document, _ in changed.values()}
    documents = tuple(new.get(d.places.path, d) for d in reading.documents)
    again = replace(reading, documents=documents)
    bodies = {**resolved.bodies, **{key: one.body for key, (_, one) in changed.items()}}
    digests = {**resolved.digests, **{key: one.digest for key, (_, one) in changed.items()}}
    return replace(
        prepared,
        reading=again,
        guard=prepared.guard.reading_again(again) if prepared.guard else None,
        resolved=replace(resolved, bodies=bodies, digests=digests),
        problems=list(prepared.problems),
    )
