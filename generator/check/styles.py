"""Addresses in style sheets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check.addresses import cleaned

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_ADDRESS = re.compile(
    r"""url\(\s*+(?:"([^"]*+)"|'([^']*+)'|([^)"']*+))|@import\s*+(?:"([^"]*+)"|'([^']*+)')"""
    r"""|(?<=image-set\()\s*+(?:"([^"]*+)"|'([^']*+)')""",
    re.IGNORECASE,
)


def addresses(css: str) -> Iterator[tuple[str, int]]:
    """What url(), @import and image-set() name, with the offset of each."""
    blank = _COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment[0]), css)
    for found in _ADDRESS.finditer(blank):
        url = cleaned(next((part for part in found.groups() if part), ""))
        yield url, found.start()
