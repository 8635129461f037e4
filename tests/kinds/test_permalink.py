"""What a bare address tells, in every form in which people paste it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.kinds.permalink import inner, recognise
from generator.kinds.permalink_forms import BY_HOST

ID = "726435235995504640"
MOMENT = "2016-04-30T15:37:11Z"
PLC = "did:plc:abcdefghijklmnopqrstuvwx"
TID = "3jzfcijpj2z2a"
ULID = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
NUMBER = "110000000000000000"


@pytest.mark.parametrize(
    "url",
    [
        f"https://twitter.com/amina_example/status/{ID}",
        f"http://www.twitter.com/amina_example/status/{ID}/",
        f"https://mobile.twitter.com/amina_example/status/{ID}?s=20&t=abc-DEF",
        f"https://m.twitter.com/amina_example/statuses/{ID}",
        f"HTTPS://TWITTER.COM/amina_example/status/{ID}/photo/1",
        f"https://twitter.com:443/amina_example/status/{ID}/video/1?ref_src=twsrc#x",
        f"https://twitter.com/#!/amina_example/status/{ID}",
        f"https://twitter.com/amina_example/status/{ID}&s=19",
    ],
)
def test_each_form_of_twitter_is_the_same_post(url: str) -> None:
    link = recognise(url)
    assert link is not None
    assert (link.network, link.handle, link.id) == ("x", "@amina_example", ID)
    assert (link.posted, link.archive, link.key) == (MOMENT, "", ("x", ID))
    assert link.canonical == f"https://twitter.com/amina_example/status/{ID}"


@pytest.mark.parametrize(
    "site",
    [
        "https://x.com",
        "https://mobile.x.com",
        "https://www.x.com",
        "https://nitter.net",
        "https://nitter.example.org",
        "https://xcancel.com",
        "https://fxtwitter.com",
        "https://vxtwitter.com",
        "https://fixupx.com",
        "https://fixvx.com",
    ],
)
def test_x_and_its_mirrors_lead_to_x(site: str) -> None:
    link = recognise(f"{site}/amina_example/status/{ID}#m")
    assert link is not None
    assert (link.handle, link.posted) == ("@amina_example", MOMENT)
    assert link.canonical == f"https://x.com/amina_example/status/{ID}"


@pytest.mark.parametrize("path", ["i/web/status", "i/status", "statuses"])
def test_an_address_of_x_without_a_name_names_nobody(path: str) -> None:
    link = recognise(f"https://twitter.com/{path}/{ID}")
    assert link is not None
    assert (link.handle, link.id, link.posted) == ("", ID, MOMENT)
    assert link.canonical == f"https://twitter.com/i/web/status/{ID}"


@pytest.mark.parametrize(
    "ident", ["20", f"0{ID}", "9223372036854775808", "1" * 25, "1000000000000000000000"]
)
def test_an_id_of_x_that_holds_no_moment_is_still_a_post(ident: str) -> None:
    link = recognise(f"https://x.com/amina_example/status/{ident}")
    assert link is not None
    assert (link.handle, link.id, link.posted) == ("@amina_example", ident, "")


POST = f"https://twitter.com/amina_example/status/{ID}"


@pytest.mark.parametrize(
    ("around", "dated"),
    [
        ("https://web.archive.org/web/20160430123456/{}", True),
        ("http://web.archive.org/web/20160430123456id_/{}", True),
        ("https://web.archive.org/web/20160430if_/{}", True),
        ("https://web.archive.org/web/2016/{}", True),
        ("https://archive.ph/20160430123456/{}", True),
        ("https://archive.today/2016.04.30-123456/{}", True),
        ("https://archive.is/2016.04.30-123456/{}", True),
        ("https://archive.ph/20160501000000/https://web.archive.org/web/20160430123456/{}", True),
        ("https://web.archive.org/web/*/{}", False),
        ("https://web.archive.org/web/2016*/{}", False),
        ("https://web.archive.org/web/{}", False),
        ("https://web.archive.org/save/{}", False),
        ("https://archive.ph/newest/{}", False),
        ("https://archive.ph/{}", False),
    ],
)
def test_an_archive_holds_the_post(around: str, dated: bool) -> None:
    url = around.format(POST)
    link = recognise(url)
    assert link is not None
    assert (link.network, link.handle, link.posted) == ("x", "@amina_example", MOMENT)
    assert (link.canonical, link.archive) == (POST, url if dated else "")
    assert inner(url) == POST


@pytest.mark.parametrize(
    ("original", "meant"),
    [
        (f"http:/twitter.com/a/status/{ID}", f"http://twitter.com/a/status/{ID}"),
        (f"twitter.com/a/status/{ID}", f"http://twitter.com/a/status/{ID}"),
        (f"http://twitter.com:80/a/status/{ID}", f"http://twitter.com:80/a/status/{ID}"),
        (f"https://twitter.com/#!/a/status/{ID}", f"https://twitter.com/#!/a/status/{ID}"),
    ],
)
def test_archives_shorten_addresses(original: str, meant: str) -> None:
    url = f"https://web.archive.org/web/20160430123456/{original}"
    link = recognise(url)
    assert inner(url) == meant
    assert link is not None
    assert (link.handle, link.archive) == ("@a", url)


def test_any_other_address_is_its_own_inner() -> None:
    for url in (
        "https://example.org/",
        "https://archive.ph/AbCdE",
        POST,
        "",
        "https://archive.ph/",
    ):
        assert inner(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "words",
        "https://example.org/",
        "https://example.org/2016/04/30/a-post",
        f"https://example.org/a/status/{ID}",
        "https://example.org/@amina_example/2016",
        "https://example.org/@amina_example/a-post-with-words-1234567890ab",
        "https://example.org/notice/the-library-closes",
        "https://example.org/p/a-product/123456789012",
        "https://example.org/objects/123e4567-e89b-42d3-a456-426614174000",
        f"https://192.0.2.1/@amina_example/{NUMBER}",
        "https://twitter.com/amina_example",
        "https://twitter.com/search?q=status/20",
        "https://twitter.com/hashtag/library",
        "https://twitter.com/amina_example/status/",
        f"https://twitter.com/amina_example/status/{ID}x",
        "https://twitter.com/amina_example/status/٢٠",
        f"https://x.com/{'a' * 21}/status/{ID}",
        f"https://notx.com/amina_example/status/{ID}",
        f"https://nottwitter.com/amina_example/status/{ID}",
        f"https://twitter.com.evil.example/amina_example/status/{ID}",
        f"https://evil.example/https://twitter.com/amina_example/status/{ID}",
        f"https://evil.example?https://twitter.com/amina_example/status/{ID}",
        f"https://web.archive.org.evil.example/web/2016/{POST}",
        f"https://amina:secret@twitter.com/amina_example/status/{ID}",
        f"https://twitter.com@evil.example/amina_example/status/{ID}",
        f"https://twitter.com:8080/amina_example/status/{ID}",
        f"ftp://twitter.com/amina_example/status/{ID}",
        f"//twitter.com/amina_example/status/{ID}",
        f"https://twitter.com/amina_example/status/{ID}\n",
        f"https://twitter.com/amina_example/status/{ID} ",
        f"https://twitter.com/amina_example/status/{ID}?\x00",
        f"https://twitter.com/amina_example/status/{ID}?\u202e",
        f"https://web.archive.org/web/2016/https://twitter.com/a/status/{ID}?\x07",
        f"https://twitter.com\\@evil.example/amina_example/status/{ID}",
        "https://www.facebook.com/amina.example",
        "https://www.facebook.com/amina.example/posts",
        "https://www.facebook.com/permalink.php?id=34",
        "https://www.facebook.com/permalink.php?story_fbid=x12&id=34",
        "https://www.facebook.com/hashtag/library",
        "https://www.facebook.com/groups/readers",
        "https://www.instagram.com/amina.example/",
        "https://www.instagram.com/amina.example/reels/",
        "https://www.instagram.com/explore/tags/library/",
        "https://www.instagram.com/stories/highlights/17000000000000000/",
        "https://www.instagram.com/reels/audio/17000000000000000/",
        "https://www.threads.net/@amina.example",
        f"https://www.threads.net/@amina.example/{NUMBER}",
        "https://t.me/amina_example",
        "https://t.me/s/amina_example?before=12",
        "https://t.me/login/12345",
        "https://t.me/joinchat/12345",
        "https://www.tiktok.com/@amina.example",
        "https://www.youtube.com/@amina_example",
        "https://www.youtube.com/watch?v=short",
        "https://www.youtube.com/watch?v=abcdefghijkl",
        "https://www.youtube.com/embed/videoseries?list=x",
        "https://www.youtube.com/embed/live_stream?channel=x",
        "https://www.youtube.com/results?search_query=watch?v=abcdefghijk",
        "https://www.reddit.com/r/library/",
        "https://www.reddit.com/user/amina-example/",
        "https://www.reddit.com/user/amina-example/comments/",
        "https://i.redd.it/abc1.jpg",
        "https://bsky.app/profile/amina.example.org",
        "https://bsky.app/profile/amina.example.org/feed/abc",
        f"at://{PLC}/app.bsky.feed.like/{TID}",
        f"at://{PLC}",
        "https://social.example.org/@amina_example",
        "https://social.example.org/tags/library",
        "https://web.archive.org/web/20160430123456/https://example.org/",
        "https://archive.ph/AbCdE",
        f"https://twitter.com/amina_example/status/{ID}?{'x' * 2000}",
        "https://medium.com/@a/110000000000000000",
        "https://MEDIUM.com/@a/110000000000000000",
        "https://amina.substack.com/@a/110000000000000000",
        "https://www.youtube.com/@a/110000000000000000",
        "https://www.tiktok.com/@a/110000000000000000",
        "https://www.flickr.com/@a/110000000000000000",
        "https://www.tumblr.com/@a/110000000000000000",
        "https://de.wordpress.com/notice/9ABCDEFGHIJKLMNOPQ",
    ],
)
def test_other_addresses_are_none(url: str) -> None:
    assert recognise(url) is None


@pytest.mark.parametrize("host", ["notmedium.com", "medium.com.example.org", "me.dm"])
def test_hosts_that_are_merely_named_like_those_may_be_servers(host: str) -> None:
    link = recognise(f"https://{host}/@a/110000000000000000")
    assert link is not None
    assert (link.network, link.handle) == ("mastodon", f"@a@{host}")


def test_what_is_canonical_stays_as_it_is() -> None:
    """And tells the same, so that records may keep it instead of what was pasted."""
    for url in (
        POST,
        "https://t.me/amina_example/12?comment=3",
        "https://m.facebook.com/story.php?story_fbid=1&id=2",
    ):
        first = recognise(url)
        assert first is not None
        assert recognise(first.canonical) == first


_HOSTS = st.sampled_from([*BY_HOST, "nitter.example.org", "social.example.org", "web.archive.org"])
_WORDS = (
    "status i web @amina_example amina_example posts permalink.php?story_fbid=1&id=2 p reel post "
    "profile comments r s c watch?v=abcdefghijk users statuses notice 12 {} {id} %40 %"
)
_PARTS = st.sampled_from([*_WORDS.split(), ID, TID, ULID, NUMBER, PLC, POST, "", "٢٠", "#!"])


@given(
    st.text(max_size=80)
    | st.builds(
        lambda host, parts, rest: f"https://{host}/{'/'.join(parts)}{rest}",
        _HOSTS,
        st.lists(_PARTS, max_size=6),
        st.text(max_size=10),
    )
)
def test_no_address_raises(url: str) -> None:
    link = recognise(url)
    assert inner(url) is not None
    if link:
        assert link.network
        assert link.id
        assert link.canonical.startswith("https://")
        again = recognise(link.canonical)
        assert again is not None
        assert (again.key, again.handle) in ((link.key, link.handle), (link.key, ""))
