"""Times in the spellings of networks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.dates import parse
from generator.ledger.imports.moments import moment


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Sat Apr 30 15:37:11 +0000 2016", "2016-04-30T15:37:11Z"),
        ("Sat Apr 30 23:37:11 +0300 2016", "2016-04-30T20:37:11Z"),
        ("2016-04-30T15:37:11.123Z", "2016-04-30T15:37:11Z"),
        ("2016-04-30 15:37:11 +0000", "2016-04-30T15:37:11Z"),
        ("2016-05-01T01:00:00+02:00", "2016-04-30T23:00:00Z"),
        # Without a zone it is not turned into UTC.
        ("2016-04-30T15:37", "2016-04-30T15:37:00"),
        ("2016-04-30", "2016-04-30"),
        ("April 30, 2016", "2016-04-30"),
        ("Apr 30, 2016 at 8:37 PM", "2016-04-30"),
        ("Saturday, April 30, 2016", "2016-04-30"),
        ("30 April 2016", "2016-04-30"),
        ("٣٠ أبريل ٢٠١٦", "2016-04-30"),
        ("30 كانون الثاني 2016", "2016-01-30"),
        ("30 نيسان 2016", "2016-04-30"),
        ("03/04/2016", ""),
        ("30 avril 2016", ""),
        ("April 31, 2016", ""),
        ("0001-01-01T00:00:00Z", ""),
        ("1970-01-01T00:00:00Z", ""),
        ("9999-12-31T23:59:59-23:00", ""),
        ("2016-04-30T25:00:00Z", ""),
        ("2016-04-30T10:00:00+99:99", ""),
        ("yesterday", ""),
        ("", ""),
        ("x" * 10_000, ""),
    ],
)
def test_moments(written: str, read: str) -> None:
    assert moment(written) == read


@given(
    st.text(alphabet=st.sampled_from("0123456789-:TZ+. Aprilat,") | st.characters(), max_size=40)
)
def test_whatever_is_read_is_a_date_that_a_record_takes(written: str) -> None:
    read = moment(written)
    assert not read or parse(read).start
