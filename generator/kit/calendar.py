"""iCalendar files (RFC 5545): what is put around events, how words are escaped and lines folded."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

_LINE_BYTES = 75
# RFC 5545, section 3.3.11: no control characters but the tabulator; line breaks are written \n.
_CONTROLS = re.compile("[\0-\x08\x0b-\x1f\x7f]")

# A reminder of something that takes the whole day rings at nine, not at midnight.
_MORNING = "PT9H"


@dataclass(frozen=True, slots=True)
class Day:
    """An event that takes a whole day, with a reminder in the morning."""

    uid: str
    on: date
    summary: str
    description: str = ""
    url: str = ""


def calendar(product: str, events: Iterable[Iterable[str]]) -> str:
    """A whole file of events, each given by the lines between its BEGIN and its END."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Handbill//{product}//EN"]
    lines.append("CALSCALE:GREGORIAN")
    for event in events:
        lines += ["BEGIN:VEVENT", *event, "END:VEVENT"]
    lines.append("END:VCALENDAR")
    return "".join(folded(line) + "\r\n" for line in lines)


def reminder_lines(day: Day) -> list[str]:
    """The lines of an all-day event with its alarm.

    The file tells nothing of who made it or when: its time stamp is the day itself.
    """
    summary = escaped(day.summary)
    lines = [f"UID:{day.uid}", f"DTSTAMP:{basic(day.on)}T000000Z", *whole_days(day.on, day.on)]
    lines.append(f"SUMMARY:{summary}")
    lines += [f"DESCRIPTION:{escaped(day.description)}"] if day.description else []
    lines += [f"URL:{day.url}"] if day.url else []
    alarm = ["BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:{_MORNING}", f"DESCRIPTION:{summary}"]
    return [*lines, "TRANSP:TRANSPARENT", *alarm, "END:VALARM"]


def whole_days(first: date, last: date) -> list[str]:
    """From the first to the last day, both included; a file's end is the day behind the last."""
    end = [] if last == date.max else [f"DTEND;VALUE=DATE:{basic(last + timedelta(days=1))}"]
    return [f"DTSTART;VALUE=DATE:{basic(first)}", *end]


def basic(day: date) -> str:
    """A day as iCalendar writes it: 20260501."""
    return f"{day.year:04}{day.month:02}{day.day:02}"


def escaped(text: str) -> str:
    """Words as a value of type TEXT."""
    for char in ("\\", ";", ","):
        text = text.replace(char, "\\" + char)
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n"))


def folded(line: str) -> str:
    """A line in pieces of at most 75 bytes, never cut inside a character."""
    pieces, piece, size = [], "", 0
    for char in line:
        width = len(char.encode("utf-8", "replace"))
        if size + width > _LINE_BYTES:
            pieces.append(piece)
            # The blank that a further line begins with counts.
            piece, size = "", 1
        piece, size = piece + char, size + width
    return "\r\n ".join([*pieces, piece])
