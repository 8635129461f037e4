"""Addresses as they stand on a page: where a long one may go on in the next line."""

from __future__ import annotations

import re

from markupsafe import Markup

# Behind its slashes, and before its other signs.
_JOINT = re.compile(r"(?<=/)(?!/)|(?=[.#?&_-])")


def breakable(address: str) -> Markup:
    """An address as HTML that breaks between its parts; what is copied of it has nothing added."""
    return Markup("<wbr>").join(filter(None, _JOINT.split(address)))
