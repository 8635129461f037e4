"""What CLDR, through Babel, knows of a locale, as far as dates, numbers and lists need it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from generator.locales.tags import direction, parts

if TYPE_CHECKING:
    from decimal import Decimal

    import babel

    from generator.locales.words import Words

# The digit zero of each numbering system; the other nine follow it in Unicode.
ZEROS = {
    "latn": "0",
    "arab": "٠",
    "arabext": "۰",
    "adlm": "\U0001e950",
    "beng": "০",
    "cakm": "\U00011136",
    "deva": "०",
    "hmnp": "\U0001e140",
    "mtei": "\uabf0",
    "mymr": "၀",
    "nkoo": "߀",
    "olck": "᱐",
    "tibt": "༠",
}

# Systems whose digits are European to the bidirectional algorithm. In a line from right to left
# a sign would move behind such a number unless a mark holds it.
_EUROPEAN = frozenset(["latn", "arabext"])
LRM = "\u200e"

# CLDR's English is the United States'; a campaign's is everybody's.
_PLAIN_ENGLISH = "en_GB"

# CLDR's direction marks; the page's own direction does their work.
_MARKS = dict.fromkeys((0x200E, 0x200F, 0x061C), None)

# CLDR's names of the patterns. Clock times are by 24 hours everywhere: nobody misreads those.
_PATTERNS = {"year": "y", "month": "yMMMM", "day": "yMMMMd", "minute": "Hm", "second": "Hms"}
_FIELDS = frozenset("yMLdHms")

# A part of a date pattern: CLDR's letters for a field (`MMMM`) or a literal text, the other empty.
Part = tuple[str, str]


class Conventions(NamedTuple):
    """How one locale writes: `patterns` by precision, `months` by CLDR's letter, M or L.

    `system` is CLDR's name of its digits, as `latn` or `arab`.
    """

    system: str
    words: Words
    patterns: Mapping[str, tuple[Part, ...]]
    months: Mapping[str, tuple[str, ...]]
    clock: str
    digits: Mapping[int, str]
    decimal: str
    group: str
    group_sizes: tuple[int, int]
    sign_mark: str
    plural: Callable[[float | Decimal], str]
    lists: Mapping[str, str]


@lru_cache(maxsize=64)
def conventions(tag: str, numerals: str | None) -> Conventions:
    """The conventions of a known tag; `numerals` None means the locale's own."""
    from generator.locales.words import WORDS, Words  # not before they are wanted, as Babel

    cldr = _cldr(tag)
    system = numerals or cldr.default_numbering_system
    zero = ord(ZEROS[system])
    symbols = {**cldr.number_symbols["latn"], **cldr.number_symbols.get(system, {})}
    words = WORDS.get(cldr.language, Words())
    patterns = {precision: _pattern(cldr, name) for precision, name in _PATTERNS.items()}
    letters = {field[:1] for pattern in patterns.values() for field, _ in pattern}
    return Conventions(
        system=system,
        words=words,
        patterns=patterns,
        months={letter: _months(cldr, letter) for letter in ("M", "L") if letter in letters},
        clock=words.clock or _glue(cldr),
        digits={ord("0") + n: chr(zero + n) for n in range(10)},
        decimal=symbols["decimal"],
        group=symbols["group"],
        group_sizes=cldr.decimal_formats[None].grouping,
        sign_mark=LRM if direction(tag) == "rtl" and system in _EUROPEAN else "",
        plural=cldr.plural_form,
        lists={n: p.translate(_MARKS) for n, p in cldr.list_patterns["standard"].items()},
    )


def _cldr(tag: str) -> babel.Locale:
    # Babel is imported with the first date or number that is shown: most commands show none.
    from babel import Locale, UnknownLocaleError

    language, script, region = parts(tag) or ("", "", "")
    if language == "en" and not region:
        return Locale.parse(_PLAIN_ENGLISH)
    try:
        return Locale.parse("_".join(filter(None, (language, script, region))))
    except UnknownLocaleError:  # a script that is the language's only one
        return Locale.parse("_".join(filter(None, (language, region))))


def _pattern(cldr: babel.Locale, name: str) -> tuple[Part, ...]:
    from babel.dates import tokenize_pattern  # see _cldr

    skeletons = cldr.datetime_skeletons
    pattern = skeletons[name] if name in skeletons else cldr.date_formats["long"]
    parts_: list[Part] = []
    for _, value in tokenize_pattern(pattern.pattern):
        literal = value if isinstance(value, str) else ""
        letters = "" if isinstance(value, str) else value[0] * value[1]
        if literal and parts_ and parts_[-1][1]:  # Babel gives a quoted literal as one of its own
            parts_[-1] = ("", parts_[-1][1] + literal)
        elif literal or letters[:1] in _FIELDS:
            parts_.append((letters, literal))
    return tuple(parts_)


def _months(cldr: babel.Locale, letter: str) -> tuple[str, ...]:
    # Stand-alone names are asked for only where a pattern wants them: looking them up in a locale
    # that has none of its own leaves them behind in Babel for every other such locale.
    names = cldr.months["format" if letter == "M" else "stand-alone"]["wide"]
    return tuple(names[number] for number in range(1, 13))


def _glue(cldr: babel.Locale) -> str:
    glue = str(cldr.datetime_formats["medium"]).translate(_MARKS).replace("'", "")
    return glue.replace("{1}", "{date}").replace("{0}", "{clock}")
