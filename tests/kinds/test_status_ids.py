"""The moments that ids hold, against arithmetic of the tests' own."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.kinds.status_ids import mastodon_time, snowflake_time, tid_time, ulid_time

_CLOCKS = (snowflake_time, mastodon_time, tid_time, ulid_time)
_Clock = Callable[[str], str]

INSTANTS = st.integers(
    int(datetime(2011, 1, 1, tzinfo=UTC).timestamp()) * 1000,
    int(datetime(2050, 1, 1, tzinfo=UTC).timestamp()) * 1000 - 1,
)


def written(number: int, alphabet: str, width: int) -> str:
    digits = ""
    for _ in range(width):
        number, digit = divmod(number, len(alphabet))
        digits = alphabet[digit] + digits
    return digits


def said(milliseconds: int) -> str:
    return datetime.fromtimestamp(milliseconds // 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.mark.parametrize(
    ("ident", "moment"),
    [
        ("726435235995504640", "2016-04-30T15:37:11Z"),
        ("726459922079080449", "2016-04-30T17:15:17Z"),
        ("726527969888468992", "2016-04-30T21:45:40Z"),
        ("726541475551531008", "2016-04-30T22:39:20Z"),
        ("1050118621198921728", "2018-10-10T20:19:24Z"),  # the example in Twitter's documentation
    ],
)
def test_a_snowflake_tells_its_second(ident: str, moment: str) -> None:
    assert snowflake_time(ident) == moment


def test_documented_ids_of_other_networks_tell_their_second() -> None:
    # From the documentation of Mastodon's statuses and of Bluesky's and ULID's specifications.
    assert mastodon_time("103254962155278888") == "2019-12-05T11:34:47Z"
    assert mastodon_time("103270115826048975") == "2019-12-08T03:48:33Z"
    assert tid_time("3jzfcijpj2z2a") == "2023-06-30T15:03:01Z"
    assert ulid_time("01ARZ3NDEKTSV4RRFFQ69G5FAV") == "2016-07-30T23:54:10Z"
    assert ulid_time("01arz3ndektsv4rrffq69g5fav") == "2016-07-30T23:54:10Z"


@given(
    st.integers(
        int(datetime(2011, 1, 1, tzinfo=UTC).timestamp()) * 1000,
        int(datetime(2049, 12, 31, tzinfo=UTC).timestamp()) * 1000,
    ),
    st.integers(0, 2**22 - 1),
)
def test_every_instant_survives_a_snowflake(milliseconds: int, rest: int) -> None:
    ident = (milliseconds - 1288834974657) * 2**22 + rest
    assert snowflake_time(str(ident)) == said(milliseconds)


@given(INSTANTS, st.integers(0, 2**16 - 1))
def test_every_instant_survives_an_id_of_mastodon(milliseconds: int, rest: int) -> None:
    assert mastodon_time(str(milliseconds * 2**16 + rest)) == said(milliseconds)


@given(INSTANTS, st.integers(0, 999), st.integers(0, 2**10 - 1))
def test_every_instant_survives_a_tid(milliseconds: int, micros: int, clock: int) -> None:
    number = (milliseconds * 1000 + micros) * 2**10 + clock
    ident = written(number, "234567abcdefghijklmnopqrstuvwxyz", 13)
    assert tid_time(ident) == said(milliseconds)


@given(INSTANTS, st.integers(0, 2**80 - 1))
def test_every_instant_survives_a_ulid(milliseconds: int, rest: int) -> None:
    ident = written(milliseconds * 2**80 + rest, "0123456789ABCDEFGHJKMNPQRSTVWXYZ", 26)
    assert ulid_time(ident) == said(milliseconds)


@pytest.mark.parametrize(
    ("clock", "ident"),
    [
        (snowflake_time, "20"),
        (snowflake_time, "29999999999"),
        (snowflake_time, "0726435235995504640"),
        (snowflake_time, "7264352359955046400000"),
        (snowflake_time, "9223372036854775807"),
        (snowflake_time, "9223372036854775808"),
        (snowflake_time, "72643523599550464x"),
        (snowflake_time, "726435235995504640\n"),
        (snowflake_time, "-726435235995504640"),
        (snowflake_time, "726_435_235_995_504_640"),
        (snowflake_time, "٧٢٦٤٣٥٢٣٥٩٩٥٥٠٤٦٤٠"),
        (snowflake_time, ""),
        (mastodon_time, "1504384"),
        (mastodon_time, "80000000000000000"),  # 2008
        (mastodon_time, "726435235995504640"),  # 2321: counted by other software
        (mastodon_time, "0110000000000000000"),
        (tid_time, "3jzfcijpj2z2"),
        (tid_time, "3jzfcijpj2z2aa"),
        (tid_time, "3JZFCIJPJ2Z2A"),
        (tid_time, "3jzfcijpj2z21"),
        (tid_time, "kjzfcijpj2z2a"),
        (tid_time, "2222222222222"),  # 1970
        (tid_time, "jzzzzzzzzzzzz"),  # 2255
        (ulid_time, "81ARZ3NDEKTSV4RRFFQ69G5FAV"),
        (ulid_time, "01ARZ3NDEKTSV4RRFFQ69G5FAU"),
        (ulid_time, "01ARZ3NDEKTSV4RRFFQ69G5FA"),
        (ulid_time, "7ZZZZZZZZZZZZZZZZZZZZZZZZZ"),
        (ulid_time, "00000000000000000000000000"),
        (ulid_time, "01ARZ3NDEKTſV4RRFFQ69G5FAV"),
    ],
)
def test_what_holds_no_moment_tells_none(clock: _Clock, ident: str) -> None:
    assert clock(ident) == ""


def test_time_begins_in_november_2010_and_ends_with_2049() -> None:
    for day, moment in (
        (datetime(2010, 10, 31, 23, 59, 59, tzinfo=UTC), ""),
        (datetime(2010, 11, 1, tzinfo=UTC), "2010-11-01T00:00:00Z"),
        (datetime(2049, 12, 31, 23, 59, 59, tzinfo=UTC), "2049-12-31T23:59:59Z"),
        (datetime(2050, 1, 1, tzinfo=UTC), ""),
    ):
        milliseconds = int(day.timestamp()) * 1000
        tid = written(milliseconds * 1000 << 10, "234567abcdefghijklmnopqrstuvwxyz", 13)
        ulid = written(milliseconds << 80, "0123456789ABCDEFGHJKMNPQRSTVWXYZ", 26)
        told = {mastodon_time(str(milliseconds << 16)), tid_time(tid), ulid_time(ulid)}
        assert told == {moment}


@pytest.mark.parametrize("clock", _CLOCKS)
@given(ident=st.text(max_size=40) | st.from_regex("[0-9a-zA-Z]{1,30}", fullmatch=True))
def test_no_text_raises(clock: _Clock, ident: str) -> None:
    moment = clock(ident)
    assert moment == "" or "2010-11" <= moment < "2101"
