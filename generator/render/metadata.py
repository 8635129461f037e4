"""A page's head: policy, link previews and facts for machines."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from generator.dates import EdtfDate
from generator.kinds.values import Correction
from generator.render.drawn import CardView
from generator.render.linked_data import corrections, filled, main_entity, published
from generator.render.pictures import preview
from generator.render.stage import Stage
from generator.render.views import Alternate, Meta

# Measured with Chromium on file:// too: 'self' lets classic scripts and styles load there.
POLICY: Mapping[str, str] = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "media-src": "'self'",
    "font-src": "'self'",
    "manifest-src": "'self'",
    "connect-src": "'none'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "'none'",
}


# What a copy for readers needs besides: pages name the worker's address as a script's by a rule of
# this name, and the headers hold for the worker too, which fetches the site's own files.
_OFFLINE: Mapping[str, str] = {"trusted-types": "handbill"}
_WORKER: Mapping[str, str] = {"connect-src": "'self'"}


def policy(
    *, photos: bool = True, headers: bool = False, https: bool = False, offline: bool = False
) -> str:
    """The Content-Security-Policy; some directives have no effect in a meta tag.

    With `photos` a script may show a visitor's own, and what it made of it; with `offline` it may
    have the browser keep a copy of the site. The headers, which hold for all pages, have to allow
    what a single one needs; pages themselves fetch nothing.
    """
    allowed = {**POLICY, **(_OFFLINE if offline else {})}
    if offline and headers:
        allowed |= _WORKER
    more = {"img-src": " blob:"} if photos else {}
    parts = [f"{name} {value}{more.get(name, '')}" for name, value in allowed.items()]
    if headers:
        parts.append("frame-ancestors 'none'")
    if https:
        parts.append("upgrade-insecure-requests")
    return "; ".join(parts)


# Made once, as one of them stands on every page.
_POLICIES = {
    (photos, offline): Markup(policy(photos=photos, offline=offline))
    for photos in (False, True)
    for offline in (False, True)
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What a head is written from, as plain words in the page's language."""

    title: str
    description: str
    canonical: str
    alternates: tuple[Alternate, ...]
    image: str = ""
    image_alt: str = ""
    date: EdtfDate | None = None
    subject: Any = None
    is_home: bool = False
    is_article: bool = False
    unlisted: bool = False
    corrections: tuple[Correction, ...] = ()
    card: CardView | None = None


def meta(stage: Stage, facts: Facts) -> Meta:
    """The head of one page."""
    name = stage.speech.plain(stage.book.site.campaign.title)
    title = facts.title if facts.is_home or not name else f"{facts.title} – {name}"
    if facts.is_home and name and name != facts.title:
        title = f"{name}: {facts.title}"
    return Meta(
        title=title,
        csp=_POLICIES[_takes_photos(stage), stage.site.offline],
        robots="noindex" if facts.unlisted else "",
        properties=_tags(_properties(stage, facts, name)),
        json_ld="" if facts.unlisted else _script(_json_ld(stage, facts, name)),
    )


def _takes_photos(stage: Stage) -> bool:
    """Whether there is a studio anywhere: layouts and texts can place it on every page."""
    actions = stage.book.entries("action")
    return any(one.kind == "photo" and not stage.speech.is_past(one) for one in actions)


def _properties(stage: Stage, facts: Facts, name: str) -> list[tuple[str, str, str]]:
    found = [
        ("property", "og:type", "article" if facts.is_article else "website"),
        ("property", "og:site_name", name),
        ("property", "og:title", facts.title),
        ("property", "og:description", facts.description),
        ("property", "og:url", facts.canonical),
        ("property", "og:locale", stage.language.locale.tag.replace("-", "_")),
    ]
    found += [
        ("property", "og:locale:alternate", other.lang)
        for other in facts.alternates
        if not other.current
    ]
    shown = _shown(stage, facts)
    if shown and shown[0]:
        found += [
            ("property", "og:image", shown[0]),
            ("property", "og:image:width", str(shown[1])),
            ("property", "og:image:height", str(shown[2])),
            ("property", "og:image:alt", shown[3]),
            ("name", "twitter:card", "summary_large_image"),
        ]
    elif not shown:
        found.append(("name", "twitter:card", "summary"))
    return [(attribute, key, value) for attribute, key, value in found if value]


def _shown(stage: Stage, facts: Facts) -> tuple[str, int, int, str] | None:
    """The picture of a link preview: address (or none), width, height and alt text."""
    card = facts.card
    if card:
        return stage.book.absolute(card.path), card.width, card.height, card.alt
    picture = stage.book.pictures.get(facts.image)
    if not picture:
        return None
    best = preview(picture)
    return stage.book.absolute(best.path), best.width, best.height, facts.image_alt


def _tags(properties: list[tuple[str, str, str]]) -> Markup:
    """Written out here: ten tags on every page are half of what a template would be busy with."""
    tags = (f'<meta {kind}="{key}" content="{escape(value)}">' for kind, key, value in properties)
    return Markup("\n".join(tags))


def _json_ld(stage: Stage, facts: Facts, name: str) -> dict[str, Any]:
    """The page itself in schema.org's words, and what it is about."""
    language = stage.language.code
    about: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Article" if facts.is_article else "WebPage",
        "name": facts.title,
        "description": facts.description,
        "url": facts.canonical,
        "inLanguage": language,
        **published(stage, facts.date),
        "correction": corrections(stage, facts.corrections),
        "mainEntity": main_entity(stage, facts.subject),
    }
    if facts.is_home:
        about |= {"@type": "WebSite", "name": name, "alternateName": facts.title}
    else:
        about["isPartOf"] = {"@type": "WebSite", "name": name}
    found: dict[str, Any] = filled(about)
    return found


def _script(value: dict[str, Any]) -> Markup:
    """JSON that cannot end its script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for char, escaped in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        text = text.replace(char, escaped)
    return Markup(text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))
