"""From the tree to HTML: void elements without slashes, everything escaped, a line per block."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from generator.markup.sanitise import ATTRIBUTES, EVERYWHERE, TAGS

_VOID = {"br", "hr", "img"}
# Elements that end a line in the HTML, and the ones of them that have a line for each child.
_HOLDERS = {"ul", "ol", "dl", "blockquote", "table", "thead", "tbody", "tr", "section"}
_BLOCKS = _HOLDERS | {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd"}
_BLOCKS |= {"footer", "pre", "th", "td", "hr", "br"}

# Pictures, and links typed as they are, go on to the gate, which knows these attributes.
_WRITTEN = TAGS | {"img"}
_NAMES = {tag: EVERYWHERE | ATTRIBUTES.get(tag, frozenset()) for tag in TAGS} | {
    "a": EVERYWHERE | {"bare", "href"},
    "img": EVERYWHERE | {"src", "alt"},
}
_OPEN = {tag: f"<{tag}>" + ("\n" if tag in _HOLDERS | {"hr", "br"} else "") for tag in _WRITTEN}
_CLOSE = {
    tag: "" if tag in _VOID else f"</{tag}>" + ("\n" if tag in _BLOCKS else "") for tag in _WRITTEN
}


def to_html(root: Element) -> tuple[str, bool]:
    """The HTML below `root`, and whether raw HTML of the author's is in it.

    Where none is, the result holds nothing but allowed elements and attributes, and no text or
    value of the author's unescaped: other elements are a KeyError, other attributes left out.
    """
    out = [_escape(root.text)] if root.text else []
    within = [(iter(root), "")]  # a stack rather than recursion: emphasis can go deep
    while within:
        children, after = within[-1]
        for element in children:
            tag, text = element.tag, element.text
            tail = _escape(element.tail) if element.tail else ""
            if tag == "raw":
                out.append(f"{text}{tail}")
            elif tag == "stand-in":
                out.append(f"{text}\n{tail}")
            else:
                opening = _with_attributes(element, _OPEN[tag]) if element.attrib else _OPEN[tag]
                out.append(opening + _escape(text) if text else opening)
                if len(element):
                    within.append((iter(element), _CLOSE[tag] + tail))
                    break
                out.append(_CLOSE[tag] + tail)
        else:
            within.pop()
            out.append(after)
    return "".join(out), root.find(".//raw") is not None


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
