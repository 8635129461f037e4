"""Dates as campaigns write them (EDTF): read, or refused with the spelling to use instead."""

from __future__ import annotations

import re

from generator.dates.moments import LATEST, EdtfDate, Moment, days_in, from_datetime
from generator.dates.spellings import ENGLISH_MONTHS, respelt

__all__ = [
    "FORMS",
    "LATEST",
    "DateFault",
    "EdtfDate",
    "Moment",
    "days_in",
    "from_datetime",
    "parse",
]

# Extended Date/Time Format (https://www.loc.gov/standards/datetime/, ISO 8601-2:2019): level 0, and
# of level 1 the qualifiers and the open ranges.
FORMS = (
    "accepted are 2016, 2016-04, 2016-04-30, 2016-04-30 18:05, 2016-04-30T18:05+03:00, "
    "2016-04~ (about), 2016? (uncertain), 2016-04-27/2016-04-29 (from/to) and 2016-04-27/.. (since)"
)
LONGEST = 100  # the longest range with times and zones has 61 characters
OPEN = ("", "..")  # EDTF tells an unknown end from an open one; a reader sees the same of both

# Text until the first date is read, since most commands read none; `re` remembers it then.
_ZONE = r"([Zz]|UTC|GMT|(?:UTC|GMT)?([+-])(\d\d?):?(\d\d)?)"
_CLOCK = rf"(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{{1,9}})?)? *{_ZONE}?"
_MOMENT = rf"(\d{{4}})(?:-(\d\d)(?:-(\d\d)(?:[Tt ] *{_CLOCK})?)?)? *([~?%]{{0,2}})"

# What keyboards and word processors put in the place of EDTF's own signs, and marks that nobody
# sees: text copied from a page that runs from right to left is full of them.
_SIGNS = {
    **{0xFEE0 + plain: plain for plain in range(0x21, 0x7F)},  # full-width, from Chinese keyboards
    **dict.fromkeys((0x2010, 0x2011, 0x2212), "-"),
    **dict.fromkeys((0xA0, 0x202F, 0x3000), " "),
    **dict.fromkeys((0xAD, 0x61C, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F)), None),
    **dict.fromkeys(range(0x2066, 0x206A), None),
    ord("؟"): "?",
    ord("٪"): "%",
    ord("…"): "..",
}


class DateFault(ValueError):
    """A text that is no date: what is wrong in plain words, and what to write instead."""

    def __init__(self, message: str, hint: str = FORMS) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class _Wrong(Exception):
    """`text` is no date; `reason` says why, and is empty where only its shape is foreign."""

    def __init__(self, text: str, reason: str = "") -> None:
        super().__init__(text, reason)
        self.text = text
        self.reason = reason


def parse(text: str) -> EdtfDate:
    """The date that `text` spells; raises DateFault, and nothing else, for any other text."""
    written = text.strip()
    if len(written) > LONGEST:
        raise DateFault(f"{_quoted(written)} is too long for a date")
    plain = _plain(written)
    if not plain:
        raise DateFault("the date is empty")
    try:
        return _read(plain, written)
    except _Wrong as wrong:
        raise _fault(plain, written, wrong) from None


def _plain(text: str) -> str:
    """`text` with ASCII digits and signs, without quotation marks and invisible characters."""
    if not text.isascii():
        text = text.translate(_SIGNS).strip()
        text = "".join(str(int(char)) if char.isdecimal() else char for char in text)
    if len(text) > 1 and text[0] + text[-1] in ('""', "''", "“”", "«»"):
        text = text[1:-1].strip()
    return text


def _read(text: str, written: str = "") -> EdtfDate:
    if "/" not in text:
        return EdtfDate(_moment(text), written=written)
    before, _, after = (part.strip() for part in text.partition("/"))
    if before in OPEN and after in OPEN:
        raise _Wrong(text, "is a range without a start and without an end")
    start = None if before in OPEN else _moment(before)
    end = None if after in OPEN else _moment(after)
    if start and end and start.first() > end.last():
        raise _Wrong(text, "ends before it begins")
    return EdtfDate(start, end, True, written)


def _moment(text: str) -> Moment:
    match = re.fullmatch(_MOMENT, text)
    if not match:
        raise _Wrong(text)
    year, *finer, zone, sign, hours, minutes, marks = match.groups()
    month, day, hour, minute, second = (None if n is None else int(n) for n in finer)
    east = int(hours or 0) * 60 + int(minutes or 0)
    offset = None if zone is None else -east if sign == "-" else east
    about, unsure = ("%" in marks or mark in marks for mark in "~?")
    moment = Moment(int(year), month, day, hour, minute, second, offset, about, unsure)
    if reason := _impossible(moment):
        raise _Wrong(text, reason)
    return moment


def _impossible(moment: Moment) -> str:
    """Why the calendar or the clock has no such moment, or nothing."""
    year, month, day = moment.year, moment.month, moment.day
    if year == 0:
        return "is not a year: years go from 0001 to 9999"
    if month is not None and not 1 <= month <= 12:
        return "is not a month: months go from 01 to 12"
    if month and day is not None and not 1 <= day <= days_in(year, month):
        return f"is not a day: {ENGLISH_MONTHS[month - 1]} {year} has {days_in(year, month)} days"
    clock = (
        (moment.hour, "hours", 23),
        (moment.minute, "minutes", 59),
        (moment.second, "seconds", 59),
    )
    for value, unit, top in clock:
        if value is not None and value > top:
            return f"is not a time: {unit} go from 00 to {top}"
    if not -12 * 60 <= (moment.offset or 0) <= 14 * 60:
        return "is too far from UTC: time zones go from -12:00 to +14:00"
    return ""


def _fault(plain: str, written: str, wrong: _Wrong) -> DateFault:
    """The fault for a text that is no date, with the spellings that may have been meant."""
    meant: list[str] = []
    reasons: list[str] = []
    for candidate in respelt(plain):
        try:
            meant.append(_read(candidate).edtf)
        except _Wrong as other:
            reasons.append(other.reason)
    if wrong.reason:
        message = f"{_quoted(wrong.text)} {wrong.reason}"
    else:
        reason = "" if meant else next(filter(None, reasons), "")
        message = f"{_quoted(written)} {reason or 'cannot be read as a date'}"
    offer = " or ".join(list(dict.fromkeys(meant))[:2])
    return DateFault(message, f"write {offer}; {FORMS}" if offer else FORMS)


def _quoted(text: str) -> str:
    cut = text if len(text) <= 40 else text[:39] + "…"
    return "'" + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in cut) + "'"
