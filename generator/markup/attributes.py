"""Attribute lists: `{#id}`, `{.class}`, `{dir=rtl}` after a heading, block or mark in a line."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from generator.markup.sanitise import EVERYWHERE

# With a colon any list is read, as other generators write it, and what is not allowed is left out;
# without one only what cannot be meant otherwise.
_ANY = r"[^\s{}=\"'#.][^\s{}=\"']*+=(?:\"[^\"]*\"|'[^']*'|[^\s{}\"']++)"
_OURS = r"(?:dir|lang|class|id)=(?:\"[^\"]*\"|'[^']*'|[\w-]++)"
_NAME = r"[#.][^\s{}.#=]++"
LIST = re.compile(rf"\{{(?::\s*+(?:(?:{_ANY}|{_NAME})\s*+)++|\s*+(?:(?:{_OURS}|{_NAME})\s*+)++)\}}")

_ITEM = re.compile(rf"(?P<name>{_NAME})|(?P<key>[\w-]+)=(?:\"([^\"]*)\"|'([^']*)'|([^\s{{}}\"']+))")


def cut_end(text: str) -> tuple[str, str]:
    """A heading's text, and the attribute list at its end."""
    return _cut(text, " ")


def cut_last_line(text: str) -> tuple[str, str]:
    """A block's text, and the attribute list that is its last line."""
    return _cut(text, "\n")


def _cut(text: str, before: str) -> tuple[str, str]:
    if not text.endswith("}"):
        return text, ""
    start = text.rfind("{")
    if start < 1 or text[start - 1] != before or not LIST.fullmatch(text, start):
        return text, ""
    return text[:start].rstrip(), text[start:]


def assign(element: Element, attrs: str) -> None:
    """Give an element the attributes of a list, if they are ones that any element may have."""
    for match in _ITEM.finditer(attrs) if attrs else ():
        name, key, *values = match.groups()
        if name:
            key, value = ("id" if name[0] == "#" else "class"), name[1:]
        else:
            value = next(v for v in values if v is not None)
        if key == "class" and (others := element.get("class")):
            value = f"{others} {value}"
        if key in EVERYWHERE:
            element.set(key, value)
