"""Dates: every spelling that is accepted, every one that is refused, and the order of all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.dates import (
    FORMS,
    DateFault,
    EdtfDate,
    Moment,
    days_in,
    from_datetime,
    parse,
)
from generator.dates.spellings import respelt


@st.composite
def moments(draw: st.DrawFn, precision: str | None = None) -> Moment:
    """Any moment that the calendar and the clock have."""
    precision = precision or draw(st.sampled_from(["year", "month", "day", "time"]))
    qualifiers = {"approximate": draw(st.booleans()), "uncertain": draw(st.booleans())}
    year = draw(st.integers(1, 9999))
    if precision == "year":
        return Moment(year, **qualifiers)
    month = draw(st.integers(1, 12))
    if precision == "month":
        return Moment(year, month, **qualifiers)
    day = draw(st.integers(1, days_in(year, month)))
    if precision == "day":
        return Moment(year, month, day, **qualifiers)
    hour, minute = draw(st.integers(0, 23)), draw(st.integers(0, 59))
    second = draw(st.none() | st.integers(0, 59))
    offset = draw(st.none() | st.integers(-12 * 60, 14 * 60))
    return Moment(year, month, day, hour, minute, second, offset, **qualifiers)


@st.composite
def dates(draw: st.DrawFn) -> EdtfDate:
    """Any date or range that does not end before it begins."""
    start = draw(moments())
    shape = draw(st.sampled_from(["alone", "since", "until", "range"]))
    if shape == "alone":
        return EdtfDate(start)
    if shape == "since":
        return EdtfDate(start, None, True)
    if shape == "until":
        return EdtfDate(None, start, True)
    end = draw(moments())
    if start.first() > end.last():
        start, end = end, start
    return EdtfDate(start, end, True)


def fault(text: str) -> DateFault:
    with pytest.raises(DateFault) as caught:
        parse(text)
    return caught.value


def read_or_refused(text: str) -> EdtfDate | DateFault:
    try:
        return parse(text)
    except DateFault as refused:
        return refused


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2016", "2016"),
        ("0044", "0044"),
        ("2016-04", "2016-04"),
        ("2016-02-29", "2016-02-29"),
        ("  2016-04-30\n", "2016-04-30"),
        ('"2016-04-30"', "2016-04-30"),
        ("“2016-04-30”", "2016-04-30"),
        ("2016-04-30 18:05", "2016-04-30T18:05"),
        ("2016-04-30T18:05", "2016-04-30T18:05"),
        ("2016-04-30 18:05:09", "2016-04-30T18:05:09"),
        ("2016-04-30T18:05:09.123456789Z", "2016-04-30T18:05:09Z"),
        ("2016-04-30t18:05z", "2016-04-30T18:05Z"),
        ("2016-04-30T18:05:00+0300", "2016-04-30T18:05:00+03:00"),
        ("2016-04-30T18:05:00 +03:00", "2016-04-30T18:05:00+03:00"),
        ("2016-04-30 18:05 +03", "2016-04-30T18:05+03:00"),
        ("2016-04-30 18:05 UTC", "2016-04-30T18:05Z"),
        ("2016-04-30 18:05 UTC+3", "2016-04-30T18:05+03:00"),
        ("2016-04-30 18:05 UTC+5:30", "2016-04-30T18:05+05:30"),
        ("2016-04-30 18:05 −05:30", "2016-04-30T18:05-05:30"),
        ("2016-04-30 18:05 -0000", "2016-04-30T18:05Z"),
        ("٢٠١٦-٠٤-٣٠", "2016-04-30"),
        ("۲۰۱۶-۰۴-۳۰ ۱۸:۰۵", "2016-04-30T18:05"),
        ("２０１６－０４－３０", "2016-04-30"),
        ("\u200f2016\u2011\u200f04-30\u200e", "2016-04-30"),
        ("2016-04~", "2016-04~"),
        ("2016 ~", "2016~"),
        ("2016?", "2016?"),
        ("٢٠١٦؟", "2016?"),
        ("2016-04-30%", "2016-04-30%"),
        ("2016-04-30?~", "2016-04-30%"),
        ("2016-04-27/2016-04-29", "2016-04-27/2016-04-29"),
        ("2016-04-27 / 2016-04-29", "2016-04-27/2016-04-29"),
        ("2016-04-27~/2016-05", "2016-04-27~/2016-05"),
        ("2016-04-29/2016-04", "2016-04-29/2016-04"),
        ("2016-04-27/..", "2016-04-27/.."),
        ("2016-04-27/", "2016-04-27/.."),
        ("2016-04-27/…", "2016-04-27/.."),
        ("../2016-04-29", "../2016-04-29"),
        ("/2016-04-29", "../2016-04-29"),
    ],
)
def test_accepted(text: str, edtf: str) -> None:
    date = parse(text)
    assert date.edtf == edtf
    assert date.written == text.strip()


def test_parts_of_a_time() -> None:
    date = parse("2016-04-30T18:05:09-05:30?")
    assert date.start == Moment(2016, 4, 30, 18, 5, 9, -330, approximate=False, uncertain=True)
    assert (date.end, date.is_range) == (None, False)
    assert (date.precision, date.year, date.month) == ("time", 2016, 4)


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [
        ("2016", False, False),
        ("2016~", True, False),
        ("2016?", False, True),
        ("2016%", True, True),
        ("2016/2017~", True, False),
        ("2016?/..", False, True),
    ],
)
def test_qualifiers(text: str, approximate: bool, uncertain: bool) -> None:
    date = parse(text)
    assert (date.approximate, date.uncertain) == (approximate, uncertain)


@pytest.mark.parametrize(
    ("text", "precision"),
    [("2016", "year"), ("2016-04", "month"), ("2016-04-30", "day"), ("2016-04-30 18:05", "time")],
)
def test_precision_is_what_was_written(text: str, precision: str) -> None:
    assert parse(text).precision == precision
    assert parse(f"{text}/..").precision == precision
    assert parse(f"../{text}").precision == precision


def test_an_open_end_is_not_a_lacking_one() -> None:
    assert parse("2016").end is None
    assert not parse("2016").is_range
    assert parse("2016/..").end is None
    assert parse("2016/..").is_range
    assert parse("../2016").start is None


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2016~", "2016"),
        ("2016-04?", "2016-04"),
        ("2016-04-30 18:05", "2016-04-30T18:05"),
        ("2016-04-30 18:05:09 +03:00", "2016-04-30T18:05:09+03:00"),
        ("2016-04-27/2016-04-29", "2016-04-27"),
        ("../2016-04-29", ""),
    ],
)
def test_value_of_the_datetime_attribute(text: str, iso: str) -> None:
    assert parse(text).iso == iso


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the date is empty"),
        (" \t\n", "the date is empty"),
        ("''", "the date is empty"),
        ("\u200f", "the date is empty"),
        ("2016-04-31", "'2016-04-31' is not a day: April 2016 has 30 days"),
        ("2015-02-29", "'2015-02-29' is not a day: February 2015 has 28 days"),
        ("2016-04-00", "'2016-04-00' is not a day: April 2016 has 30 days"),
        ("31.04.2016", "'31.04.2016' is not a day: April 2016 has 30 days"),
        ("2016-13", "'2016-13' is not a month: months go from 01 to 12"),
        ("2016-00-10", "'2016-00-10' is not a month: months go from 01 to 12"),
        ("0000", "'0000' is not a year: years go from 0001 to 9999"),
        ("2016-04-30 24:00", "'2016-04-30 24:00' is not a time: hours go from 00 to 23"),
        ("2016-04-30 18:60", "'2016-04-30 18:60' is not a time: minutes go from 00 to 59"),
        ("2016-04-30 18:05:60", "'2016-04-30 18:05:60' is not a time: seconds go from 00 to 59"),
        (
            "2016-04-30 18:05 +14:01",
            "'2016-04-30 18:05 +14:01' is too far from UTC: time zones go from -12:00 to +14:00",
        ),
        ("2016-05/2016-04", "'2016-05/2016-04' ends before it begins"),
        ("2016-04-29/2016-04-31", "'2016-04-31' is not a day: April 2016 has 30 days"),
        ("../..", "'../..' is a range without a start and without an end"),
        ("/", "'/' is a range without a start and without an end"),
        ("30/04/2016", "'30/04/2016' cannot be read as a date"),
        ("نيسان ٢٠١٦", "'نيسان ٢٠١٦' cannot be read as a date"),
        ("1/2/3/4", "'1/2/3/4' cannot be read as a date"),
        ("10000", "'10000' cannot be read as a date"),
        ("-0044", "'-0044' cannot be read as a date"),
        ("201X", "'201X' cannot be read as a date"),
        ("yesterday", "'yesterday' cannot be read as a date"),
        ("2016\0", "'2016\\u0000' cannot be read as a date"),
        ("\ud800", "'\\ud800' cannot be read as a date"),
        ("9" * 5000, f"'{'9' * 39}…' is too long for a date"),
    ],
)
def test_refused(text: str, message: str) -> None:
    assert fault(text).message == message


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("30/04/2016", "2016-04-30"),
        ("30.04.2016", "2016-04-30"),
        ("04/30/2016", "2016-04-30"),
        ("03/04/2016", "2016-04-03 or 2016-03-04"),
        ("3.4.2016", "2016-04-03"),
        ("2016/04/30", "2016-04-30"),
        ("2016.4.3", "2016-04-03"),
        ("2016-4-3", "2016-04-03"),
        ("2016-30-04", "2016-04-30"),
        ("20160430", "2016-04-30"),
        ("2016/04", "2016-04"),
        ("04/2016", "2016-04"),
        ("April 2016", "2016-04"),
        ("sept. 2016", "2016-09"),
        ("30 April 2016", "2016-04-30"),
        ("30th of April, 2016", "2016-04-30"),
        ("April 30, 2016", "2016-04-30"),
        ("نيسان ٢٠١٦", "2016-04"),
        ("٢٩ كانون الأول ٢٠١٥", "2015-12-29"),
        ("30 أبريل 2016", "2016-04-30"),
        ("30/04/2016 9:05", "2016-04-30T09:05"),
        ("2016-04-30 9:05 +03:00", "2016-04-30T09:05+03:00"),
        ("30 April 2016, 18:05", "2016-04-30T18:05"),
        ("about April 2016", "2016-04~"),
        ("~2016", "2016~"),
        ("since 27 April 2016", "2016-04-27/.."),
        ("until 2016", "../2016"),
        ("2016-2017", "2016/2017"),
        ("2016–2017", "2016/2017"),
        ("2016/17", "2016/2017"),
        ("2016-04-27/29", "2016-04-27/2016-04-29"),
        ("27.04.2016 - 29.04.2016", "2016-04-27/2016-04-29"),
        ("27 April 2016 to 2 May 2016", "2016-04-27/2016-05-02"),
        ("2016-05/2016-04", "2016-04/2016-05"),
    ],
)
def test_advice(text: str, instead: str) -> None:
    assert fault(text).hint == f"write {instead}; {FORMS}"


@pytest.mark.parametrize("text", ["", "2016-04-31", "31.04.2016", "yesterday", "Foo 2016", "16"])
def test_without_a_guess_the_hint_shows_the_accepted_forms(text: str) -> None:
    assert fault(text).hint == FORMS


def test_every_form_that_hints_show_is_accepted() -> None:
    shown = [word.strip(",") for word in FORMS.replace(" 18:05", "T18:05").split()]
    spelt = [word for word in shown if word[0].isdecimal()]
    assert len(spelt) == 9
    assert [parse(word).edtf for word in spelt] == spelt


@given(st.text() | st.text("0123456789-/.:~?%TZ+ ٠٢٦۰۲۶", max_size=30))
def test_any_text_is_a_date_or_a_fault(text: str) -> None:
    outcome = read_or_refused(text)
    if isinstance(outcome, EdtfDate):
        assert parse(outcome.written) == parse(outcome.edtf) == outcome
    else:
        assert 0 < len(outcome.message.encode()) < 600
        assert outcome.hint.endswith(FORMS)


@given(dates(), st.sampled_from(["{}", "  {} ", "'{}'", "\u200f{}"]))
def test_round_trip(date: EdtfDate, dress: str) -> None:
    read = parse(dress.format(date.edtf))
    assert read == date
    assert read.edtf == date.edtf
    assert hash(read) == hash(date)


@given(moments("day"))
def test_what_is_advised_is_the_day_that_was_meant(moment: Moment) -> None:
    year, month, day = moment.iso.split("-")
    assert f"write {moment.iso}" in fault(f"{day}.{month}.{year}").hint
    assert moment.iso in fault(f"{year}/{month}/{day}").hint
    assert moment.iso in list(respelt(f"{day}/{month}/{year}"))


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2016", "2016-01-01T00:00:00+00:00", "2016-12-31T23:59:59.999999+00:00"),
        ("2016-02", "2016-02-01T00:00:00+00:00", "2016-02-29T23:59:59.999999+00:00"),
        ("2016-04-30", "2016-04-30T00:00:00+00:00", "2016-04-30T23:59:59.999999+00:00"),
        ("2016-04-30 18:05", "2016-04-30T18:05:00+00:00", "2016-04-30T18:05:59.999999+00:00"),
        (
            "2016-04-30 18:05:09+03:00",
            "2016-04-30T15:05:09+00:00",
            "2016-04-30T15:05:09.999999+00:00",
        ),
        ("2016-04-27/2016-05", "2016-04-27T00:00:00+00:00", "2016-05-31T23:59:59.999999+00:00"),
        ("2016/..", "2016-01-01T00:00:00+00:00", "9999-12-31T23:59:59.999999+00:00"),
        ("../2016", "0001-01-01T00:00:00+00:00", "2016-12-31T23:59:59.999999+00:00"),
        ("0001-01-01T00:00+14:00", "0001-01-01T00:00:00+00:00", "0001-01-01T00:00:00+00:00"),
        (
            "9999-12-31T23:59-12:00",
            "9999-12-31T23:59:59.999999+00:00",
            "9999-12-31T23:59:59.999999+00:00",
        ),
    ],
)
def test_instants(text: str, earliest: str, latest: str) -> None:
    date = parse(text)
    assert (date.earliest.isoformat(), date.latest.isoformat()) == (earliest, latest)
    assert date.earliest.tzinfo is UTC


def test_days_without_a_zone_may_be_read_in_one() -> None:
    damascus = timezone(timedelta(hours=3))
    earliest, latest = parse("2016-04-30").bounds(damascus)
    assert earliest == datetime(2016, 4, 29, 21, tzinfo=UTC)
    assert latest == datetime(2016, 4, 30, 20, 59, 59, 999_999, tzinfo=UTC)
    in_its_own = parse("2016-04-30T18:05Z").bounds(damascus)
    assert in_its_own[0] == datetime(2016, 4, 30, 18, 5, tzinfo=UTC)


def test_order() -> None:
    ordered = [
        "../2016-04-29",
        "2016",
        "2016-01",
        "2016-01-01",
        "2016-04-27T02:00+03:00",  # an hour before midnight, in UTC
        "2016-04-27/..",
        "2016-04-27/2016-04-29",
        "2016-04-27",
        "2016-04-27T00:00Z",
        "2016-04-28",
    ]
    assert sorted(set(ordered), key=lambda text: parse(text).sort_key) == ordered


@given(dates(), dates())
def test_order_is_total_and_follows_the_earliest_instant(one: EdtfDate, other: EdtfDate) -> None:
    assert one.earliest <= one.latest
    assert (one.sort_key == other.sort_key) == (one == other)
    if one.earliest < other.earliest:
        assert one.sort_key < other.sort_key
    if one.sort_key < other.sort_key:
        assert one.earliest <= other.earliest


def test_from_datetime() -> None:
    aware = datetime(2016, 4, 30, 18, 5, 9, 123, tzinfo=timezone(timedelta(hours=3)))
    assert from_datetime(aware) == parse("2016-04-30T18:05:09+03:00")
    assert from_datetime(aware).written == "2016-04-30T18:05:09+03:00"
    assert from_datetime(aware.replace(tzinfo=None)).edtf == "2016-04-30T18:05:09"


@given(st.datetimes(timezones=st.just(UTC)))
def test_an_instant_stays_the_same(when: datetime) -> None:
    assert from_datetime(when).earliest == when.replace(microsecond=0)


def test_a_date_without_any_end_is_our_own_fault() -> None:
    with pytest.raises(ValueError, match="a start or an end"):
        _ = EdtfDate(None, None, True).precision
