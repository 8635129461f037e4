"""Languages: their direction, and dates, numbers, lists and plurals in their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from generator.dates import EdtfDate
from generator.locales import dates, numbers
from generator.locales.cldr import ZEROS, conventions
from generator.locales.tags import direction, is_known, is_language_tag, known
from generator.problems import did_you_mean

if TYPE_CHECKING:
    from decimal import Decimal

__all__ = ["Locale", "LocaleFault", "direction", "is_language_tag", "locale"]


class LocaleFault(ValueError):
    """A language, a locale or numerals that are not known: what is wrong, and what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Locale:
    """A language (`code`, for HTML) that writes as `tag` does, with `numerals` or the tag's own."""

    code: str
    tag: str
    numerals: str | None = None

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`; the tag's script decides where it is of the same language."""
        same = self.tag.lower().split("-")[0] == self.code.lower().split("-")[0]
        return direction(self.tag if same else self.code)

    def date(self, date: EdtfDate) -> str:
        """`30 April 2016`, `about April 2016`, `27–29 April 2016`, `since 27 April 2016`."""
        return dates.in_words(date, self.tag, self.numerals)

    def month(self, date: EdtfDate) -> str:
        """`April 2016`, or `2016` where no month is known; of a range, that of its start."""
        return dates.month_in_words(date, self.tag, self.numerals)

    def year(self, date: EdtfDate) -> str:
        """`2016`; of a range, that of its start."""
        return dates.year_in_words(date, self.tag, self.numerals)

    def number(self, number: float | Decimal) -> str:
        """`12,345.6`; raises ValueError for infinity and for more than a hundred digits."""
        return numbers.in_digits(number, conventions(self.tag, self.numerals))

    @property
    def numbering(self) -> str:
        """CLDR's name of its digits, as `latn` or `arab`: what a browser's Intl calls them too."""
        return conventions(self.tag, self.numerals).system

    def digits(self, text: str) -> str:
        """`text` with the digits 0-9 in the locale's numerals."""
        return text.translate(conventions(self.tag, self.numerals).digits)

    def plural(self, number: float | Decimal) -> str:
        """The plural form that goes with the number: zero, one, two, few, many or other."""
        return conventions(self.tag, self.numerals).plural(number)

    def join(self, items: Sequence[str]) -> str:
        """`a, b and c`."""
        return numbers.joined(items, conventions(self.tag, self.numerals).lists)


@lru_cache(maxsize=256)
def locale(code: str, tag: str | None = None, numerals: str | None = None) -> Locale:
    """The language `code` with the conventions of `tag` (its own when None).

    Raises LocaleFault for what is no language tag, and for a tag or numerals that are not known.
    """
    for given in (code, tag or code):
        if not is_language_tag(given):
            hint = "a language is written as en, ar or pt-BR"
            raise LocaleFault(f"'{given}' is not a language tag", _nearest(given) or hint)
    if not is_known(tag or code):
        otherwise = "give the language a locale whose dates and numbers fit, such as en-GB"
        message = f"no dates and numbers are known for '{tag or code}'"
        raise LocaleFault(message, _nearest(tag or code) or otherwise)
    if numerals is not None and numerals not in ZEROS:
        hint = did_you_mean(numerals, ZEROS, f"known are {', '.join(sorted(ZEROS))}")
        raise LocaleFault(f"'{numerals}' are not numerals", hint)
    return Locale(code, tag or code, numerals)


def _nearest(tag: str) -> str:
    return did_you_mean(tag.replace("_", "-"), [name.replace("_", "-") for name in known()])
