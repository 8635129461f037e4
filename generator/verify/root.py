"""A root hash as somebody read it aloud."""

from __future__ import annotations

import re
import unicodedata

from generator.problems import EnvironmentFault
from generator.write.manifest import spoken

_DIGITS, _HEX = 25, 64
_WHAT = "it has 25 digits, in five groups of five, or is the 64 letters and digits of SHA-256"


def heard(said: str) -> str:
    """The root hash that is meant: its digits in any script and spacing, or all of it in hex.

    Raises EnvironmentFault for what cannot be one.
    """
    plain = "".join(_plain(char) for char in said).lower()
    if re.fullmatch(f"[0-9a-f]{{{_HEX}}}|[0-9]{{{_DIGITS}}}", plain):
        return plain
    if re.fullmatch("[0-9]*", plain):
        message = f"that is no root hash: it has {len(plain)} digits"
    else:
        message = "that is no root hash"
    raise EnvironmentFault(message, _WHAT)


def is_same(meant: str, root: str) -> bool:
    """Whether what was heard is this root hash (in hexadecimal)."""
    return meant in (root, spoken(root).replace("-", ""))


def _plain(char: str) -> str:
    """A digit of any script as ours; nothing for what stands between digits."""
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    # Spaces, hyphens, commas, and the marks that turn the direction of a text.
    return "" if unicodedata.category(char) in ("Zs", "Pd", "Po", "Cf", "Cc") else char
