"""Stand-ins: short tokens in the text for what passes through Markdown and sanitising untouched."""

from __future__ import annotations

import re

# Noncharacters are reserved for a program's own use (Unicode 16, section 23.7). They are taken
# out of every text beforehand, so that no author can write a stand-in.
OPENS, CLOSES = "\ufdd0", "\ufdd1"
STAND_IN = re.compile(f"{OPENS}([0-9]+){CLOSES}")

_ALONE = re.compile(rf"<p>\s*({OPENS}[0-9]+{CLOSES})\s*</p>")
_IN_TAG = re.compile(rf"<[^<>]*{OPENS}[^<>]*>")


def stand_in(number: int) -> str:
    """The token for the thing of that number."""
    return f"{OPENS}{number}{CLOSES}"


def settle_stand_ins(html: str) -> str:
    """A stand-in that is a whole paragraph loses its `<p>`; one inside a tag is dropped.

    `html` must be well formed, with `<` and `>` escaped in text and attributes.
    """
    if OPENS not in html:
        return html
    html = _IN_TAG.sub(lambda tag: STAND_IN.sub("", tag[0]), html)
    return _ALONE.sub(r"\1", html)
