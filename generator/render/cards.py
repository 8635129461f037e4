"""Cards: what stands on the picture of a page, a voice, a figure, a timeline or a message."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from generator.kinds.figure import Figure
from generator.kinds.message import Message
from generator.kinds.post import Post
from generator.kinds.text import Text
from generator.kinds.timeline import Timeline
from generator.model import Entry, Route
from generator.problems import Place
from generator.render.colours import INK_ON_LIGHT, PAPER, text_on
from generator.render.names import voice_title
from generator.render.scenes import SCENES
from generator.render.stage import Stage

# Widths and heights in pixels: https://developers.facebook.com/docs/sharing/webmasters/images for
# link previews, the networks' posts and stories for the others (read 2026-11-21).
SIZES: Mapping[str, tuple[int, int]] = {
    "preview": (1200, 630),
    "square": (1080, 1080),
    "portrait": (1080, 1350),
    "story": (1080, 1920),
}
ALL_SIZES = tuple(SIZES)


@dataclass(frozen=True, slots=True)
class Card:
    """One thing to be put on cards of several sizes, as words of one language.

    `subject` is its kind and id, as in ('figure', 'killed-week'); a page's is its key. `lang` and
    `dir` are those of `words`; `verbatim` says that somebody else has said them. `photo` is a path
    below content/, and `tagged` the place of hashtags that are not the campaign's.
    """

    subject: tuple[str, str]
    kind: str
    place: Place
    words: str
    lang: str
    sizes: tuple[str, ...] = ALL_SIZES
    label: str = ""
    qualifier: str = ""
    digits: str = ""
    unit: str = ""
    byline: str = ""
    source: str = ""
    hashtags: tuple[str, ...] = ()
    photo: str = ""
    verbatim: bool = False
    tagged: Place | None = None


def cards(stage: Stage, routes: tuple[Route, ...]) -> Iterator[Card]:
    """The cards of a language: of its pages, and of what is shared by itself."""
    for route in routes:
        if route.recipe == "page" and route.lang == stage.language.code and route.key != "404":
            page = stage.book.site.pages.get((route.lang, route.key))
            if page is None or page.front.card:
                yield _of_page(stage, route)
    for kind, make in _KINDS.items():
        for entry in stage.book.site.entries.get(kind, {}).values():
            yield make(stage, entry)


def _of_page(stage: Stage, route: Route) -> Card:
    page = stage.book.site.pages.get((route.lang, route.key))
    tags = _hashtags(stage)
    if page and page.path == route.path:
        photo = page.front.image
        place = page.places.value("title")
        return Card(
            ("page", route.key),
            "page",
            place,
            page.title,
            page.body_lang,
            ("preview",),
            hashtags=tags,
            photo=photo,
        )
    kind, ident = route.options.get("kind", ""), route.options.get("id", "")
    if ident and kind in _KINDS:
        own = _KINDS[kind](stage, stage.book.site.entries[kind][ident])
        return replace(own, subject=("page", route.key), sizes=("preview",))
    scene = SCENES[route.options["layout"]](stage, route)
    words, byline = stage.speech.plain(scene.title), stage.speech.plain(scene.description)
    return Card(
        ("page", route.key),
        "page",
        Place("site.yaml"),
        words,
        stage.language.code,
        ("preview",),
        byline=byline,
        hashtags=tags,
    )


def _of_post(stage: Stage, entry: Entry) -> Card:
    """A voice; of somebody who is protected, nothing but what was said."""
    post: Post = entry.value
    t, code = stage.speech.t, stage.language.code
    words, lang = _chosen(stage, post.words)
    lang = post.lang if post.is_quotation and post.lang else lang
    kind = "lost" if post.is_lost else "quotation" if post.is_quotation else "paraphrase"
    label = t(f"voice.kinds.{kind}")
    if post.is_quotation and post.translation and lang != code:
        words, lang = _chosen(stage, post.translation)
        label = t("voice.translation")
    hidden = post.protect != "nothing"
    return Card(
        ("post", post.id),
        "lost" if post.is_lost else "voice",
        entry.places.value("text") if entry.places.has("text") else entry.places.key(),
        words,
        lang or code,
        ("square", "portrait", "story"),
        label,
        byline=t("voice.protected") if hidden else _author(stage, post),
        source=_source(stage, post.source_keys),
        hashtags=_hashtags(stage),
        verbatim=post.is_quotation,
    )


def _author(stage: Stage, post: Post) -> str:
    """Who is quoted, and when; a role begins the line as a sentence, a name as it is written."""
    day = stage.speech.date(post.posted)
    said = voice_title(stage.speech, post)
    said = said.replace(day, unbroken(day)) if day else said
    named = not post.author.shown_as and (post.author.name or post.author.handle)
    return said if named else _begun(said)


def _begun(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _of_figure(stage: Stage, entry: Entry) -> Card:
    figure: Figure = entry.value
    speech = stage.speech
    what, lang = _chosen(stage, figure.what)
    around = [speech.plain(one) for one in (figure.where, figure.period) if one]
    if figure.as_of:
        around.append(speech.t("share.as_of", date=unbroken(speech.date(figure.as_of))))
    return Card(
        ("figure", figure.id),
        "figure",
        entry.places.value("what"),
        what,
        lang,
        qualifier=speech.qualifier(figure),
        digits=speech.plain(speech.digits(figure)),
        unit=speech.plain(figure.unit),
        byline=_begun(_listed(stage, around)),
        source=_source(stage, figure.source_keys),
        hashtags=_hashtags(stage),
    )


def _of_timeline(stage: Stage, entry: Entry) -> Card:
    timeline: Timeline = entry.value
    title, lang = _chosen(stage, timeline.title)
    speech = stage.speech
    days = [unbroken(speech.date(event.date)) for event in timeline.events]
    ends = " – ".join(dict.fromkeys((days[0], days[-1])))
    count = speech.t("timeline.count", n=len(timeline.events))
    return Card(
        ("timeline", timeline.id),
        "timeline",
        entry.places.value("title"),
        title,
        lang,
        ("square", "portrait", "story"),
        speech.t("pages.timeline.title"),
        byline=_listed(stage, (ends, count)),
        hashtags=_hashtags(stage),
    )


def _of_message(stage: Stage, entry: Entry) -> Card:
    message: Message = entry.value
    words, lang = _chosen(stage, message.text)
    tags = tuple(f"#{tag}" for tag in message.hashtags)
    return Card(
        ("message", message.id),
        "message",
        entry.places.value("text"),
        words,
        lang,
        hashtags=tags or _hashtags(stage),
        tagged=entry.places.value("hashtags") if tags else None,
    )


_KINDS: Mapping[str, Callable[[Stage, Entry], Card]] = {
    "post": _of_post,
    "figure": _of_figure,
    "timeline": _of_timeline,
    "message": _of_message,
}


def _chosen(stage: Stage, text: Text | None) -> tuple[str, str]:
    """A text's words for the stage's language, and the language they are in."""
    if text is None:
        return "", stage.language.code
    words, code = text.choose(stage.language.code)
    return words, code or stage.language.code


def _hashtags(stage: Stage) -> tuple[str, ...]:
    return tuple(f"#{tag}" for tag in stage.site.hashtags)


def _source(stage: Stage, keys: tuple[str, ...]) -> str:
    """The publishers, or the titles where there is none, in words."""
    if not keys:
        return ""
    speech = stage.speech
    sources = (speech.source(key) for key in keys)
    said = _listed(stage, (speech.plain(one.publisher or one.title) for one in sources))
    return f"{speech.t('sources.word', n=len(keys))} {said}"


def _listed(stage: Stage, parts: Iterable[str]) -> str:
    """Parts with the language's comma: a dot between two numbers would be an Arabic zero."""
    return f"{stage.speech.t('list.comma')} ".join(parts)


def colours(stage: Stage) -> dict[str, str]:
    accent = stage.book.site.campaign.colours.accent
    return {"field": accent, "on": text_on(accent), "paper": PAPER, "ink": INK_ON_LIGHT}


def address(stage: Stage) -> str:
    """Where the campaign is, as people would type it; '' for a site without an address."""
    route = stage.book.by_key.get((stage.language.code, "index"))
    base = stage.book.site.campaign.url.partition("://")[2].rstrip("/")
    folder = str(route.path.parent) if route else "."
    return f"{base}/{folder}" if base and folder != "." else base


def unbroken(words: str) -> str:
    """A date that no line ends within."""
    return words.replace(" ", "\u00a0") if len(words) <= _SHORT else words


# Longer ones have to be broken: a span of time, an hour with its zone.
_SHORT = 24
