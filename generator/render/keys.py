"""Keys: what each file of the output follows from, as one hash, known before it is made.

A page sees of other pages only what stands in the book: their titles, dates, descriptions. So its
key is that of the book, its own address, and the texts that its recipe reads. The book's key is
made of the files themselves and not of what was read from them: nothing can be left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

from generator.cache.ground import ground
from generator.cache.signatures import of_tree
from generator.kinds.action import Action
from generator.kinds.page import FrontMatter
from generator.kit.appeals import stale_after
from generator.model import Reading, Route, Site
from generator.render.book import Book
from generator.render.recipes import RECIPES
from generator.resolve import Resolved
from generator.resolve.derive import end_of

_ALWAYS = "picture"
"""Routes of this recipe have a hash of all that they are made from in their names."""

_PICTURES = frozenset((".jpg", ".jpeg", ".png", ".gif", ".webp"))


def book_key(reading: Reading, resolved: Resolved, book: Book, asked: Iterable[object]) -> str:
    """One hash of all that any page can see; `asked` is what the build was asked for."""
    site = resolved.site
    parts: list[object] = [
        ground(),
        *asked,
        [(m <= site.now, m < site.now) for m in moments(reading, site)],
        reading.campaign.digest,
        sorted((d.kind, d.places.path, d.id, d.digest) for d in reading.documents),
        sorted((key, page.title, page.lang, page.cites) for key, page in site.pages.items()),
        list(_lost(reading, site)),
        [(str(route.path), route.recipe) for route in book.routes],
        sorted((path, picture.digest) for path, picture in book.pictures.items()),
        list(_other_files(reading, book)),
        list(_templates(reading.root)),
    ]
    return _hash(parts)


def route_key(book_hash: str, book: Book, route: Route, digests: Mapping[Any, str]) -> str:
    """The key of one route, by the digests of the texts that its recipe reads."""
    if route.recipe == _ALWAYS:
        return _hash([route.recipe, str(route.path)])
    recipe = RECIPES.get(route.recipe)
    texts = [digests[key] for key in recipe.reads(book, route)] if recipe else []
    return _hash([book_hash, route.recipe, str(route.path), texts])


def moments(reading: Reading, site: Site) -> list[datetime]:
    """All moments at which time alone changes what a build makes or says, sorted."""
    return sorted(set(_moments(reading, site)))


def _moments(reading: Reading, site: Site) -> Iterator[datetime]:
    for document in reading.documents:
        if isinstance(document.value, FrontMatter):
            for date in (document.value.publish, document.value.expires):
                if date:
                    yield date.earliest
    campaign = site.campaign
    if campaign.ended:
        yield campaign.ended.earliest
    if campaign.share.banner:
        yield end_of(campaign.share.banner)
    for entry in site.entries.get("action", {}).values():
        action: Action = entry.value
        if action.last_moment:
            yield action.last_moment
        yield from (stale_after(target.checked) for target in action.targets if target.checked)


def _lost(reading: Reading, site: Site) -> Iterator[tuple[str, str]]:
    """Posts that no file holds: of these, the texts of pages tell."""
    written = {document.id for document in reading.documents if document.kind == "post"}
    for ident, entry in site.entries.get("post", {}).items():
        if ident not in written:
            yield ident, repr(entry.value)


def _other_files(reading: Reading, book: Book) -> Iterator[tuple[object, ...]]:
    """Files that are neither texts nor shown: of pictures the names, of tables all they hold."""
    for path, source in reading.files.items():
        if path not in book.pictures:
            is_picture = source.file.suffix.lower() in _PICTURES
            yield path, "" if is_picture else _read(source.file)


def _templates(root: Path) -> Iterator[tuple[str, str]]:
    """The site's own theme."""
    folder = root / "templates"
    for name in sorted(of_tree(folder, follows=True)):
        yield name, _read(folder / name.partition(" -> ")[0])


def _read(file: Path) -> str:
    try:
        return blake2b(file.read_bytes(), digest_size=16).hexdigest()
    except OSError:
        return ""


def _hash(parts: list[object]) -> str:
    return blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
