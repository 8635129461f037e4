"""What a page is about, for machines, in the words of https://schema.org, read in November 2026."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from generator.dates import EdtfDate
from generator.kinds.post import Author, Post
from generator.kinds.statement import Statement
from generator.kinds.text import Text
from generator.kinds.timeline import Timeline
from generator.kinds.values import Correction
from generator.render.book import entry_key
from generator.render.names import name_of
from generator.render.stage import Stage

Thing = dict[str, Any]


def main_entity(stage: Stage, subject: Any) -> Thing:
    """What a page shows before all else: a voice, a timeline, or a list of voices or statements."""
    if isinstance(subject, tuple):
        return _list(stage, subject)
    draw = _THINGS.get(type(subject))
    return draw(stage, subject) if draw else {}


def published(stage: Stage, date: EdtfDate | None) -> Thing:
    """A date as a date only where it is one; what is about, unsure or a range stays in words."""
    if date is None:
        return {}
    if date.is_range or date.approximate or date.uncertain:
        return {"temporal": stage.speech.date(date)}
    return {"datePublished": date.iso}


def corrections(stage: Stage, found: Iterable[Correction]) -> list[Thing]:
    return [
        {
            "@type": "CorrectionComment",
            "text": stage.speech.plain(one.text),
            **published(stage, one.date),
        }
        for one in found
    ]


def filled(value: Any) -> Any:
    """Without what is empty, all the way down; a thing of which nothing is known is none."""
    if isinstance(value, dict):
        kept = {name: whole for name, said in value.items() if (whole := filled(said))}
        return kept if set(kept) - {"@type"} else {}
    if isinstance(value, list):
        return [whole for said in value if (whole := filled(said))]
    return value


def _post(stage: Stage, post: Post) -> Thing:
    """A quotation is part of a post; of a paraphrase and of a lost post there is the post alone."""
    about = {
        "citation": _citations(stage, post.source_keys),
        "correction": corrections(stage, post.corrections),
    }
    plain = stage.speech.plain
    if not post.is_quotation:
        return {**_posting(stage, post), **_abstract(stage, post.words), **about}
    return {
        "@type": "Quotation",
        "text": plain(post.words),
        "inLanguage": post.lang,
        "spokenByCharacter": _person(stage, post.author),
        **published(stage, post.posted),
        "workTranslation": _translation(stage, post),
        "isPartOf": {
            **_posting(stage, post),
            "inLanguage": post.lang,
            "abstract": plain(post.paraphrase),
        },
        **about,
    }


def _posting(stage: Stage, post: Post) -> Thing:
    gone = post.state in ("deleted", "suspended", "lost")
    return {
        "@type": "SocialMediaPosting",
        "url": post.url,
        "archivedAt": post.archive,
        "author": _person(stage, post.author),
        **published(stage, post.posted),
        "creativeWorkStatus": stage.speech.t(f"voice.states.{post.state}") if gone else "",
    }


def _abstract(stage: Stage, sense: Text | None) -> Thing:
    """What is said in our words, with their language; that of hidden words would tell of them."""
    if not sense:
        return {}
    words, code = sense.choose(stage.language.code)
    return {"abstract": words, "inLanguage": code}


def _person(stage: Stage, author: Author) -> Thing:
    """A role stands for a name, also where the name is known."""
    role = stage.speech.plain(author.shown_as)
    name = "" if role else author.name
    return {
        "@type": "Person",
        "name": name or author.handle,
        "alternateName": author.handle if name else "",
        "description": role,
    }


def _translation(stage: Stage, said: Post | Statement) -> Thing:
    """The one that the page shows."""
    if not said.translation or said.lang == stage.language.code:
        return {}
    words, code = said.translation.choose(stage.language.code)
    return {"@type": "CreativeWork", "text": words, "inLanguage": code}


def _statement(stage: Stage, statement: Statement) -> Thing:
    plain = stage.speech.plain
    who = {
        "@type": "Organization",
        "name": plain(statement.who),
        "description": plain(statement.role),
    }
    words = plain(statement.words)
    said: Thing = {"@type": "CreativeWork", "abstract": words, "author": who}
    if statement.is_quotation:
        said = {
            "@type": "Quotation",
            "text": words,
            "inLanguage": statement.lang,
            "spokenByCharacter": who,
            "workTranslation": _translation(stage, statement),
        }
    return {
        **said,
        **published(stage, statement.date),
        "citation": _citations(stage, statement.source_keys),
        "correction": corrections(stage, statement.corrections),
    }


def _citations(stage: Stage, keys: Iterable[str]) -> list[Thing]:
    plain, found = stage.speech.plain, []
    for key in keys:
        source = stage.speech.source(key)
        work = {
            "@type": "CreativeWork",
            "name": plain(source.title),
            "url": source.url,
            "archivedAt": source.archive,
            "author": {"@type": "Person", "name": source.author},
            "publisher": {"@type": "Organization", "name": plain(source.publisher)},
            **published(stage, source.date),
        }
        found.append(work)
    return found


def _timeline(stage: Stage, timeline: Timeline) -> Thing:
    return _items({"name": stage.speech.plain(event.title)} for event in timeline.events)


def _list(stage: Stage, entries: tuple[Any, ...]) -> Thing:
    """Voices by the addresses of their own pages; statements, which have none, as they are."""
    rows: list[Thing] = []
    for entry in entries:
        if isinstance(entry, Post):
            page = stage.book.by_key[(stage.language.code, entry_key("post", entry.id))]
            url = stage.book.absolute(page.path)
            rows.append({"name": stage.speech.plain(name_of(stage.speech, entry)), "url": url})
        elif isinstance(entry, Statement) and entry.words:
            rows.append({"item": _statement(stage, entry)})
    return _items(rows) if rows else {}


def _items(rows: Iterable[Thing]) -> Thing:
    items = [{"@type": "ListItem", "position": number, **row} for number, row in enumerate(rows, 1)]
    return {"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items}


_THINGS: Mapping[type, Callable[[Stage, Any], Thing]] = {Post: _post, Timeline: _timeline}
