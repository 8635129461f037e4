"""Which paths a published site may hold, and when two of them are one file."""

from __future__ import annotations

import re
import unicodedata

# A backslash or a colon leaves the folder on Windows, a control character breaks SHA256SUMS,
# and a lone surrogate is a file name that was never text.
_UNSAFE = re.compile(r"^/|^\.?$|(?:^|/)\.\.(?:/|$)|[\x00-\x1f\x7f\\:\ud800-\udfff]")


def is_safe(name: str) -> bool:
    """Whether `name` is a relative path that stays below its root on every system."""
    return _UNSAFE.search(name) is None


def folded(name: str) -> str:
    """Equal for names that some disk takes for one file: case and Unicode form do not count.

    This is canonical caseless matching (Unicode Standard, section 3.13, D145).
    """
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFD", unicodedata.normalize("NFD", name).casefold())
