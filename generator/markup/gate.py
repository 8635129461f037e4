"""The gate: every link and every picture, of Markdown or raw HTML, passes here or is no more."""

from __future__ import annotations

import re
from html import escape, unescape
from unicodedata import normalize
from urllib.parse import quote, unquote

from generator.markup.conversion import Conversion
from generator.markup.headings import safe_id
from generator.markup.sanitise import EVERYWHERE, GATED
from generator.markup.surroundings import Fault, Link
from generator.model import Anchor, Directive, Image
from generator.problems import Place

_TAG = re.compile(
    r"<(?:(?P<name>a|img)(?=[\s/>])(?P<attrs>(?:[^\"'>]|\"[^\"]*\"|'[^']*')*+)|(?P<end>/a)\s*)>",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+)))?")
_END = re.compile(r"</[aA]\b")
_ANY_TAG = re.compile(r"<[^>]*>")
_HREF = re.compile(rf'(<a(?: [a-z-]+="[^"]*")*?) href="(?:{GATED}:(\d+)|[^"]*)"')
_PERMALINK = re.compile(r'<p><a bare="" href="(https?://[^"]*)">[^<]*</a></p>', re.IGNORECASE)

# A browser skips these when it reads a scheme, so we do too; the second kind is never meant.
_SKIPPED = re.compile("[\0-\x20\x7f-\xa0\xad\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]+")
_INVISIBLE = re.compile("[\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+")
_UNPRINTABLE = re.compile("[\0-\x20\x7f-\xa0]")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_PLAIN_ID = re.compile(r"[\w.:-]+")
_FOOTNOTE = re.compile(r"fn(?:ref)?-[0-9-]+")  # their links are our own
_EXTERNAL = frozenset({"http", "https", "mailto", "tel"})
_OURS = frozenset({"action", "figure", "post", "statement", "timeline"})  # kinds of entries

_SCHEME_HINTS = {
    "link": "link to a file of the site, or to an address with https:, http:, mailto: or tel:",
    "picture": "put the picture into media/ and name its file",
}


def place_permalinks(html: str, conversion: Conversion) -> str:
    """Paragraphs that are nothing but an address become the quoted post that it leads to."""
    if '<p><a bare=""' not in html:
        return html

    def place_one(paragraph: re.Match[str]) -> str:
        address = unescape(paragraph[1])
        place = conversion.places.of(address)
        post = conversion.around.permalink(address, place)
        if isinstance(post, Directive):
            return conversion.put_aside(post)
        if post:
            conversion.report_fault(post, place)
        return paragraph[0]

    return _PERMALINK.sub(place_one, html)


class Gate:
    """Rewrites the links of one text and sets its pictures aside.

    Before sanitising, which cannot know our own addresses, links hold numbers instead: whatever
    else has an address afterwards was seen by the sanitiser's parser but not by this one.
    """

    def __init__(self, conversion: Conversion, *, holding: bool) -> None:
        self._conversion = conversion
        self._holding = holding
        self._hrefs: list[str] = []
        self._open: list[tuple[bool, str]] = []  # for each open `a`: is it a link, and its end tag
        self._html = ""

    def pass_through(self, html: str) -> str:
        """The HTML with each link checked and each picture replaced by its stand-in."""
        if "<a" not in html and "<img" not in html and not self._holding:
            return html
        self._html = html
        return _TAG.sub(self._rewrite, html)

    def release(self, html: str) -> str:
        """The sanitised HTML with the addresses that were held back, and no others."""

        def address(tag: re.Match[str]) -> str:
            if tag[2] is None or int(tag[2]) >= len(self._hrefs):
                return tag[1]
            return f'{tag[1]} href="{escape(self._hrefs[int(tag[2])])}"'

        return _HREF.sub(address, html)

    def _rewrite(self, tag: re.Match[str]) -> str:
        if tag["end"]:
            return self._open.pop()[1] if self._open else ""
        attributes = _read_attributes(tag["attrs"])
        if tag["name"].lower() == "img":
            return self._picture(attributes)
        if any(is_link for is_link, _ in self._open) and "href" in attributes:
            self._open.append((False, ""))  # no link within a link
            return ""
        kept = {key: attributes[key] for key in attributes if key in EVERYWHERE}
        if "href" not in attributes:
            if "name" in attributes:
                kept.setdefault("id", attributes["name"])
            self._open.append((False, "</a>"))
            return _tag(kept)
        link = self._follow(attributes["href"], tag.end())
        if link is None:
            self._open.append((False, ""))
            return ""
        self._open.append((True, "</a>"))
        return self._link(link, kept)

    def _link(self, link: Link, attributes: dict[str, str]) -> str:
        if link.css_class:
            attributes["class"] = f"{attributes.get('class', '')} {link.css_class}".strip()
        if link.href[:8].lower().startswith(("http://", "https://")):
            attributes["rel"] = "noopener noreferrer"
        href = link.href
        if self._holding:
            self._hrefs.append(href)
            href = f"{GATED}:{len(self._hrefs) - 1}"
        return _tag({"href": href, **attributes})

    def _follow(self, target: str, text_start: int) -> Link | None:
        """Where a link leads; None, and a problem, where it must not or cannot."""
        bare = _SKIPPED.sub("", target)
        scheme = _scheme(bare)
        if scheme in _EXTERNAL or bare.startswith("//"):
            rest = _INVISIBLE.sub("", target.partition(":")[2] if scheme else target).strip()
            return Link(f"{scheme or 'https'}:{_UNPRINTABLE.sub(_percent, rest)}")
        if bare.startswith("#"):
            fragment = normalize("NFC", unquote(target.strip()[1:])).strip()
            return self._within_page(fragment, target)
        end = _END.search(self._html, text_start)
        text = unescape(_ANY_TAG.sub("", self._html[text_start : end.start()])) if end else ""
        if scheme and scheme not in _OURS:
            self._refuse_scheme("link", scheme, self._place(target, text))
            return None
        return self._look_up(target, text)

    def _look_up(self, target: str, text: str) -> Link | None:
        """Where a link within the site leads, by the word of those who know the site."""
        link = self._conversion.around.link(target, text)
        if isinstance(link, Fault):
            self._conversion.report_fault(link, self._place(target, text))
            return None
        if not link.warning and not link.fragment:
            return link
        place = self._place(target, text)
        if link.warning:
            self._conversion.report_fault(link.warning, place)
        return self._anchored(link, place) if link.fragment else link

    def _within_page(self, fragment: str, target: str) -> Link:
        if fragment in ("", "top"):
            return Link("#" + fragment)
        fragment = safe_id(fragment)
        if not _FOOTNOTE.fullmatch(fragment):
            self._conversion.anchors.append(Anchor("", fragment, self._place(target)))
        return Link("#" + (fragment if _PLAIN_ID.fullmatch(fragment) else quote(fragment)))

    def _anchored(self, link: Link, place: Place) -> Link:
        fragment = safe_id(link.fragment)
        self._conversion.anchors.append(Anchor(link.target, fragment, place))
        if fragment == link.fragment:
            return link
        return Link(f"{link.href.partition('#')[0]}#{fragment}", link.css_class)

    def _place(self, target: str, text: str = "") -> Place:
        """Where a target stands or, where it was written in entities, the words that lead there."""
        words = (f"[{text}]", f">{text}<") if text else ()
        return self._conversion.places.of(target, escape(target), *words)

    def _refuse_scheme(self, what: str, scheme: str, place: Place) -> None:
        message = f"a {what} must not begin with '{scheme}:'"
        hint = _SCHEME_HINTS[what]
        self._conversion.report("link-scheme", message, place, hint)

    def _picture(self, attributes: dict[str, str]) -> str:
        conversion = self._conversion
        target, alt = attributes.get("src", "").strip(), attributes.get("alt", "").strip()
        place = self._place(target, alt)
        if not alt:
            message = f"the picture '{target}' has no description"
            hint = "say what can be seen, for those who cannot see it: '![a red square](…)'"
            conversion.report("missing-alt", message, place, hint)
        bare = _SKIPPED.sub("", target)
        scheme = _scheme(bare)
        if scheme in _EXTERNAL or bare.startswith("//"):
            message = f"the picture '{target}' would be fetched from another site"
            conversion.report("remote-image", message, place, "download it to media/")
        elif scheme:
            self._refuse_scheme("picture", scheme, place)
        else:
            file = conversion.around.image(target)
            if isinstance(file, str):
                title = attributes.get("title", "").strip()
                return conversion.put_aside(Image(file, alt, title, place))
            conversion.report_fault(file, place)
        return escape(alt)


def _read_attributes(text: str) -> dict[str, str]:
    attributes: dict[str, str] = {}
    for key, *values in _ATTRIBUTE.findall(text):
        attributes.setdefault(key.lower(), unescape("".join(values)))
    return attributes


def _tag(attributes: dict[str, str]) -> str:
    return "<a" + "".join(f' {key}="{escape(value)}"' for key, value in attributes.items()) + ">"


def _scheme(bare: str) -> str:
    scheme = _SCHEME.match(bare)
    return scheme[1].lower() if scheme else ""


def _percent(character: re.Match[str]) -> str:
    return quote(character[0])
