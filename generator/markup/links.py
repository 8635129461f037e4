"""Links and pictures as Markdown writes them, and addresses that are typed as they are."""

from __future__ import annotations

import re
from typing import cast
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import INLINE_PLACEHOLDER_RE, AtomicString

from generator.markup.definitions import Definitions, label_key
from generator.markup.inline import Inline

# Brackets in a link's text beyond this many are text, so that thousands of them cost no time.
_MOST_BRACKETS = 32

_BRACKET = re.compile(r"[\[\]]")
_NOTE = re.compile(r"\[\^([^\]\s]+)\]")
_LABEL = re.compile(r"\[([^\[\]]*)\]")
_TITLE = r"(?:\s+(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)'|\((?P<c>[^()]*)\)))?\s*\)"
_PLAIN = r"[^\s()<>]*+(?:\([^\s()<>]*+\)[^\s()<>]*+)*+"
_DESTINATION = re.compile(rf"\(\s*(?:<(?P<angled>[^<>\n]*)>|(?P<plain>{_PLAIN})){_TITLE}")
# A file's name with spaces in it, which GitHub would show as text.
_SPACED = re.compile(r"\((?P<angled>[^()<>\"'\n]{1,200}[^()<>\"'\n\s](?:/|\.\w{2,5}))\)(?P<a>)")

_HELD = INLINE_PLACEHOLDER_RE.pattern.replace("(", "(?:")
_ADDRESS = (
    rf"(?<![\w@/.+-])(?:(?:https?://|(?P<www>www\.))(?:[^\s<>\x02\x03]++|{_HELD})++"
    r"|[\w.+-]++@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}(?![\w@]))"
)
_TRAILING = "?!.,:;*_~'\"”’»«،؛؟。，、！？：；）】」…"
_MARKUP = re.compile(r"(\*\*|__|\*|(?<!\w)_(?=\w))(.+?)\1")


class Brackets(InlineProcessor):
    """`[text](target)`, `![alt](file)`, both with labels, and `[^note]`."""

    def __init__(self, md: Markdown, definitions: Definitions) -> None:
        super().__init__(r"!?\[", md)
        self._definitions = definitions

    def handleMatch(  # type: ignore[override]  # noqa: N802 (Python-Markdown's name)
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int, int]:
        start, inner = m.start(), m.end()
        is_image = m[0] == "!["
        if not is_image and (note := _NOTE.match(data, start)):
            raised = self._definitions.refer(self.unescape(note[1]))
            return raised, start, note.end()
        if data.find("]", inner) < 0:
            return None, start, len(data)
        end = _closing(data, inner)
        if end < 0:
            return None, start, inner
        text = data[inner:end]
        target, title, after = self._target(data, text, end + 1)
        if target is None:
            return None, start, inner
        if is_image:
            alt = _MARKUP.sub(r"\2", self.unescape(text)).strip()
            element = Element("img", {"src": target, "alt": alt})
        else:
            element = Element("a", {"href": target})
            element.text = text
        if title:
            element.set("title", title)
        return element, start, after

    def _target(self, data: str, text: str, after: int) -> tuple[str | None, str, int]:
        """The target, the title and where the whole ends; no target where it is only brackets."""
        destination = _DESTINATION.match(data, after) or _SPACED.match(data, after)
        if destination:
            found = destination.groupdict()
            target = found["angled"] if found["angled"] is not None else found["plain"]
            title = found["a"] or found.get("b") or found.get("c") or ""
            return self.unescape(target).strip(), self.unescape(title), destination.end()
        label = _LABEL.match(data, after)
        key = label_key(self.unescape(label[1] if label and label[1] else text))
        if key not in self.md.references:
            return None, "", after
        target, title = self.md.references[key]
        return target, title, label.end() if label else after


def _closing(data: str, position: int) -> int:
    """Where the bracket that was opened before `position` is closed, or -1."""
    depth = 1
    for count, bracket in enumerate(_BRACKET.finditer(data, position)):
        depth += 1 if bracket[0] == "[" else -1
        if depth == 0:
            return bracket.start()
        if count == _MOST_BRACKETS:
            break
    return -1


class Addresses(InlineProcessor):
    """`https://…`, `www.…` and e-mail addresses amid text, without the punctuation that follows."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(_ADDRESS, md)

    def handleMatch(  # type: ignore[override]  # noqa: N802 (Python-Markdown's name)
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int, int]:
        address = _without_trailing(self._up_to_a_node(m[0]))
        text = self.unescape(address)
        if len(text) < len("www.a"):
            return None, m.start(), m.end()
        scheme = "" if "://" in text else "https://" if m["www"] else "mailto:"
        return bare_link(text, scheme + text), m.start(), m.start() + len(address)

    def _up_to_a_node(self, address: str) -> str:
        """An entity may be part of an address, code or a tag is not."""
        inline = cast(Inline, self.md.treeprocessors["inline"])
        for held in INLINE_PLACEHOLDER_RE.finditer(address):
            if not isinstance(inline.stashed_nodes[held[1]], str):
                return address[: held.start()]
        return address


def _without_trailing(address: str) -> str:
    """An address does not end in punctuation, nor in a bracket that was opened before it."""
    while True:
        shorter = address.rstrip(_TRAILING)
        while shorter.endswith(")") and shorter.count(")") > shorter.count("("):
            shorter = shorter[:-1]
        if shorter == address:
            return address
        address = shorter


def bare_link(text: str, href: str) -> Element:
    """A link whose text is its address; `bare` tells it from one that was written as a link."""
    element = Element("a", {"bare": "", "href": href})
    element.text = AtomicString(text)
    return element
