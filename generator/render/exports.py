"""A timeline in other forms: TimelineJS JSON, CSV and iCalendar."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from hashlib import sha256

from generator.dates import EdtfDate, Moment
from generator.kinds.timeline import Event, Timeline
from generator.kit.calendar import calendar, escaped, whole_days
from generator.model import Route
from generator.render.book import entry_key
from generator.render.feeds import absolute_links
from generator.render.stage import Stage


def export(stage: Stage, route: Route) -> bytes:
    """The bytes of one export of a timeline, in the route's language."""
    timeline = stage.book.site.entries["timeline"][route.options["id"]].value
    return _FORMS[route.options["format"]](stage, timeline, route).encode()


def _address(stage: Stage, timeline: Timeline, event: Event) -> str:
    route = stage.book.by_key.get((stage.language.code, entry_key("timeline", timeline.id)))
    base = stage.book.absolute(route.path) if route else ""
    return f"{base}#{event.id}" if base else ""


def _sources(stage: Stage, event: Event) -> str:
    return "; ".join(stage.speech.plain(stage.speech.source(k).title) for k in event.source_keys)


def _timeline_js(stage: Stage, timeline: Timeline, route: Route) -> str:
    """https://timeline.knightlab.com/docs/json-format.html, read in November 2026."""
    plain = stage.speech.plain
    events = [
        {
            "unique_id": event.id,
            "start_date": _js_date(event.date.start or event.date.end),
            **({"end_date": _js_date(event.date.end)} if event.date.is_range else {}),
            "display_date": stage.speech.date(event.date),
            "text": {
                "headline": plain(event.title),
                "text": _html(stage, route, event),
            },
        }
        for event in timeline.events
    ]
    whole = {"title": {"text": {"headline": plain(timeline.title)}}, "events": events}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _html(stage: Stage, route: Route, event: Event) -> str:
    """The event's text, its links absolute: others show it on sites of their own."""
    return absolute_links(stage, route, str(stage.speech.prose(event.text)))


def _js_date(moment: Moment | None) -> dict[str, int]:
    if moment is None:
        return {}
    parts = {"year": moment.year, "month": moment.month, "day": moment.day, "hour": moment.hour}
    return {name: value for name, value in parts.items() if value is not None}


# A cell that a spreadsheet would take for a formula gets a quotation mark in front.
_FORMULA = ("=", "+", "-", "@", "\t")


def _csv(stage: Stage, timeline: Timeline, route: Route) -> str:
    plain = stage.speech.plain
    buffer = io.StringIO()
    rows = csv.writer(buffer, lineterminator="\r\n")
    rows.writerow(["id", "date", "date in words", "title", "text", "place", "sources", "address"])
    for event in timeline.events:
        cells = [
            event.id,
            event.date.written,
            stage.speech.date(event.date),
            plain(event.title),
            plain(event.text),
            plain(event.place),
            _sources(stage, event),
            _address(stage, timeline, event),
        ]
        rows.writerow([f"'{c}" if c.startswith(_FORMULA) else c for c in cells])
    # Spreadsheets take a file for UTF-8 only when it begins with this mark.
    return "\ufeff" + buffer.getvalue()


def _ical(stage: Stage, timeline: Timeline, route: Route) -> str:
    """iCalendar (RFC 5545): events known to the day; the others have no day to stand on."""
    plain = stage.speech.plain
    events: list[list[str]] = []
    for event in timeline.events:
        start = event.date.start
        if start is None or start.day is None:
            continue
        uid = sha256(f"{timeline.id}/{event.id}".encode()).hexdigest()[:24]
        lines = [
            f"UID:{uid}@handbill",
            f"DTSTAMP:{event.date.earliest:%Y%m%dT%H%M%SZ}",
            *_span(event.date),
            f"SUMMARY:{escaped(plain(event.title))}",
        ]
        for name, value in (("DESCRIPTION", plain(event.text)), ("LOCATION", plain(event.place))):
            if value:
                lines.append(f"{name}:{escaped(value)}")
        address = _address(stage, timeline, event)
        lines += [f"URL:{address}"] if address else []
        events.append([*lines, "TRANSP:TRANSPARENT"])
    return calendar("Timeline", events)


def _span(date: EdtfDate) -> list[str]:
    if date.precision == "time" and not date.is_range:
        return [f"DTSTART:{date.earliest:%Y%m%dT%H%M%SZ}"]
    # Of what goes on to this day only the beginning is known.
    is_open = date.is_range and date.end is None
    return whole_days(date.earliest.date(), (date.earliest if is_open else date.latest).date())


_FORMS: dict[str, Callable[[Stage, Timeline, Route], str]] = {
    "json": _timeline_js,
    "csv": _csv,
    "ics": _ical,
}
