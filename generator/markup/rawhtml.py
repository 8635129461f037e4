"""Raw HTML: the blocks of it, a tag amid text, and what of it will be left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from markdown.blockprocessors import BlockProcessor
from markdown.util import AtomicString

from generator.markup import starts
from generator.markup.paragraphs import put_back
from generator.markup.sanitise import ATTRIBUTES, EVERYWHERE, TAGS
from generator.markup.source import without_hidden

# One tag, comment, instruction or declaration (CommonMark 0.31, section 6.6).
TAG = (
    r"</?[a-zA-Z][a-zA-Z0-9-]*+(?:\s++[a-zA-Z_:][\w.:-]*+"
    r"(?:\s*+=\s*+(?:[^\s\"'=<>`]++|'[^']*+'|\"[^\"]*+\"))?+)*+\s*+/?>"
    r"|<!---?>|<!--(?:[^<]|<(?!!--))*?-->|<\?(?:[^<]|<(?!\?))*?\?>|<![A-Z][^>]*+>"
)

_WITH_END = re.compile(rf" {{0,3}}({starts.HTML_WITH_END})", re.IGNORECASE | re.MULTILINE)
_TO_BLANK_LINE = re.compile(rf" {{0,3}}{starts.HTML_TO_BLANK_LINE}", re.IGNORECASE | re.MULTILINE)
_TAG_ALONE = re.compile(rf" {{0,3}}(?!<[a-z][a-z0-9+.-]*:)(?:{TAG}) *(?:\n|\Z)", re.IGNORECASE)
_ENDS = {"<!--": "-->", "<?": "?>", "<![": "]]>", "<!": ">"}
_MARKED = re.compile(r"[^\n>]*\smarkdown(?:=|[\s>])", re.IGNORECASE)
_COMMENT = re.compile(r"<!---?>|<!--.*?(?:-->|\Z)|<\?.*?\?>|<!\[CDATA\[.*?\]\]>", re.DOTALL)

_OPENING = re.compile(r"<([a-zA-Z][a-zA-Z0-9-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)>")
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>]+))?")
# Attributes that the gate for links and pictures reads, or that say nothing once they are gone.
_UNDERSTOOD = {
    "*": {"markdown", "width", "height"},
    "a": {"bare", "name", "target"},
    "img": {"src", "alt"},
}


def raw(html: str) -> Element:
    """Raw HTML as a node of the tree, without its comments and whatever is hidden in entities."""
    element = Element("raw")
    element.text = AtomicString(without_hidden(_COMMENT.sub("", html)))
    return element


class RawHtml(BlockProcessor):
    """A block of raw HTML ends at a blank line: what follows `<div>` and one is Markdown.

    Comments, `<pre>`, `<script>` and their like end where they are closed.
    """

    def test(self, parent: Element, block: str) -> bool:
        return block.lstrip(" ")[:1] == "<" and (
            _TO_BLANK_LINE.match(block) is not None
            or _WITH_END.match(block) is not None
            or _TAG_ALONE.match(block) is not None
        )

    def run(self, parent: Element, blocks: list[str]) -> None:
        beginning = _WITH_END.match(blocks[0])
        if beginning:
            html = _take_to_end(blocks, beginning)
        elif _MARKED.match(blocks[0]):
            html, _, rest = blocks.pop(0).partition("\n")
            put_back(blocks, rest)
        else:
            html = blocks.pop(0)
        parent.append(raw(f"{html}\n"))


def _take_to_end(blocks: list[str], beginning: re.Match[str]) -> str:
    """Take everything up to the line that holds the end mark; without one, all that follows."""
    opening = beginning[1].lower()
    end = next((e for o, e in _ENDS.items() if opening.startswith(o)), f"</{opening[1:]}>")
    position = beginning.end(1)
    taken: list[str] = []
    while blocks:
        block = blocks.pop(0)
        found = block.lower().find(end, position)
        if found >= 0:
            line_end = block.find("\n", found)
            put_back(blocks, block[line_end:] if line_end >= 0 else "")
            taken.append(block[:line_end] if line_end >= 0 else block)
            break
        taken.append(block)
        position = 0
    return "\n\n".join(taken)


def left_out(html: str) -> Iterator[str]:
    """The elements and attributes in raw HTML that will not reach the page, as written."""
    for tag in _OPENING.finditer(html):
        name = tag[1].lower()
        if name not in TAGS and name != "img":
            yield f"<{tag[1]}"
            continue
        for attribute in _ATTRIBUTE.finditer(tag[2]):
            key = attribute[1].lower()
            if not (
                key in EVERYWHERE
                or key in ATTRIBUTES.get(name, ())
                or key in _UNDERSTOOD.get(name, ())
                or key in _UNDERSTOOD["*"]
            ):
                yield attribute[1]
