"""The moment that a network wrote into the number of a post, where its numbers hold one."""

import re
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
# Anything outside is no moment of posting: the first networks that count so began in November 2010,
# and what claims to come from a far future was made up.
_FIRST = (datetime(2010, 11, 1, tzinfo=UTC) - _EPOCH) // _MILLISECOND
_END = (datetime(2050, 1, 1, tzinfo=UTC) - _EPOCH) // _MILLISECOND

# Twitter's snowflakes count milliseconds from this instant (2010-11-04T01:42:54.657Z). Before them
# posts were simply numbered, up to a little below thirty thousand million.
_SNOWFLAKE_START = 1288834974657
_FIRST_SNOWFLAKE = 30_000_000_000

_DECIMAL = re.compile("[1-9][0-9]{0,18}")
_TID = re.compile("[2-7a-j][2-7a-z]{12}")  # the first digit is below 16: the top bit is 0
_TID_DIGITS = "234567abcdefghijklmnopqrstuvwxyz"
_ULID = re.compile("[0-7][0-9A-HJKMNP-TV-Z]{25}", re.IGNORECASE | re.ASCII)
_ULID_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def snowflake_time(ident: str) -> str:
    """The second of posting, as an ISO time in UTC, in an id of X; empty where it holds none.

    42 bits of milliseconds stand above 22 bits that say which machine counted.
    """
    number = _number(ident)
    return _moment((number >> 22) + _SNOWFLAKE_START) if number > _FIRST_SNOWFLAKE else ""


def mastodon_time(ident: str) -> str:
    """The same in an id of Mastodon: milliseconds since 1970 above 16 bits of sequence.

    Ids from before Mastodon 2.0 are plain numbers, and those of other software count from other
    years: both fall outside of what is plausible.
    """
    return _moment(_number(ident) >> 16)


def tid_time(ident: str) -> str:
    """The same in a record key of Bluesky (atproto.com/specs/tid, read 2026-11).

    Thirteen digits of base 32 hold microseconds since 1970 above 10 bits that name a clock.
    """
    if not _TID.fullmatch(ident):
        return ""
    return _moment((_base32(ident, _TID_DIGITS) >> 10) // 1000)


def ulid_time(ident: str) -> str:
    """The same in a ULID (github.com/ulid/spec, read 2026-11), by which GoToSocial counts.

    Its first ten digits, in Crockford's base 32, are milliseconds since 1970.
    """
    if not _ULID.fullmatch(ident):
        return ""
    return _moment(_base32(ident[:10].upper(), _ULID_DIGITS))


def no_time(ident: str) -> str:
    """For networks whose ids hold no moment, or none that their makers vouch for."""
    return ""


def _number(ident: str) -> int:
    """The number that an id writes out; 0 unless it is one of up to 63 bits, without padding."""
    number = int(ident) if _DECIMAL.fullmatch(ident) else 0
    return number if number < 1 << 63 else 0


def _base32(digits: str, alphabet: str) -> int:
    number = 0
    for digit in digits:
        number = number * 32 + alphabet.index(digit)
    return number


def _moment(milliseconds: int) -> str:
    """Cut off, not rounded: nothing is said to have been posted later than it was."""
    if not _FIRST <= milliseconds < _END:
        return ""
    return (_EPOCH + timedelta(seconds=milliseconds // 1000)).strftime("%Y-%m-%dT%H:%M:%SZ")
