"""The whole campaign as one HTML file: no request, no script, one page shown at a time."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from generator.pack.addresses import Addresses, anchor
from generator.pack.edition import Edition, Voice
from generator.pack.leaves import HOME, Leaf, Leaves, leaves
from generator.pack.original import Original
from generator.pack.pictures import as_data, chosen, media_type
from generator.pack.rewrite import Piece, Rewriter, Shown
from generator.pack.styles import PAGE, Styles
from generator.problems import EnvironmentFault
from generator.write.manifest import spoken

# A page's path always has an ending, so that this id is never one of theirs.
_CONTENTS = "contents"
# For the line ends between style sheets, and the like.
_SPARE = 500
_POLICY = (
    "default-src 'none'; style-src 'sha256-{}'; img-src data:; font-src data:; "
    "base-uri 'none'; form-action 'none'"
)


@dataclass(frozen=True, slots=True)
class Single:
    """The file, how many pages are in it, and the pictures that found no room."""

    data: bytes
    pages: int
    left_out: int


def single(original: Original, edition: Edition, limit: int) -> Single:
    """All pages of the site in one file of at most `limit` bytes.

    Raises EnvironmentFault where the words alone take more.
    """
    codes = [voice.code for voice in edition.voices]
    found = leaves(original.files, original.read, codes)
    if HOME not in found.pages:
        raise EnvironmentFault(f"the site has no '{HOME}' to open", "leave it out: --no-single")
    texts = {leaf.path: _pieces(leaf, found, original, edition) for leaf in found.pages.values()}
    contents = _contents(found, original, edition)
    words = sum(len(_plain(piece).encode()) for text in texts.values() for piece in text)
    own = edition.template("pack.css")
    frame = _whole(edition, original, found.pages[HOME], own, contents)
    room = limit - words - len(frame.encode()) - _SPARE
    styles = Styles(original.files, original.read, room)
    for leaf in found.pages.values():
        styles.add(leaf.sheets)
    if styles.room < 0:
        raise _too_long(limit - styles.room, limit)
    filled, left_out = _filled(found, texts, original, styles.room)
    pages = "".join([*filled, contents])
    text = _whole(edition, original, found.pages[HOME], styles.text(own), pages)
    return Single(text.encode(), len(texts), left_out)


def _too_long(wanted: int, limit: int) -> EnvironmentFault:
    message = (
        f"the words of the site alone take {wanted / 1e6:.1f} MB, and one file may have "
        f"{limit / 1e6:g} MB"
    )
    return EnvironmentFault(message, "allow more with --limit, or leave it out with --no-single")


def _voice(edition: Edition, lang: str) -> Voice:
    known = {voice.code: voice for voice in edition.voices}
    return known.get(lang, edition.voices[0])


def _pieces(leaf: Leaf, found: Leaves, original: Original, edition: Edition) -> list[Piece]:
    voice = _voice(edition, leaf.lang)
    say = voice.say

    def needs_site(address: str) -> str:
        words = escape(say("copy.needs_site"))
        linked = f' <a href="{escape(address)}">{escape(say("copy.on_site"))}</a>'
        return f'<p class="packed-note">{words}{linked if address else ""}</p>'

    def absent(alt: str, address: str) -> str:
        words = escape(say("copy.picture", words=alt))
        shown = f'<a href="{escape(address)}">{words}</a>' if address else words
        return f'<span class="packed-absent">{shown}</span>'

    strip = edition.fill(
        "strip.html",
        notice=escape(say("copy.notice")),
        contents=escape(say("copy.contents")),
        contents_link=anchor(_CONTENTS),
    )
    addresses = Addresses(found, edition.url)
    return list(Rewriter(leaf, addresses, original.files, needs_site, absent, strip).pieces())


def _plain(piece: Piece) -> str:
    """A piece as long as it is without a picture's data."""
    if isinstance(piece, str):
        return piece
    return max(piece.tag, piece.instead, key=lambda text: len(text.encode()))


def _filled(
    found: Leaves, texts: dict[str, list[Piece]], original: Original, room: int
) -> tuple[Iterator[str], int]:
    """The text of all pages with what fits of their pictures, and how many do not.

    Pages of one rank take turns, so that no language is served behind all of another.
    """
    ranks: dict[str, int] = {}
    ranked = []
    for leaf in found.pages.values():
        ranks[leaf.lang] = ranks.get(leaf.lang, 0) + 1
        ranked.append((ranks[leaf.lang], leaf.path))
    in_turn = sorted(ranked, key=lambda one: one[0])
    places = [piece for _, path in in_turn for piece in texts[path] if isinstance(piece, Shown)]
    taken, _ = chosen((piece.picture for piece in places), original.size, room)
    variants = {id(piece): path for piece, path in zip(places, taken, strict=True)}
    every = (piece for text in texts.values() for piece in text)
    return (_text(piece, variants, original) for piece in every), taken.count("")


def _text(piece: Piece, variants: dict[int, str], original: Original) -> str:
    if isinstance(piece, str):
        return piece
    path = variants[id(piece)]
    if not path:
        return piece.instead
    return piece.tag.replace("\0", as_data(path, original.read(path)))


def _contents(found: Leaves, original: Original, edition: Edition) -> str:
    """A page that lists all others, in each language."""
    sections = "".join(
        edition.fill(
            "contents.html",
            lang=voice.code,
            dir=voice.direction,
            title=escape(voice.title),
            contents=escape(voice.say("copy.contents")),
            notice=escape(voice.say("copy.notice")),
            print=escape(voice.say("copy.print")),
            links=_links(leaf for leaf in found.pages.values() if leaf.lang == voice.code),
            check=escape(voice.say("copy.check")),
            digits=spoken(original.root),
            site=_site(voice, edition.url),
        )
        for voice in edition.voices
    )
    listed = f"<main>\n{sections}</main>"
    return f'<{PAGE} id="{_CONTENTS}" class="packed-contents">\n{listed}\n</{PAGE}>\n'


def _links(pages: Iterable[Leaf]) -> str:
    return "\n".join(
        f'<li><a href="{anchor(leaf.path)}"><bdi>{escape(leaf.title)}</bdi></a></li>'
        for leaf in pages
    )


def _site(voice: Voice, url: str) -> str:
    if not url:
        return ""
    link = f'<a href="{escape(url)}"><bdi dir="ltr">{escape(url)}</bdi></a>'
    return f"<p>{escape(voice.say('copy.address'))} {link}</p>"


def _whole(edition: Edition, original: Original, home: Leaf, styles: str, pages: str) -> str:
    first = edition.voices[0]
    digest = base64.b64encode(hashlib.sha256(styles.encode()).digest()).decode()
    return edition.fill(
        "single.html",
        lang=first.code,
        dir=first.direction,
        title=escape(first.title),
        policy=_POLICY.format(digest),
        icon=_icon(original, home.icon),
        styles=styles,
        pages=pages,
    )


def _icon(original: Original, path: str) -> str:
    """The site's mark, or an empty one: browsers ask for one where none is named."""
    known = path in original.files and media_type(path) and original.size(path) < 4000
    return as_data(path, original.read(path)) if known else "data:,"
