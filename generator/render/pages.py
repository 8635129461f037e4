"""Pages: a route becomes HTML, whether somebody wrote the page or it follows from the content."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from markupsafe import Markup

from generator.dates import EdtfDate
from generator.model import Body, Page, Route
from generator.render.drawn import CardView
from generator.render.metadata import Facts, meta
from generator.render.scenes import SCENES
from generator.render.stage import Bodies, Stage, is_update
from generator.render.views import Alternate, PageView, Summary
from generator.urls import ROOT, absolute, relative_to, site_url

WORDS_A_MINUTE = 200


def html_page(stage: Stage, route: Route, bodies: Bodies) -> str:
    """A route's page as HTML, with links relative to where it lies; `bodies` holds its own text."""
    view, layout, context = on_stage(stage, route, bodies)
    shared = {"lang": stage.lang, "site": stage.site_for(view), "page": view}
    html = stage.env.get_template(f"layouts/{layout}.html").render(**shared, **context)
    return _relative(route, html, stage)


def on_stage(stage: Stage, route: Route, bodies: Bodies) -> tuple[PageView, str, dict[str, Any]]:
    """A route's page as its template sees it, the layout's name, and the layout's own variables."""
    page = stage.book.site.pages.get((route.lang, route.key))
    if page is not None and page.path == route.path:
        return _written(stage, route, page, bodies[(route.lang, route.key)])
    return _made(stage, route)


def _relative(route: Route, html: str, stage: Stage) -> str:
    """A host shows 404.html at any depth, so its links begin at the site's root."""
    if route.key != "404":
        return relative_to(route.path, html)
    base = "/" + "/".join(stage.book.site.campaign.url.split("/")[3:])
    return html.replace(ROOT, base.rstrip("/") + "/")


def _written(
    stage: Stage, route: Route, page: Page, body: Body
) -> tuple[PageView, str, dict[str, Any]]:
    """A page that somebody wrote: its body, and its neighbours if it is an update."""
    layout = _layout(page)
    view = _page_view(stage, route, page, body, layout)
    context: dict[str, Any] = {"content": stage.content(body, view)}
    if layout == "home":
        context["actions"] = stage.book.entries("action")
    if layout == "update":
        context |= _neighbours(stage, view.url)
    return view, layout, context


def _layout(page: Page) -> str:
    """The layout that the front matter asks for, else what the page is."""
    own = "home" if page.key == "index" else "update" if is_update(page, page.key) else "page"
    return page.front.layout or own


def _page_view(stage: Stage, route: Route, page: Page, body: Body, layout: str) -> PageView:
    """What templates see of the page: its front matter, and what follows from its text."""
    front, facts = page.front, _head(stage, route, page)
    language = stage.book.site.languages.get(page.body_lang)
    return PageView(
        title=page.title,
        description=front.description,
        lang=page.body_lang,
        dir=language.dir if language else stage.speech.direction(page.body_lang),
        url=site_url(route.path),
        canonical=facts.canonical,
        alternates=facts.alternates,
        layout=layout,
        key=page.key,
        meta=meta(stage, facts),
        onion=_onion(stage, route),
        path=str(route.path),
        image=front.image,
        image_alt=front.image_alt,
        date=front.date,
        updated=max((c.date for c in front.corrections), key=_when, default=None),
        tags=stage.tags(front.tags),
        contents=body.headings,
        minutes=-(-body.words // WORDS_A_MINUTE),
        corrections=front.corrections,
        extra=front.model_extra or {},
        draft=front.draft,
        publish=_to_come(front.publish, stage.book.site.now),
        expires=front.expires,
    )


def _to_come(date: EdtfDate | None, now: datetime) -> EdtfDate | None:
    return date if date and date.earliest > now else None


def _head(stage: Stage, route: Route, page: Page) -> Facts:
    """The facts of the page's head; without a picture of its own it has the campaign's."""
    front, campaign = page.front, stage.book.site.campaign
    return Facts(
        page.title,
        front.description,
        _canonical(stage, route),
        _alternates(stage, route),
        front.image or campaign.image,
        front.image_alt or stage.speech.plain(campaign.image_alt),
        front.date,
        is_home=page.key == "index",
        is_article=is_update(page, page.key),
        corrections=front.corrections,
        card=_card(stage, route),
    )


def _card(stage: Stage, route: Route) -> CardView | None:
    """The card of a page, for link previews, if one is drawn."""
    return next(iter(stage.book.kit.cards.get((route.lang, "page", route.key), ())), None)


def _when(date: EdtfDate) -> Any:
    return date.sort_key


def _neighbours(stage: Stage, url: str) -> dict[str, Summary | None]:
    updates = stage.updates
    here = next((n for n, update in enumerate(updates) if update.url == url), 0)
    return {
        "newer": updates[here - 1] if here > 0 else None,
        "older": updates[here + 1] if here + 1 < len(updates) else None,
    }


def _made(stage: Stage, route: Route) -> tuple[PageView, str, dict[str, Any]]:
    """A page that follows from the content: a listing, an entry's own page, a note of the site."""
    layout = route.options["layout"]
    scene = SCENES[layout](stage, route)
    title, description = stage.speech.plain(scene.title), stage.speech.plain(scene.description)
    campaign = stage.book.site.campaign
    facts = Facts(
        title,
        description,
        _canonical(stage, route),
        _alternates(stage, route),
        campaign.image,
        stage.speech.plain(campaign.image_alt),
        subject=scene.subject,
        unlisted=layout == "404",
        card=_card(stage, route),
    )
    view = PageView(
        title=title,
        description=description,
        lang=stage.language.code,
        dir=stage.language.dir,
        url=site_url(route.path),
        canonical=facts.canonical if layout != "404" else "",
        alternates=facts.alternates,
        layout=layout,
        key=route.key,
        meta=meta(stage, facts),
        onion=_onion(stage, route),
        path=str(route.path),
        scripts=_scripts(stage, layout),
    )
    return view, layout, {"content": Markup(), **scene.context}


# Scripts that make a layout handier; nothing needs them.
_SCRIPTS = {"timeline": ("filter.js",)}


def _scripts(stage: Stage, layout: str) -> tuple[str, ...]:
    known = stage.book.theme.assets
    return tuple(stage.book.asset(name) for name in _SCRIPTS.get(layout, ()) if name in known)


def _canonical(stage: Stage, route: Route) -> str:
    return stage.book.absolute(route.path)


def _onion(stage: Stage, route: Route) -> str:
    """The page's address on the onion service, or ''; where there is no page, the front page's."""
    campaign, code = stage.book.site.campaign, stage.language.code
    asked = route if route.key != "404" else stage.book.by_key.get((code, "index"))
    return absolute(campaign.onion, asked.path if asked else "") if campaign.onion else ""


def _alternates(stage: Stage, route: Route) -> tuple[Alternate, ...]:
    """The same page in the site's languages: those that have it."""
    found: list[Alternate] = []
    for code, language in stage.book.site.languages.items():
        other = stage.book.by_key.get((code, route.key))
        if other:
            found.append(
                Alternate(
                    code,
                    language.name,
                    language.dir,
                    site_url(other.path),
                    stage.book.absolute(other.path),
                    code == route.lang,
                )
            )
    return tuple(found)
