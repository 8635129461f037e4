"""HTML becomes plain words: paragraphs and line breaks stay, and all else that is not a word goes.

The tokens are those of the checks, which take any input in time that grows with its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

from generator.check.scan import EMPTY, END, START, WORDS, Token, tokens

_BLOCKS = frozenset(
    "article blockquote div dl figure h1 h2 h3 h4 h5 h6 hr ol p pre section table ul".split()
)
_BLANKS = re.compile("[ \t\r\n\f]+")
# A sign that no text holds stands for the end of a paragraph until all is put together.
_PARAGRAPH = "\0"
# It begins where blanks begin: a long run would be walked through again and again.
_PARAGRAPHS = re.compile(r"(?<!\s)\s*+\0[\s\0]*+")
_SCHEME = re.compile("https?://", re.IGNORECASE)
_START = re.compile(r"(?:https?://)?(?:www\.)?", re.IGNORECASE)


def scan(html: str) -> Iterable[Token]:
    """The tokens of a page; a tag that is never closed would be looked at again and again."""
    closed = html.rfind(">") + 1
    return tokens(html[:closed])


def plain(html: str) -> str:
    """The words of a piece of HTML, or of a text without any tag."""
    closed = html.rfind(">") + 1
    rest: Token = (WORDS, html[closed:], {}, closed)
    return words_of([*tokens(html[:closed]), rest])


def words_of(found: Iterable[Token]) -> str:
    """The words that tokens hold, links that are shown shortened written out."""
    out: list[str] = []
    link = ("", 0)
    for kind, word, attrs, _ in found:
        if kind == WORDS:
            out.append(_BLANKS.sub(" ", unescape(word).replace(_PARAGRAPH, "")))
        elif word == "a" and kind == START:
            link = (attrs.get("href", ""), len(out))
        elif word == "a" and kind == END:
            out[link[1] :] = [written_out("".join(out[link[1] :]), link[0])]
            link = ("", len(out))
        elif kind in (START, EMPTY, END):
            out.append(_break(kind, word, attrs.get("alt", "")))
    joined = "\n".join(line.strip(" ") for line in "".join(out).split("\n"))
    return _PARAGRAPHS.sub("\n\n", joined).strip()


def _break(kind: str, tag: str, alt: str) -> str:
    """What a tag is in plain words: pictures amid words are emoji, whose name is their alt text."""
    if tag in _BLOCKS:
        return _PARAGRAPH
    if kind == END:
        return ""
    return {"br": "\n", "li": "\n- ", "img": alt}.get(tag, "")


def written_out(shown: str, address: str) -> str:
    """The full address where `shown` is its beginning, without a scheme or with dots at its end."""
    start = _bare(shown.rstrip("….")).rstrip("/")
    is_address = "." in start and not re.search(r"\s", shown.strip())
    whole = bool(_SCHEME.match(shown.strip())) and not shown.rstrip().endswith(("…", "..."))
    if not is_address or whole or not _SCHEME.match(address):
        return shown
    return address if _bare(address).startswith(start) else shown


def _bare(address: str) -> str:
    return _START.sub("", address.strip(), count=1)
