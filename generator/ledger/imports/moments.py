"""When a post was posted, in each of the spellings that networks use."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone

from generator.dates.spellings import ARABIC_MONTHS, ENGLISH_MONTHS

# 2016-04-30T15:37:11.123Z, 2016-04-30 15:37:11 +0000
_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?)? ?"
    r"(Z|UTC|[+-]\d\d:?\d\d)?",
    re.ASCII | re.IGNORECASE,
)
# Sat Apr 30 15:37:11 +0000 2016
_V1 = re.compile(
    r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d\d) (\d\d):(\d\d):(\d\d) ([+-]\d{4}) (\d{4})", re.ASCII
)
_CLOCK = re.compile(r"\d{1,2}:\d\d.*|\bat\b.*", re.ASCII | re.DOTALL)
_NUMBER = re.compile(r"\d+", re.ASCII)
_WORD = re.compile(r"[^\W\d_]+(?: (?:الثاني|الأول))?")
_LONGEST = 60
# What stands for an unknown time in some answers is years before there were posts.
_FIRST_YEAR = 1990

_MONTHS = {
    name: number
    for number, (english, arabic) in enumerate(zip(ENGLISH_MONTHS, ARABIC_MONTHS, strict=True), 1)
    for name in (english.lower(), english[:3].lower(), *arabic)
}


def moment(text: str) -> str:
    """An ISO time in UTC, or a day where no more is told; '' for what is not understood."""
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return ""
    if found := _ISO.fullmatch(text):
        *numbers, zone = found.groups()
        return _written([int(n) for n in numbers if n], zone or "")
    if found := _V1.fullmatch(text):
        name, day, hour, minute, second, zone, year = found.groups()
        month = _MONTHS.get(name.lower(), 0)
        return _written([int(year), month, *map(int, (day, hour, minute, second))], zone)
    return _day_in_words(text)


def _day_in_words(text: str) -> str:
    """April 30, 2016; Saturday, 30 April 2016 at 8:37 PM; ٣٠ أبريل ٢٠١٦: never 03/04/2016."""
    text = "".join(str(unicodedata.decimal(c, c)) for c in _CLOCK.sub("", text))
    numbers = _NUMBER.findall(text)
    months = {_MONTHS[word] for word in _WORD.findall(text.lower()) if word in _MONTHS}
    years = [n for n in numbers if len(n) == 4]
    days = [n for n in numbers if len(n) <= 2]
    if len(numbers) != 2 or len(years) != 1 or len(days) != 1 or len(months) != 1:
        return ""
    return _written([int(years[0]), months.pop(), int(days[0])], "")


def _written(numbers: list[int], zone: str) -> str:
    try:
        local = datetime(*numbers)  # type: ignore[arg-type]
        offset = timezone(_offset(zone)) if zone else None
    except ValueError:  # no such day, minute or zone
        return ""
    if local.year < _FIRST_YEAR or local.year > 9000:
        return ""
    if len(numbers) == 3:
        return local.strftime("%Y-%m-%d")
    if offset is None:
        return local.strftime("%Y-%m-%dT%H:%M:%S")
    return local.replace(tzinfo=offset).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _offset(zone: str) -> timedelta:
    if zone.upper() in ("Z", "UTC"):
        return timedelta()
    east = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
    return -east if zone[0] == "-" else east
