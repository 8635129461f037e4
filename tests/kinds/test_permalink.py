"""What a bare address tells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.kinds.permalink import recognise


@pytest.mark.parametrize(
    ("url", "network", "handle", "posted"),
    [
        # The four lost posts of the sample; the times were worked out by hand from their ids.
        (
            "https://twitter.com/Hope86H/status/726435235995504640",
            "x",
            "@Hope86H",
            "2016-04-30T15:37:11Z",
        ),
        (
            "https://twitter.com/mohd_uda/status/726459922079080449",
            "x",
            "@mohd_uda",
            "2016-04-30T17:15:17Z",
        ),
        (
            "https://mobile.twitter.com/Mirhan91/status/726527969888468992",
            "x",
            "@Mirhan91",
            "2016-04-30T21:45:40Z",
        ),
        (
            "https://x.com/LizyDent/status/726541475551531008?s=20",
            "x",
            "@LizyDent",
            "2016-04-30T22:39:20Z",
        ),
        (
            "https://nitter.example.org/amina/status/726541475551531008",
            "x",
            "@amina",
            "2016-04-30T22:39:20Z",
        ),
        ("https://twitter.com/amina/status/20", "x", "@amina", ""),
        (
            "https://bsky.app/profile/amina.example.org/post/3jzfcijpj2z2a",
            "bluesky",
            "@amina.example.org",
            "2023-06-30T15:03:01Z",
        ),
        (
            "https://social.example.org/@amina/110000000000000000",
            "mastodon",
            "@amina@social.example.org",
            "2023-03-10T16:46:36Z",
        ),
        ("https://www.facebook.com/amina/posts/123456", "facebook", "@amina", ""),
        ("https://www.instagram.com/p/Cabc123/", "instagram", "", ""),
        ("https://www.threads.net/@amina/post/Cabc", "threads", "@amina", ""),
        ("https://t.me/channel/12", "telegram", "@channel", ""),
        ("https://www.tiktok.com/@amina/video/7000000000000000000", "tiktok", "@amina", ""),
        ("https://youtu.be/abcdefghijk", "youtube", "", ""),
        ("https://www.reddit.com/r/syria/comments/abc/title/", "reddit", "", ""),
    ],
)
def test_known_forms(url: str, network: str, handle: str, posted: str) -> None:
    link = recognise(url)
    assert link is not None
    assert (link.network, link.handle, link.posted) == (network, handle, posted)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/",
        "https://twitter.com/amina",
        "https://nottwitter.com/a/status/726435235995504640",
        "x" * 600,
        "",
    ],
)
def test_other_addresses_are_none(url: str) -> None:
    assert recognise(url) is None


@given(
    st.text(max_size=80)
    | st.from_regex(r"https://(x|bsky|t)\.(com|app|me)/\w+/(status|post)/[0-9a-z]+", fullmatch=True)
)
def test_no_address_raises(url: str) -> None:
    link = recognise(url)
    assert link is None or link.network
