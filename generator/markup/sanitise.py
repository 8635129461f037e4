"""What HTML may leave this package: the allow-list, and nh3 to hold raw HTML to it."""

from __future__ import annotations

import nh3

EVERYWHERE = frozenset({"id", "class", "lang", "dir", "title"})
_ALLOWED = """
    a abbr address article aside b bdi bdo blockquote br caption center cite code col colgroup
    dd del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i ins kbd
    li mark ol p pre q rp rt ruby s samp section small span strong sub summary sup table tbody td
    tfoot th thead time tr u ul var wbr
"""
TAGS = frozenset(_ALLOWED.split())
ATTRIBUTES = {
    "a": frozenset({"href", "rel"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "del": frozenset({"datetime"}),
    "details": frozenset({"open"}),
    "ins": frozenset({"datetime"}),
    "li": frozenset({"value"}),
    "ol": frozenset({"start", "reversed", "type"}),
    "td": frozenset({"colspan", "rowspan"}),
    "th": frozenset({"colspan", "rowspan", "scope"}),
    "time": frozenset({"datetime"}),
}
# Their text is code or another format, not words for a reader.
_NO_WORDS = "iframe math noembed noframes noscript object script style svg template textarea title"

# The scheme of links that passed the gate, while they wait for their true address.
GATED = "gated"

_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags=set(_NO_WORDS.split()),
    attributes={"*": set(EVERYWHERE), **{tag: set(names) for tag, names in ATTRIBUTES.items()}},
    url_schemes={GATED},
    set_tag_attribute_values={"center": {"class": "center"}},
    link_rel=None,
)


def hold_to_allowed(html: str) -> str:
    """Well-formed HTML of allowed elements and attributes; links lead nowhere but past the gate."""
    html = _CLEANER.clean(html).replace("<p></p>", "")
    if "<center" in html:
        html = html.replace("<center", "<div").replace("</center>", "</div>")
    return html
