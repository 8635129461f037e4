"""From the tree to HTML: void elements without slashes, everything escaped, a line per block."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from generator.markup.sanitise import ATTRIBUTES, EVERYWHERE, TAGS

_VOID = {"br", "hr", "img"}
_BLOCKS = (
    "p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote footer pre table thead tbody tr th td "
    "section hr br"
).split()
_HOLDERS = "ul ol dl blockquote table thead tbody tr section".split()

# Pictures, and links typed as they are, go on to the gate, which knows these attributes.
_WRITTEN = TAGS | {"img"}
_NAMES = {tag: EVERYWHERE | ATTRIBUTES.get(tag, frozenset()) for tag in TAGS} | {
    "a": EVERYWHERE | {"bare", "href"},
    "img": EVERYWHERE | {"src", "alt"},
}
_OPEN = {tag: f"<{tag}>" + ("\n" if tag in (*_HOLDERS, "hr", "br") else "") for tag in _WRITTEN}
_CLOSE = {
    tag: "" if tag in _VOID else f"</{tag}>" + ("\n" if tag in _BLOCKS else "") for tag in _WRITTEN
}


def to_html(root: Element) -> tuple[str, bool]:
    """The HTML below `root`, and whether raw HTML of the author's is in it.

    Where none is, the result holds nothing but allowed elements and attributes, and no text or
    value of the author's unescaped: other elements are a KeyError, other attributes left out.
    """
    out: list[str] = []
    _write(root, out)
    return "".join(out), root.find(".//raw") is not None


def _write(parent: Element, out: list[str]) -> None:
    if parent.text:
        out.append(_escape(parent.text))
    for element in parent:
        tag = element.tag
        if tag == "raw":
            out.append(element.text or "")
        elif tag == "stand-in":
            out.append(f"{element.text}\n")
        else:
            opening = _OPEN[tag]
            out.append(_with_attributes(element, opening) if element.attrib else opening)
            _write(element, out)
            out.append(_CLOSE[tag])
        if element.tail:
            out.append(_escape(element.tail))


def _with_attributes(element: Element, opening: str) -> str:
    names = _NAMES[element.tag]
    attributes = [
        f' {name}="{_escape(value).replace(chr(34), "&quot;")}"'
        for name, value in element.items()
        if name in names
    ]
    name, end, line = opening.partition(">")
    return name + "".join(attributes) + end + line


def _escape(text: str) -> str:
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text
