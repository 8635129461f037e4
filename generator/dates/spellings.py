"""How people write dates that are not EDTF, and the EDTF that they may have meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

# fmt: off
ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)
ARABIC_MONTHS = (
    ("كانون الثاني", "يناير"), ("شباط", "فبراير"), ("آذار", "مارس"), ("نيسان", "أبريل"),
    ("أيار", "مايو"), ("حزيران", "يونيو"), ("تموز", "يوليو"), ("آب", "أغسطس"),
    ("أيلول", "سبتمبر"), ("تشرين الأول", "أكتوبر"), ("تشرين الثاني", "نوفمبر"),
    ("كانون الأول", "ديسمبر"),
)
# fmt: on

# Patterns stay text until a fault is found, which most builds never see; `re` remembers them then.
# Of 03/04 the day comes first, and the month is offered as the second guess.
_NAME = r"(?P<name>[^\W\d]+(?: [^\W\d]+)?)[.,]?"
_SHAPES = (
    r"(?P<y>\d{4})[-/. ](?P<m>\d\d?)[-/. ](?P<d>\d\d?)",
    r"(?P<y>\d{4})[-/. ](?P<d>1[3-9]|2\d|3[01])[-/. ](?P<m>\d\d?)",
    r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)",
    r"(?P<y>\d{4})[-/. ](?P<m>\d\d?)",
    r"(?P<d>\d\d?)[-/. ](?P<m>\d\d?)[-/. ](?P<y>\d{4})",
    r"(?P<m>\d\d?)[-/](?P<d>\d\d?)[-/](?P<y>\d{4})",
    r"(?P<m>\d\d?)[-/. ](?P<y>\d{4})",
    rf"(?:(?P<d>\d\d?)(?:st|nd|rd|th|\.)? (?:of )?)?{_NAME} (?P<y>\d{{4}})",
    rf"{_NAME} (?P<d>\d\d?)(?:st|nd|rd|th)?,? (?P<y>\d{{4}})",
)
_CLOCK = r"(?:(?:T|,? at |,? )(?P<hour>\d\d?)[:.](?P<rest>\d\d.*))?"
_AROUND = (
    (r"(?:about|around|circa|ca?\.|~) ?(.+)", "{}~"),
    (r"(?:since|from) (.+)", "{}/.."),
    (r"(?:until|till) (.+)", "../{}"),
)
_BETWEEN = r" ?[/–—] ?| (?:-|to) |(?<=^\d{4})-(?=\d{4}$)"


def respelt(text: str) -> Iterator[str]:
    """What `text` may have meant, likeliest first, in the shape of EDTF; not checked for sense.

    `text` is at most a hundred characters long, with ASCII digits.
    """
    text = " ".join(text.split())
    yield from _single(text)
    for pattern, form in _AROUND:
        if match := re.fullmatch(pattern, text, re.IGNORECASE):
            yield from (form.format(inner) for inner in (match[1], *_single(match[1])))
    ends = re.split(_BETWEEN, text)
    if len(ends) == 2:
        yield from _range(*ends)


def _range(start: str, end: str) -> Iterator[str]:
    for first in (start, *_single(start)):
        for last in (end, *_single(end)):
            yield f"{first}/{last}"
    if end.isdecimal() and len(end) < len(start):  # 2016-04-27/29, ISO's own shorthand
        yield f"{start}/{start[: -len(end)]}{end}"
    yield f"{end}/{start}"


def _single(text: str) -> Iterator[str]:
    for shape in _SHAPES:
        if match := re.fullmatch(shape + _CLOCK, text, re.IGNORECASE):
            found = match.groupdict()
            if date := _spelt(found["y"], found.get("m"), found.get("name"), found.get("d")):
                yield date + (f" {found['hour']:0>2}:{found['rest']}" if found["hour"] else "")


def _spelt(year: str, month: str | None, name: str | None, day: str | None) -> str:
    number = month or _month_number(name or "")
    return f"{year}-{number:0>2}" + (f"-{day:0>2}" if day else "") if number else ""


def _month_number(name: str) -> str:
    """`4` for April, Apr, نيسان and أبريل; empty for any other word."""
    months = zip(ENGLISH_MONTHS, ARABIC_MONTHS, strict=True)
    for number, (english, arabic) in enumerate(months, 1):
        shortened = len(name) >= 3 and english.casefold().startswith(name.casefold())
        if shortened or name in arabic:
            return str(number)
    return ""
