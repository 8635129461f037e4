"""Links: what a writer names as a file or as an entry becomes an address in the output."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from generator.kinds import KINDS
from generator.markup import Fault, Link
from generator.model import Directive, Entry, Language, Route, Source
from generator.problems import Place, did_you_mean, nearest
from generator.resolve.pages import Draft
from generator.resolve.permalinks import placed
from generator.urls import site_url, slugify


@dataclass(frozen=True, slots=True)
class Directory:
    """Everything that a link can lead to."""

    languages: Mapping[str, Language]
    entries: Mapping[str, Mapping[str, Entry]]
    pages: Mapping[str, Draft]
    hidden: frozenset[str]
    routes: Mapping[tuple[str, str], Route]
    files: Mapping[str, Source]
    permalinks: Mapping[tuple[str, str], str]
    records: Mapping[str, tuple[tuple[str, str], ...]]


def directory(
    languages: Mapping[str, Language],
    entries: Mapping[str, Mapping[str, Entry]],
    published: Iterable[Draft],
    every: Iterable[Draft],
    routes: Iterable[Route],
    files: Mapping[str, Source],
    permalinks: Mapping[tuple[str, str], str],
) -> Directory:
    """The directory of one build; `every` also holds the pages that are not shown now."""
    pages = {draft.document.places.path: draft for draft in published}
    hidden = frozenset(d.document.places.path for d in every) - set(pages)
    by_key = {(route.lang, route.key): route for route in routes if route.key}
    records = _records(entries)
    return Directory(languages, entries, pages, hidden, by_key, files, permalinks, records)


def _records(
    entries: Mapping[str, Mapping[str, Entry]],
) -> dict[str, tuple[tuple[str, str], ...]]:
    """The (kind, id) of the records that each YAML file, and each folder of them, holds."""
    found: dict[str, list[tuple[str, str]]] = {}
    for kind, of_kind in entries.items():
        for ident, entry in of_kind.items():
            for path in (entry.places.path, f"content/{KINDS[kind].folder}"):
                found.setdefault(path, []).append((kind, ident))
    return {path: tuple(records) for path, records in found.items()}


def linker(
    directory: Directory, path: str, language: str
) -> tuple[
    Callable[[str, str], Link | Fault],
    Callable[[str], str | Fault],
    Callable[[str, Place], Directive | None],
]:
    """The look-ups for the texts of one file: links, pictures, permalinks of posts.

    Targets are relative to the Markdown file; in YAML, to content/.
    """
    folder = posixpath.dirname(path) if path.endswith((".md", ".markdown")) else "content"

    def link(target: str, text: str) -> Link | Fault:
        scheme, colon, rest = target.partition(":")
        if colon and scheme in KINDS:
            return _entry_link(directory, scheme, rest, text, language)
        return _file_link(directory, folder, target, language)

    def image(target: str) -> str | Fault:
        return _image(directory, folder, target)

    def permalink(url: str, place: Place) -> Directive | None:
        return placed(url, place, directory.permalinks)

    return link, image, permalink


def _entry_link(
    directory: Directory, kind: str, ident: str, text: str, language: str
) -> Link | Fault:
    entries = directory.entries.get(kind, {})
    if ident not in entries:
        hint = did_you_mean(ident, entries, f"there is no {kind} of that name")
        return Fault("unknown-reference", f"unknown {kind} '{ident}'", hint)
    row = KINDS[kind]
    key = f"{row.page_folder}/{slugify(ident) or ident}" if row.page else row.listing_name
    route = directory.routes.get((language, key))
    if route is None:
        return Fault("dead-link", f"no page shows the {kind} '{ident}' in this language", "")
    fragment = "" if row.page else ident
    warning = None
    if kind == "figure":
        warning = _digits_differ(entries[ident], text) or _superseded(entries, ident)
    return Link(site_url(route.path, fragment), f"{kind}-link", warning=warning)


def _digits_differ(entry: Entry, text: str) -> Fault | None:
    """A number in the linking words must be one of the ledger's."""
    plain = unicodedata.normalize("NFKC", text)
    said = {_value(digits) for digits in re.findall(r"\d[\d,.\u066c\u00a0\u202f]*", plain)}
    amount = entry.value.value
    known = {_value(str(end)) for end in (amount.low, amount.high) if end is not None}
    if amount.words:
        words, _ = amount.words.choose(amount.words.default)
        known = {_value(digits) for digits in re.findall(r"\d[\d,.]*", words)}
    if said and not said & known:
        message = f"the text says '{text}', the ledger '{', '.join(sorted(known))}'"
        hint = "correct one of the two: a reader may compare them"
        return Fault("figure-differs", message, hint)
    return None


def _superseded(figures: Mapping[str, Entry], ident: str) -> Fault | None:
    """A count that a newer one has replaced may still be meant: an old page tells of an old day."""
    newer = next((name for name, entry in figures.items() if entry.value.supersedes == ident), "")
    if not newer:
        return None
    hint = f"if the newest count is meant, link to 'figure:{newer}'"
    return Fault("figure-superseded", f"'{newer}' has replaced the count '{ident}'", hint)


def _value(digits: str) -> str:
    return "".join(str(unicodedata.digit(c)) for c in digits if c.isdigit())


def _file_link(directory: Directory, folder: str, target: str, language: str) -> Link | Fault:
    parts = urlsplit(target)
    name = unicodedata.normalize("NFC", unquote(parts.path))
    if name.startswith("/") or "\\" in name:
        hint = "name the file from here, as in 'about.md' or '../about.md'"
        return Fault("rooted-link", f"'{target}' begins at the root of a server", hint)
    path = posixpath.normpath(posixpath.join(folder, name))
    if not path.startswith("content/"):
        hint = "only files below content/ are part of the site"
        return Fault("outside-link", f"'{target}' leads out of content/", hint)
    fragment = unicodedata.normalize("NFC", unquote(parts.fragment))
    suffix = PurePosixPath(path).suffix.lower()
    if suffix in (".md", ".markdown"):
        return _page_link(directory, path, target, fragment, folder)
    if path in directory.records:
        return _record_link(directory, path, target, language)
    if suffix == ".html":
        return _made_link(directory, path, target, fragment, language)
    if path.removeprefix("content/") in directory.files:
        hint = "place a picture with ![what it shows](…); other files are not published"
        return Fault("linked-file", f"'{target}' is a file, not a page", hint)
    return Fault("dead-link", f"'{target}' leads nowhere", _page_hint(directory, path, folder))


def _page_link(
    directory: Directory, path: str, target: str, fragment: str, folder: str
) -> Link | Fault:
    draft = directory.pages.get(path)
    if draft is None:
        if path in directory.hidden:
            hint = "publish that page, or remove the link"
            return Fault("dead-link", f"'{target}' is a draft, not yet due or expired", hint)
        hint = _page_hint(directory, path, folder)
        return Fault("dead-link", f"there is no page '{target}'", hint)
    return Link(site_url(draft.path, fragment), target=str(draft.path), fragment=fragment)


def _record_link(directory: Directory, path: str, target: str, language: str) -> Link | Fault:
    """A file of records is named as it lies: it leads to its one entry's page or to the list."""
    (kind, ident), *others = directory.records[path]
    row = KINDS[kind]
    single = row.page and not others and path.endswith((".yaml", ".yml"))
    own = f"{row.page_folder}/{slugify(ident) or ident}"
    keys = (own, row.listing_name) if single else (row.listing_name, own)
    routes = directory.routes
    route = next((routes[language, key] for key in keys if (language, key) in routes), None)
    if route is None:
        return Fault("dead-link", f"no page of this language shows '{target}'", "")
    return Link(site_url(route.path))


def _made_link(
    directory: Directory, path: str, target: str, fragment: str, language: str
) -> Link | Fault:
    """A page that the build makes, as in voices.html, is named as if it stood in content/."""
    key = path.removeprefix("content/").removesuffix(".html")
    default = next(iter(directory.languages))
    for code in (language, default):
        route = directory.routes.get((code, key))
        if route is not None:
            return Link(site_url(route.path, fragment))
    names = [f"{name}.html" for code, name in directory.routes if code == language]
    hint = did_you_mean(f"{key}.html", names, "link to the .md file that the page is written in")
    return Fault("dead-link", f"the site has no page '{target}'", hint)


def _page_hint(directory: Directory, path: str, folder: str) -> str:
    base = posixpath.basename(path)
    same = [known for known in directory.pages if posixpath.basename(known) == base]
    near = nearest(path, directory.pages) or (same[0] if same else None)
    if near is None:
        return "write the path of a .md file, seen from this file"
    return f"did you mean '{posixpath.relpath(near, folder)}'?"


def _image(directory: Directory, folder: str, target: str) -> str | Fault:
    name = unicodedata.normalize("NFC", unquote(urlsplit(target).path))
    path = posixpath.normpath(posixpath.join(folder, name))
    if name.startswith("/") or not path.startswith("content/"):
        hint = "name the file from here, as in 'media/photo.jpg'"
        return Fault("outside-link", f"'{target}' leads out of content/", hint)
    file = path.removeprefix("content/")
    if file in directory.files:
        return file
    base = posixpath.basename(file)
    same = [known for known in directory.files if posixpath.basename(known) == base]
    seen_from_here = posixpath.relpath(f"content/{same[0]}", folder) if same else ""
    near = f"did you mean '{seen_from_here}'?" if same else did_you_mean(file, directory.files)
    return Fault("missing-file", f"there is no file '{target}'", near or f"put it at {path}")
