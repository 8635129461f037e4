"""Numbers and lists as a locale writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from generator.locales.cldr import Conventions

if TYPE_CHECKING:
    from decimal import Decimal

MINUS = "−"
LONGEST = 100  # digits; nobody reads more, and 1e999999999 would fill the memory


def in_digits(number: float | Decimal, conv: Conventions) -> str:
    """The number written out: grouped, every decimal place kept, a whole float without any.

    Raises ValueError for infinity, for what is no number and for more than a hundred digits.
    """
    from decimal import Decimal  # only with the first number, for the sake of start-up

    exact = Decimal(repr(number)) if isinstance(number, float) else Decimal(number)
    if not exact.is_finite() or abs(exact.adjusted()) > LONGEST:
        raise ValueError(f"{number} cannot be written out")
    whole, _, fraction = f"{abs(exact):f}".partition(".")
    if isinstance(number, float) and fraction == "0":
        fraction = ""
    text = _grouped(whole, conv.group, conv.group_sizes)
    text = (text + (fraction and conv.decimal + fraction)).translate(conv.digits)
    return conv.sign_mark + MINUS + text if exact < 0 else text


def _grouped(whole: str, separator: str, sizes: tuple[int, int]) -> str:
    """`1,234,567`, or with the sizes (3, 2) of India `12,34,567`."""
    size, larger = sizes
    groups: list[str] = []
    while len(whole) > size:
        groups.insert(0, whole[-size:])
        whole, size = whole[:-size], larger
    return separator.join([whole, *groups])


def joined(items: Sequence[str], patterns: Mapping[str, str]) -> str:
    """`a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    if len(items) == 2:
        return patterns["2"].format(*items)
    text = patterns["start"].format(*items[:2])
    for item in items[2:-1]:
        text = patterns["middle"].format(text, item)
    return patterns["end"].format(text, items[-1])
