"""Calendar files: a reader of their grammar finds the words again, whatever they are."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.kit.calendar import Day, calendar, escaped, folded, reminder_lines, whole_days

DAY = Day(
    "abc-end-20260630@handbill",
    date(2026, 6, 30),
    "ينتهي اليوم: تعهّدوا بترك فيسبوك; مع فاصلة, وشرطة \\ وكلمات تكفي لكي يُطوى السطر",
    "First line\nsecond, line",
    "https://example.org/take-action.html#a",
)


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def meant(value: str) -> str:
    """A TEXT value as a reader takes it."""
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value)


def test_a_reminder_has_a_day_an_alarm_and_its_words() -> None:
    text = calendar("Pledge", [reminder_lines(DAY)])
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    lines = unfolded(text)
    assert lines[:5] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Handbill//Pledge//EN",
        "CALSCALE:GREGORIAN",
        "BEGIN:VEVENT",
    ]
    assert "DTSTART;VALUE=DATE:20260630" in lines
    assert "DTEND;VALUE=DATE:20260701" in lines
    assert lines[lines.index("BEGIN:VALARM") : lines.index("END:VALARM")][:3] == [
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER:PT9H",
    ]
    fields = dict(line.partition(":")[::2] for line in lines if line)
    assert meant(fields["SUMMARY"]) == DAY.summary
    assert meant(lines[lines.index(f"URL:{DAY.url}") - 1].partition(":")[2]) == DAY.description
    assert [line for line in lines if line.count("BEGIN") > 1] == []


def test_the_file_does_not_tell_when_it_was_made() -> None:
    assert "DTSTAMP:20260630T000000Z" in reminder_lines(DAY)


@given(st.text())
def test_words_come_back_without_what_nobody_sees(text: str) -> None:
    value = escaped(text)
    assert not re.search("[\0-\x08\x0a-\x1f\x7f]", value)
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    assert meant(value) == re.sub("[\0-\x08\x0b-\x1f\x7f]", "", plain)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=400))
def test_folded_lines_are_short_and_whole_again(line: str) -> None:
    made = folded(line)
    assert all(len(piece.encode()) <= 75 for piece in made.split("\r\n"))
    assert made.replace("\r\n ", "") == line


def test_no_line_of_words_ends_an_event() -> None:
    evil = Day("u@handbill", date(2026, 1, 1), "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\nATTACH:file:///x")
    lines = unfolded(calendar("Pledge", [reminder_lines(evil)]))
    assert lines.count("END:VEVENT") == 1
    assert not any(line.startswith("ATTACH") for line in lines)


@given(st.dates())
def test_the_end_is_the_day_behind_the_last(day: date) -> None:
    start, *end = whole_days(day, day)
    assert start == "DTSTART;VALUE=DATE:" + day.isoformat().replace("-", "")
    if day == date.max:
        assert end == []
    else:
        following = (day + timedelta(days=1)).isoformat().replace("-", "")
        assert end == [f"DTEND;VALUE=DATE:{following}"]


@pytest.mark.parametrize("year", [1, 476, 999])
def test_early_years_have_four_digits(year: int) -> None:
    assert whole_days(date(year, 2, 3), date(year, 2, 3))[0].endswith(f":{year:04}0203")
