"""A timeline's other forms are what their readers expect."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

MakeSite = Callable[..., Any]

TIMELINE = """
title: The week
events:
  - {date: 2016-04-27/2016-04-29, title: "Three days; commas, and more", place: Aleppo, source: {title: A report}}
  - {date: 2016-04~, title: "=HYPERLINK(1)", text: "Some *words* with a\\nline", source: {title: A report}}
  - {date: 2016-04-30T18:05+03:00, title: كلمات عربية طويلة بما يكفي لكي يطوى السطر في الملف, source: {title: A report}}
"""


def test_exports(site: MakeSite) -> None:
    made = site({"content/timeline/week.yaml": TIMELINE})
    assert made.build().written

    whole = json.loads(made.out("timeline/week.json"))
    dates = {e["unique_id"]: (e["start_date"], e.get("end_date")) for e in whole["events"]}
    assert dates["2016-04-hyperlink-1"] == ({"year": 2016, "month": 4}, None)
    assert dates["2016-04-27-three-days-commas-and-more"][1] == {
        "year": 2016,
        "month": 4,
        "day": 29,
    }

    rows = list(csv.DictReader(io.StringIO(made.out("timeline/week.csv").lstrip("\ufeff"))))
    assert [row["date"] for row in rows] == [
        "2016-04~",
        "2016-04-27/2016-04-29",
        "2016-04-30T18:05+03:00",
    ]
    assert rows[0]["title"] == "'=HYPERLINK(1)"
    assert rows[1]["date in words"] == "27–29 April 2016"

    lines = (made.output / "timeline/week.ics").read_bytes().split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    unfolded = b"\r\n".join(lines).replace(b"\r\n ", b"").decode()
    assert "DTSTART;VALUE=DATE:20160427\r\nDTEND;VALUE=DATE:20160430" in unfolded
    assert "DTSTART:20160430T150500Z" in unfolded
    assert "SUMMARY:Three days\\; commas\\, and more" in unfolded
    assert "كلمات عربية طويلة بما يكفي لكي يطوى السطر في الملف" in unfolded
    assert unfolded.count("BEGIN:VEVENT") == 2
