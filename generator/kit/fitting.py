"""Whether a network takes a text, told without counting wherever the length alone settles it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.kit.counting import LINK_WEIGHT, count
from generator.kit.networks import Limit, Network, Rule

# The most that one character counts where it is not of ASCII: an emoji of its own, the bytes of
# one, or a Hebrew letter that NFC takes apart.
_HEAVIEST: Mapping[Rule, int] = {"weights": 3, "threads": 4, "utf16": 2, "bytes": 4}
# A short address in the words counts more than its characters.
_MAYBE_LINK = re.compile(r"\.\w")


def fits(text: str, link: str, network: Network) -> bool:
    """Whether a network takes the text with the link, or, where it takes a title, the text as one.

    Where the link is all that is taken, everything fits.
    """
    if network.prefills == "nothing" or network.rule == "sms":
        return True
    if network.prefills == "title":
        link = ""
    if not _MAYBE_LINK.search(text) and all(_surely(text, link, one) for one in network.limits):
        return True
    return not count("\n".join(filter(None, (text, link))), network).over


def fits_all(text: str, link: str, least: int) -> bool:
    """Whether a text surely fits wherever at least `least` is allowed, by whatever rule."""
    if _MAYBE_LINK.search(text):
        return False
    return _surely(text, link, Limit("bytes", least))


def _surely(text: str, link: str, limit: Limit) -> bool:
    each = 1 if text.isascii() else _HEAVIEST.get(limit.rule, 1)
    address = len(link) if link.isascii() else _HEAVIEST.get(limit.rule, 1) * len(link)
    return each * len(text) + 1 + max(address, LINK_WEIGHT) <= limit.most
