"""What the bare address of a social post tells: network, handle, id and, at times, the moment."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Twitter's snowflakes count milliseconds from this instant; ids before it hold no time.
_SNOWFLAKE_START = 1288834974657
_FIRST_SNOWFLAKE = 30_000_000_000
_TID_ALPHABET = "234567abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Permalink:
    """A recognised address; `posted` is an ISO time in UTC, empty where the id holds none."""

    network: str
    handle: str
    id: str
    posted: str


def _moment(microseconds: int) -> str:
    try:
        moment = _EPOCH + timedelta(microseconds=microseconds)
    except OverflowError:
        return ""
    plausible = 2006 <= moment.year <= 2100
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if plausible else ""


def _snowflake(identifier: str) -> str:
    number = int(identifier)
    return _moment(((number >> 22) + _SNOWFLAKE_START) * 1000) if number > _FIRST_SNOWFLAKE else ""


def _mastodon(identifier: str) -> str:
    return _moment((int(identifier) >> 16) * 1000) if len(identifier) >= 17 else ""


def _tid(identifier: str) -> str:
    number = 0
    for char in identifier:
        number = number * 32 + _TID_ALPHABET.index(char)
    return _moment(number >> 10)


def _no_time(identifier: str) -> str:
    return ""


_Clock = Callable[[str], str]

# First match wins; `handle` and `id` are the groups that an address may hold. Where the handle is
# the host's too (`host`), the full name is made of both.
_FORMS: tuple[tuple[str, str, _Clock], ...] = (
    ("x", r"(?:twitter|x)\.com/(?P<handle>\w{1,20})/status(?:es)?/(?P<id>\d{1,20})\b", _snowflake),
    ("x", r"nitter\.[\w.-]+/(?P<handle>\w{1,20})/status/(?P<id>\d{1,20})\b", _snowflake),
    ("bluesky", r"bsky\.app/profile/(?P<handle>[\w.:-]+)/post/(?P<id>[2-7a-z]{13})\b", _tid),
    ("threads", r"threads\.(?:net|com)/@(?P<handle>[\w.]+)/post/(?P<id>[\w-]+)", _no_time),
    ("instagram", r"instagram\.com/(?:(?P<handle>[\w.]+)/)?(?:p|reel)/(?P<id>[\w-]+)", _no_time),
    ("facebook", r"facebook\.com/(?P<handle>[\w.]+)/posts/(?P<id>[\w-]+)", _no_time),
    ("facebook", r"facebook\.com/(?:photo|permalink|story)\.php\?\S*?fbid=(?P<id>\d+)", _no_time),
    ("telegram", r"(?:t|telegram)\.me/(?:s/)?(?P<handle>\w{4,})/(?P<id>\d+)\b", _no_time),
    ("tiktok", r"tiktok\.com/@(?P<handle>[\w.]+)/video/(?P<id>\d+)", _no_time),
    ("youtube", r"(?:youtube\.com/watch\?v=|youtu\.be/)(?P<id>[\w-]{11})\b", _no_time),
    ("reddit", r"reddit\.com/r/\w+/comments/(?P<id>\w+)", _no_time),
    (
        "mastodon",
        r"(?P<host>[\w.-]+\.\w+)/@(?P<handle>\w+(?:@[\w.-]+)?)/(?P<id>\d{15,20})\b",
        _mastodon,
    ),
)


@cache
def _form(pattern: str) -> re.Pattern[str]:
    """Compiled when the first address is asked about: many sites quote nobody."""
    return re.compile(rf"https?://(?:www\.|mobile\.|m\.)?{pattern}", re.ASCII)


def recognise(url: str) -> Permalink | None:
    """What an address of up to 500 characters tells, or None when it is not that of a post."""
    if len(url) > 500:
        return None
    for network, form, clock in _FORMS:
        found = _form(form).match(url)
        if found:
            groups = found.groupdict()
            handle = groups.get("handle") or ""
            if groups.get("host") and handle and "@" not in handle:
                handle = f"{handle}@{groups['host']}"
            handle = f"@{handle}" if handle else ""
            return Permalink(network, handle, groups["id"], clock(groups["id"]))
    return None
