"""Whether the languages say the same: missing, outdated and differing translations."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from generator.check.finished import Finished
from generator.check.history import changed
from generator.check.wordings import Lack, Written, lack
from generator.model import Body, Directive, Entry, Page, Site
from generator.problems import Place, Problem

# Files that are saved or unpacked together get times that lie a little apart.
_TOGETHER = 60.0


def check(finished: Finished) -> Iterator[Problem]:
    """Where a reader of one language gets less, or older news, than a reader of another."""
    site = finished.site
    spoken = [code for code in site.languages if (code, "index") in site.pages]
    if len(site.languages) < 2:
        return
    groups = [_in_order(pages, site) for pages in _translations(site).values()]
    for pages in groups:
        yield from _missing(pages, spoken, site.default_language)
    pairs = [(pages[0], other) for pages in groups for other in pages[1:]]
    yield from _older(pairs, site)
    for original, translation in pairs:
        yield from _differing(original, translation, finished)
    yield from _records(site, spoken)


def _translations(site: Site) -> dict[str, list[Page]]:
    """Pages by key; one whose text is in another language than its address has no translations."""
    found: dict[str, list[Page]] = defaultdict(list)
    for (language, key), page in site.pages.items():
        if page.body_lang == language:
            found[key].append(page)
    return found


def _in_order(pages: list[Page], site: Site) -> list[Page]:
    """The original first: the page in the site's earliest language."""
    order = list(site.languages)
    return sorted(pages, key=lambda page: order.index(page.lang))


def _missing(pages: list[Page], spoken: list[str], default: str) -> Iterator[Problem]:
    there = {page.lang for page in pages}
    lacking = [code for code in spoken if code not in there]
    if lacking:
        original = pages[0]
        path = original.places.path.removesuffix(f".{original.lang}.md").removesuffix(".md")
        message = f"the page is not translated into {_quoted(lacking)}"
        ending = ".md" if lacking[0] == default else f".{lacking[0]}.md"
        hint = f"write {path}{ending} beside it"
        yield Problem("translation-missing", message, original.places.key(), hint)


def _older(pairs: list[tuple[Page, Page]], site: Site) -> Iterator[Problem]:
    paths = {page.places.path for pair in pairs for page in pair}
    times = changed(site.root, paths) if paths else {}
    for original, translation in pairs:
        first, second = original.places.path, translation.places.path
        if first in times and second in times and times[first] - times[second] > _TOGETHER:
            message = f"'{first}' has been changed since it was translated here"
            hint = "look at what changed; saving the translation anew says that it is up to date"
            yield Problem("translation-older", message, translation.places.key(), hint)


def _differing(original: Page, translation: Page, finished: Finished) -> Iterator[Problem]:
    """Headings and directives are countable, and a translation has as many as its original."""
    here, there = (
        _shape(finished.bodies[(page.lang, page.key)]) for page in (translation, original)
    )
    parts = [f"{part} stands here only" for part in sorted((here - there).elements())]
    parts += [f"{part} is missing here" for part in sorted((there - here).elements())]
    if parts:
        more = f" and {len(parts) - 3} more" if len(parts) > 3 else ""
        differences = ", ".join(parts[:3]) + more
        message = f"this differs from '{original.places.path}': {differences}"
        hint = "the one page or the other has been changed alone"
        yield Problem("translation-differs", message, translation.places.key(), hint)


def _shape(body: Body) -> Counter[str]:
    shape = Counter(f"a heading of level {heading.level}" for heading in body.headings)
    shape.update(f"'{' '.join(('::: ' + d.name, *d.refs))}'" for d in _directives(body))
    return shape


def _directives(body: Body) -> Iterator[Directive]:
    for part in body.parts:
        if isinstance(part, Directive):
            yield part
            if part.body is not None:
                yield from _directives(part.body)


def _records(site: Site, spoken: list[str]) -> Iterator[Problem]:
    """Texts in site.yaml and in the records, with one note a file for those of one wording."""
    plain: Counter[str] = Counter({"site.yaml": 0})
    found = lack(site.campaign, None, spoken)
    plain["site.yaml"] += found.plain
    yield from _lacking(found, "", Place("site.yaml"))
    files: dict[str, Written] = {}
    for entries in site.entries.values():
        for entry in entries.values():
            places = entry.places
            if places.path not in files:
                files[places.path] = Written(places, site.languages)
            found = lack(_as_written(entry), files[places.path].plain(places.prefix), spoken)
            plain[places.path] += found.plain
            yield from _lacking(found, f" in the {entry.kind} '{entry.id}'", places.key())
    for path, count in plain.items():
        if count:
            texts = "1 text has" if count == 1 else f"{count:,} texts have"
            message = f"{texts} one wording for all languages"
            hint = "fine for names and for titles as published; else write {en: …, ar: …}"
            yield Problem("one-wording", message, Place(path), hint)


def _as_written(entry: Entry) -> Any:
    """The record without the targets of its table: a cell has no room for another language."""
    if not getattr(entry.value, "targets_file", ""):
        return entry.value
    # One target alone may stand there without a list; those of the table have no place there.
    places = entry.places
    own = 1 if places.has("targets", "name") else 0
    while places.has("targets", own):
        own += 1
    return entry.value.model_copy(update={"targets": entry.value.targets[:own]})


def _lacking(found: Lack, where: str, place: Place) -> Iterator[Problem]:
    for language, fields in found.missing.items():
        names = ", ".join(f"{f} ({n})" if n > 1 else f for f, n in fields.items())
        message = f"texts are not translated into '{language}'{where}: {names}"
        hint = "until then, readers see them in another language, marked as such"
        yield Problem("translation-missing", message, place, hint)


def _quoted(codes: list[str]) -> str:
    return ", ".join(f"'{code}'" for code in codes)
