"""The types of a date: a moment as precise as it was given, and a date or range of two."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

EARLIEST = datetime.min.replace(tzinfo=UTC)
LATEST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Moment:
    """One end of a date, as precise as it was given; `offset` is minutes east of UTC."""

    year: int
    month: int | None = None
    day: int | None = None
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    offset: int | None = None
    approximate: bool = False
    uncertain: bool = False

    @property
    def precision(self) -> str:
        """One of 'year', 'month', 'day', 'time'."""
        finer = (self.month, self.day, self.hour)
        return ("year", "month", "day", "time")[sum(part is not None for part in finer)]

    @property
    def iso(self) -> str:
        """The value for `<time datetime>`, which has no signs for about and uncertain."""
        date_ = "-".join(f"{n:02}" for n in (self.month, self.day) if n is not None)
        clock = (self.hour, self.minute, self.second)
        time = ":".join(f"{n:02}" for n in clock if n is not None)
        text = f"{self.year:04}" + (date_ and f"-{date_}") + (time and f"T{time}")
        if not self.offset:
            return text if self.offset is None else text + "Z"
        hours, minutes = divmod(abs(self.offset), 60)
        return f"{text}{'-' if self.offset < 0 else '+'}{hours:02}:{minutes:02}"

    @property
    def edtf(self) -> str:
        """The one spelling of this moment in EDTF."""
        return self.iso + ("", "~", "?", "%")[self.approximate + 2 * self.uncertain]

    def first(self, zone: tzinfo = UTC) -> datetime:
        """Its first instant in UTC; `zone` holds where it names none itself."""
        start = datetime(self.year, self.month or 1, self.day or 1, self.hour or 0)
        return self._in_utc(start.replace(minute=self.minute or 0, second=self.second or 0), zone)

    def last(self, zone: tzinfo = UTC) -> datetime:
        """Its last instant in UTC: a microsecond before the next year, month, day or minute."""
        month = self.month or 12
        end = datetime(self.year, month, self.day or days_in(self.year, month), 23, 59, 59, 999_999)
        if self.hour is not None:
            second = 59 if self.second is None else self.second
            end = end.replace(hour=self.hour, minute=self.minute or 0, second=second)
        return self._in_utc(end, zone)

    def _in_utc(self, local: datetime, zone: tzinfo) -> datetime:
        if self.offset is None and zone is UTC:  # nearly always, and the conversion is slow
            return local.replace(tzinfo=UTC)
        if self.offset is not None:
            zone = timezone(timedelta(minutes=self.offset))
        try:
            return local.replace(tzinfo=zone).astimezone(UTC)
        except OverflowError:  # the first and last hours of the calendar, seen from another zone
            return EARLIEST if self.year == 1 else LATEST


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """A date, or a range of dates; a range may lack its start or its end, never both."""

    start: Moment | None
    end: Moment | None = None
    is_range: bool = False
    written: str = field(default="", compare=False)

    @property
    def leading(self) -> Moment:
        """The start, or the end of a range that has no start."""
        moment = self.start or self.end
        if moment is None:
            raise ValueError("a date has a start or an end")
        return moment

    @property
    def precision(self) -> str:
        """One of 'year', 'month', 'day', 'time'; of a range, that of its start."""
        return self.leading.precision

    @property
    def year(self) -> int:
        return self.leading.year

    @property
    def month(self) -> int | None:
        return self.leading.month

    @property
    def approximate(self) -> bool:
        return any(moment.approximate for moment in (self.start, self.end) if moment)

    @property
    def uncertain(self) -> bool:
        return any(moment.uncertain for moment in (self.start, self.end) if moment)

    def bounds(self, zone: tzinfo = UTC) -> tuple[datetime, datetime]:
        """The first and the last instant in UTC; `zone` holds for days and times that name none."""
        closing = self.end if self.is_range else self.start
        earliest = self.start.first(zone) if self.start else EARLIEST
        return earliest, closing.last(zone) if closing else LATEST

    @property
    def earliest(self) -> datetime:
        return self.bounds()[0]

    @property
    def latest(self) -> datetime:
        return self.bounds()[1]

    @property
    def sort_key(self) -> tuple[datetime, timedelta, str]:
        """By the earliest instant; of two that begin together, the longer one comes first."""
        earliest, latest = self.bounds()
        return earliest, earliest - latest, self.edtf

    @property
    def iso(self) -> str:
        """The value for `<time datetime>`: a range's start, and empty where there is none."""
        return self.start.iso if self.start else ""

    @property
    def edtf(self) -> str:
        """The one spelling of this date in EDTF, however it was written."""
        ends = (self.start, self.end) if self.is_range else (self.start,)
        return "/".join(moment.edtf if moment else ".." for moment in ends)


def from_datetime(when: datetime) -> EdtfDate:
    """An instant as a date with time, to the second; its zone is one of whole minutes, or none."""
    east = when.utcoffset()
    offset = None if east is None else round(east.total_seconds() / 60)
    moment = Moment(*when.timetuple()[:6], offset=offset)
    return EdtfDate(moment, written=moment.edtf)


def days_in(year: int, month: int) -> int:
    """How many days the month has."""
    return 31 if month == 12 else (date(year, month + 1, 1) - date(year, month, 1)).days
