"""Foreign runs in a line of text, kept apart so that their signs stay on their own side.

By the Unicode Bidirectional Algorithm alone (UAX #9), the '@' of a handle in an Arabic line goes to
the wrong end of the name, and a number behind an Arabic name in an English line changes places with
it. An isolate (UAX #9, section 2.4.2) holds such a run together and leaves all round it alone.
"""

from __future__ import annotations

import re
from functools import cache

LTR, RTL, FIRST, END = "\u2066", "\u2067", "\u2068", "\u2069"
# What makes every character of a run go from left to right, and its end (section 2.2.3).
_FORCED, _FREE = "\u202d", "\u202c"

# Whoever has put such controls into a text has decided for themselves.
_OWN = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ISOLATES = re.compile(f"[{LTR}{RTL}{FIRST}{END}{_FORCED}{_FREE}]")

_LATIN = r"[A-Za-z\u00C0-\u024F\u0370-\u052F\u1E00-\u1FFF]"
_LETTER = rf"(?:{_LATIN}|[0-9_])"
_NAME = rf"{_LETTER}(?:[{'.'}-]?{_LETTER})*"
_HOST = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}"
# A path goes on to the next blank, less what belongs to the sentence round it.
_PATH = r"(?:[/?#][^\s«»()<>،؛؟]*[^\s«»()<>،؛؟.,;:!?'\"])?/?"
_UNITS = (
    "km/h|km²|km|m²|m³|cm|mm|kg|mg|g|t|ha|km2|m2|ml|l|GB|MB|kB|TB|GHz|MHz|kHz|Hz|MWh|kWh|GW|MW|kW"
    "|V|A|W|°C|°F|USD|EUR|GBP|SYP|TRY|mph|h|min|s|px|dpi|[KMG]?bit/s|m"
)

# In right-to-left text: what reads from left to right as a whole, though its ends are signs.
_LEFT = rf"""
    [a-z][a-z0-9+.-]*://[^\s«»<>،؛؟]*[^\s«»()<>،؛؟.,;:!?'"]    # an address with its scheme
    | (?:mailto:)?[\w.+-]+@{_HOST}                              # an e-mail address
    | @{_NAME}(?:@{_HOST})?                                     # a handle
    | \#{_LETTER}*{_LATIN}{_LETTER}*                            # a hashtag
    | \b{_HOST}(?::\d+)?{_PATH}                                 # an address without a scheme
    | \b\d{{4}}-\d\d(?:-\d\d)?\b                                # a date in figures
    | \+\d[\d\u00a0 ()-]*\d                                     # a telephone number
    | \(?(?<![\w.,-])[0٠۰]\d+\)?(?:[\u00a0 .-]\d{{2,}})+          # one that begins with a nought
    | (?<![\w.,-])\d+(?:-\d+){{2,}}(?![\w-])                    # another, or a day in figures
    | (?<![\w.,])\d[\d.,]*[\u00a0\u202f ]?(?:{_UNITS})\b        # an amount with its unit
    | [$€£]\d[\d.,]*                                            # an amount of money
    """

_ARABIC = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
# In left-to-right text: words of a right-to-left script with all that stands between them.
_RIGHT = rf"#?{_ARABIC}(?:[^\w\n]*[\d_٠-٩.,%/:-]*[^\w\n]*{_ARABIC})*"
_ARABIC_DIGIT = re.compile("[٠-٩]")
_ANY_LETTER = re.compile(r"[^\W\d_]")


def isolate(text: str, direction: str) -> str:
    """The text with isolates put round foreign runs; `direction` is that of the whole, ltr or rtl.

    A text that has such controls of its own comes back as it is.
    """
    if _OWN.search(text):
        return text
    if direction == "rtl":
        return _left().sub(_to_the_right, text)
    return _right().sub(_to_the_left, text)


def without(text: str) -> str:
    """The text as it was before `isolate`."""
    return _ISOLATES.sub("", text)


# Each is compiled with the first text of its direction: that takes ten milliseconds.
@cache
def _left() -> re.Pattern[str]:
    return re.compile(_LEFT, re.VERBOSE | re.IGNORECASE)


@cache
def _right() -> re.Pattern[str]:
    return re.compile(_RIGHT)


def _to_the_right(found: re.Match[str]) -> str:
    """Groups of Arabic digits change places around a blank or a stroke in any isolate (rule N1)."""
    run = found[0]
    forced = _ARABIC_DIGIT.search(run) and not _ANY_LETTER.search(run)
    return f"{LTR}{_FORCED}{run}{_FREE}{END}" if forced else f"{LTR}{run}{END}"


def _to_the_left(found: re.Match[str]) -> str:
    """A hashtag begins with a sign, so its direction has to be said; a name's tells itself."""
    run = found[0]
    return f"{RTL if run.startswith('#') else FIRST}{run}{END}"
