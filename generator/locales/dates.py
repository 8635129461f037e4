"""Dates in words, with exactly the precision that was given."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from generator.dates import EdtfDate, Moment
from generator.locales.cldr import Conventions, Part, conventions

MINUS = "−"

_FIELDS = {
    "y": "year",
    "M": "month",
    "L": "month",
    "d": "day",
    "H": "hour",
    "m": "minute",
    "s": "second",
}

# Chinese, Japanese and Korean name the unit after each number, in ranges too.
_UNITS = ("年", "月", "日", "년", "월", "일")


@lru_cache(maxsize=8192)
def in_words(date: EdtfDate, tag: str, numerals: str | None) -> str:
    """`30 April 2016`, `about April 2016`, `27–29 April 2016`, `since 27 April 2016`."""
    conv = conventions(tag, numerals)
    if date.is_range:
        return _range(conv, date.start, date.end)
    return _alone(conv, date.leading)


@lru_cache(maxsize=4096)
def month_in_words(date: EdtfDate, tag: str, numerals: str | None) -> str:
    """`April 2016`, or the year of a date that names no month."""
    conv = conventions(tag, numerals)
    precision = "year" if date.month is None else "month"
    return "".join(_pieces(conv, conv.patterns[precision], date.leading))


def year_in_words(date: EdtfDate, tag: str, numerals: str | None) -> str:
    """`2016`, as the locale writes a year."""
    conv = conventions(tag, numerals)
    return "".join(_pieces(conv, conv.patterns["year"], date.leading))


def _alone(conv: Conventions, moment: Moment) -> str:
    text = _exact(conv, moment)
    if moment.approximate:
        text = _form(conv.words.about, moment).format(text)
    return conv.words.uncertain.format(text) if moment.uncertain else text


def _range(conv: Conventions, start: Moment | None, end: Moment | None) -> str:
    if start and end and _qualifiers(start) != _qualifiers(end):
        return conv.words.span.format(_alone(conv, start), _alone(conv, end))
    moment = start or end
    if moment is None:
        return ""
    inner = outer = "{}"
    if moment.approximate and conv.words.roughly:
        outer = conv.words.roughly
    elif moment.approximate:
        inner = _form(conv.words.about, moment)
    if start and end:
        text = inner.format(_between(conv, start, end))
    else:
        phrase = _form(conv.words.since if start else conv.words.until, moment)
        text = phrase.format(inner.format(_exact(conv, moment, genitive=conv.words.genitive)))
    text = outer.format(text)
    return conv.words.uncertain.format(text) if moment.uncertain else text


def _qualifiers(moment: Moment) -> tuple[bool, bool]:
    return moment.approximate, moment.uncertain


def _form(forms: str, moment: Moment) -> str:
    """The form of a phrase for the moment's precision; the last one also serves what is finer."""
    choice = forms.split("|")
    wanted = ("year", "month", "day", "time").index(moment.precision)
    return choice[min(wanted, len(choice) - 1)]


def _exact(conv: Conventions, moment: Moment, *, genitive: bool = False) -> str:
    precision = "day" if moment.precision == "time" else moment.precision
    text = "".join(_pieces(conv, conv.patterns[precision], moment, genitive=genitive))
    if moment.hour is None:
        return text
    return conv.clock.format(date=text, clock=_clock(conv, moment)) + _zone(conv, moment)


def _clock(conv: Conventions, moment: Moment) -> str:
    # Many programs write `:00` where nobody counted the seconds.
    precision = "second" if moment.second else "minute"
    return "".join(_pieces(conv, conv.patterns[precision], moment))


def _zone(conv: Conventions, moment: Moment) -> str:
    """` (UTC+3)`, or in the language's own words; nothing where no zone was given."""
    if moment.offset is None:
        return ""
    hours, minutes = divmod(abs(moment.offset), 60)
    shift = f"{hours}:{minutes:02}" if minutes else f"{hours}"
    shift = (MINUS if moment.offset < 0 else "+") + shift
    if not conv.words.zone.isascii():
        shift = conv.sign_mark + shift.translate(conv.digits)
    return f" ({conv.words.zone.format(shift if moment.offset else '').strip()})"


def _between(conv: Conventions, start: Moment, end: Moment) -> str:
    if start == end:
        return _exact(conv, start)
    if start.precision == end.precision == "time":
        if _day_and_zone(start) == _day_and_zone(end):
            day = "".join(_pieces(conv, conv.patterns["day"], start))
            hours = conv.words.dash.format(_clock(conv, start), _clock(conv, end))
            return conv.clock.format(date=day, clock=hours) + _zone(conv, start)
    elif start.precision == end.precision and (start.year == end.year or not start.month):
        return _collapsed(conv, start, end)
    return conv.words.span.format(_exact(conv, start), _exact(conv, end))


def _day_and_zone(moment: Moment) -> tuple[int | None, ...]:
    return moment.year, moment.month, moment.day, moment.offset


def _collapsed(conv: Conventions, start: Moment, end: Moment) -> str:
    """Both ends with what they share said once: `27–29 April 2016`, `27 April – 2 May 2016`."""
    pattern = conv.patterns[start.precision]
    differ = "y" if start.year != end.year else "M" if start.month != end.month else "d"
    inside = {"y": "y", "M": "MLd", "d": "d"}[differ]
    # No locale writes the year between month and day, so what differs stands together.
    places = [i for i, (letters, _) in enumerate(pattern) if letters and letters[0] in inside]
    first, last = places[0], places[-1]
    before, after = (_pieces(conv, pattern, moment) for moment in (start, end))
    left = "".join(before[first : last + 1]) + _unit(pattern, last, differ)
    right = "".join(after[first : last + 1])
    join = conv.words.span if " " in left + right else conv.words.dash
    return "".join(after[:first]) + join.format(left, right) + "".join(after[last + 1 :])


def _unit(pattern: Sequence[Part], last: int, differ: str) -> str:
    """What clings to the last field that differs and is said with both ends: `27.–29. April`."""
    rest = pattern[last + 1 :]
    unit = rest[0][1].partition(" ")[0] if rest else ""
    if differ == "M":
        return unit.rstrip(",،")
    followed = any(letters for letters, _ in rest)
    return unit if unit in _UNITS or (unit == "." and followed) else ""


def _pieces(
    conv: Conventions, pattern: Sequence[Part], moment: Moment, *, genitive: bool = False
) -> list[str]:
    """The moment by the pattern, one text for each of its parts."""
    return [literal or _field(conv, letters, moment, genitive) for letters, literal in pattern]


def _field(conv: Conventions, letters: str, moment: Moment, genitive: bool) -> str:
    letter = letters[0]
    if letter in "ML" and len(letters) > 2:
        return conv.months["M" if genitive else letter][(moment.month or 1) - 1]
    if letter == "d" and moment.day == 1 and conv.words.first_day:
        return conv.words.first_day
    number: int = getattr(moment, _FIELDS[letter]) or 0
    return f"{number:0{len(letters)}}".translate(conv.digits)
