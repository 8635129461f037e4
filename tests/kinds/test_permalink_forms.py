"""The forms in which people paste addresses, network by network."""

import pytest

from generator.kinds.permalink import recognise

ID = "726435235995504640"
PLC = "did:plc:abcdefghijklmnopqrstuvwx"
TID = "3jzfcijpj2z2a"
ULID = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
PFBID = "pfbid02AminaExampleAminaExample"
FB = "https://www.facebook.com"
YT = "https://www.youtube.com"


@pytest.mark.parametrize(
    ("url", "handle", "ident", "canonical"),
    [
        ("/amina.example/posts/123456", "@amina.example", "123456", ""),
        ("/amina.example/posts/some-words-of-it/123456/", "@amina.example", "123456",
         "/amina.example/posts/123456"),
        ("/amina.example/posts/12/34", "@amina.example", "12", "/amina.example/posts/12"),
        (f"/amina.example/posts/{PFBID}?__cft__[0]=A&__tn__=B", "@amina.example", PFBID,
         f"/amina.example/posts/{PFBID}"),
        (f"/100000000000001/posts/{PFBID}", "", PFBID, ""),
        ("/permalink.php?story_fbid=12&id=34", "", "12", ""),
        (f"/story.php?id=34&mibextid=x&story_fbid={PFBID}&_rdr", "", PFBID,
         f"/permalink.php?story_fbid={PFBID}&id=34"),
        ("/story.php?story_fbid=12&amp;id=34", "", "12", "/permalink.php?story_fbid=12&id=34"),
        ("/photo.php?fbid=12&set=a.1", "", "12", "/photo/?fbid=12"),
        ("/photo?set=a.1&fbid=12", "", "12", "/photo/?fbid=12"),
        ("/photo/?fbid=12", "", "12", ""),
        ("/amina.example/photos/a.1.2.3/12/?type=3", "@amina.example", "12", "/photo/?fbid=12"),
        ("/groups/readers/posts/12/?comment_id=3", "", "12", "/groups/readers/posts/12"),
        ("/groups/1234/permalink/12/", "", "12", "/groups/1234/posts/12"),
        ("/groups/1234/?multi_permalinks=12", "", "12", "/groups/1234/posts/12"),
        ("/watch/?ref=saved&v=12", "", "12", "/watch/?v=12"),
        ("/watch?v=12", "", "12", "/watch/?v=12"),
        ("/amina.example/videos/12/", "@amina.example", "12", "/amina.example/videos/12"),
        ("/amina.example/videos/the-reading-room/12", "@amina.example", "12",
         "/amina.example/videos/12"),
        ("/reel/12?s=1", "", "12", "/reel/12"),
        ("/share/p/1AbCdEfGhI/", "", "1AbCdEfGhI", ""),
        ("/share/v/1AbCdEfGhI/?mibextid=x", "", "1AbCdEfGhI", "/share/v/1AbCdEfGhI/"),
        ("/share/r/1AbCdEfGhI", "", "1AbCdEfGhI", "/share/r/1AbCdEfGhI/"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("face", ["www.", "m.", "mbasic.", "ar-ar.", ""])
def test_facebook(face: str, url: str, handle: str, ident: str, canonical: str) -> None:
    link = recognise(f"https://{face}facebook.com{url}")
    assert link is not None
    assert (link.network, link.handle, link.id, link.posted) == ("facebook", handle, ident, "")
    assert link.canonical == FB + (canonical or url)


@pytest.mark.parametrize(
    ("url", "network", "handle", "ident", "posted", "canonical"),
    [
        ("https://fb.watch/aBcD-1_x/?x=1", "facebook", "", "aBcD-1_x", "",
         "https://fb.watch/aBcD-1_x/"),
        ("https://www.instagram.com/p/Cabc_1-3/?igsh=1", "instagram", "", "Cabc_1-3", "",
         "https://www.instagram.com/p/Cabc_1-3/"),
        ("https://instagram.com/amina.example/p/Cabc123", "instagram", "@amina.example", "Cabc123",
         "", "https://www.instagram.com/p/Cabc123/"),
        ("https://www.instagram.com/reel/Cabc123/", "instagram", "", "Cabc123", "",
         "https://www.instagram.com/p/Cabc123/"),
        ("https://www.instagram.com/amina.example/reel/Cabc123/", "instagram", "@amina.example",
         "Cabc123", "", "https://www.instagram.com/p/Cabc123/"),
        ("https://www.instagram.com/reels/Cabc123/", "instagram", "", "Cabc123", "",
         "https://www.instagram.com/p/Cabc123/"),
        ("https://www.instagram.com/tv/Cabc123/", "instagram", "", "Cabc123", "",
         "https://www.instagram.com/p/Cabc123/"),
        ("https://www.instagram.com/stories/amina.example/3000000000000000000/", "instagram",
         "@amina.example", "3000000000000000000", "",
         "https://www.instagram.com/stories/amina.example/3000000000000000000/"),
        ("https://www.instagram.com/share/reel/Babc123", "instagram", "", "Babc123", "",
         "https://www.instagram.com/share/reel/Babc123/"),
        ("https://www.threads.net/@amina.example/post/Cabc?x=1", "threads", "@amina.example",
         "Cabc", "", "https://www.threads.com/@amina.example/post/Cabc"),
        ("https://threads.com/@amina.example/post/Cabc/media", "threads", "@amina.example", "Cabc",
         "", "https://www.threads.com/@amina.example/post/Cabc"),
        ("https://www.threads.net/t/Cabc/", "threads", "", "Cabc", "",
         "https://www.threads.com/t/Cabc"),
        ("https://www.tiktok.com/@amina.example/video/7000000000000000000?lang=ar", "tiktok",
         "@amina.example", "7000000000000000000", "",
         "https://www.tiktok.com/@amina.example/video/7000000000000000000"),
        ("https://www.tiktok.com/@amina.example/photo/7000000000000000000", "tiktok",
         "@amina.example", "7000000000000000000", "",
         "https://www.tiktok.com/@amina.example/photo/7000000000000000000"),
        ("https://m.tiktok.com/v/7000000000000000000.html", "tiktok", "", "7000000000000000000",
         "", "https://www.tiktok.com/@/video/7000000000000000000"),
        ("https://vm.tiktok.com/ZMabc123/", "tiktok", "", "ZMabc123", "",
         "https://vm.tiktok.com/ZMabc123/"),
        ("https://vt.tiktok.com/ZSabc123", "tiktok", "", "ZSabc123", "",
         "https://vt.tiktok.com/ZSabc123/"),
        ("https://www.tiktok.com/t/ZTabc123/", "tiktok", "", "ZTabc123", "",
         "https://www.tiktok.com/t/ZTabc123/"),
        ("https://www.youtube.com/watch?v=a-cdefghi_k", "youtube", "", "a-cdefghi_k", "",
         f"{YT}/watch?v=a-cdefghi_k"),
        ("https://m.youtube.com/watch?app=desktop&list=x&v=abcdefghijk&t=5s", "youtube", "",
         "abcdefghijk", "", f"{YT}/watch?v=abcdefghijk"),
        ("https://youtu.be/abcdefghijk?si=x", "youtube", "", "abcdefghijk", "",
         f"{YT}/watch?v=abcdefghijk"),
        ("https://youtube.com/shorts/abcdefghijk?feature=share", "youtube", "", "abcdefghijk", "",
         f"{YT}/watch?v=abcdefghijk"),
        ("https://www.youtube.com/live/abcdefghijk", "youtube", "", "abcdefghijk", "",
         f"{YT}/watch?v=abcdefghijk"),
        ("https://www.youtube-nocookie.com/embed/abcdefghijk?rel=0", "youtube", "", "abcdefghijk",
         "", f"{YT}/watch?v=abcdefghijk"),
        ("https://www.youtube.com/watch?v=abcdefghijk&lc=UgxAminaExample", "youtube", "",
         "UgxAminaExample", "", f"{YT}/watch?v=abcdefghijk&lc=UgxAminaExample"),
        ("https://www.youtube.com/post/UgkxAminaExample", "youtube", "", "UgkxAminaExample", "",
         f"{YT}/post/UgkxAminaExample"),
        ("https://www.reddit.com/r/library/comments/abc1", "reddit", "", "abc1", "",
         "https://www.reddit.com/r/library/comments/abc1/"),
        ("https://old.reddit.com/r/library/comments/abc1/a_title/?utm_source=share", "reddit", "",
         "abc1", "", "https://www.reddit.com/r/library/comments/abc1/"),
        ("https://www.reddit.com/comments/abc1", "reddit", "", "abc1", "",
         "https://www.reddit.com/comments/abc1/"),
        ("https://redd.it/abc1", "reddit", "", "abc1", "", "https://www.reddit.com/comments/abc1/"),
        ("https://www.reddit.com/user/amina-example/comments/abc1/a_title/", "reddit",
         "@amina-example", "abc1", "", "https://www.reddit.com/user/amina-example/comments/abc1/"),
        ("https://www.reddit.com/u/amina-example/comments/abc1/a_title/", "reddit",
         "@amina-example", "abc1", "", "https://www.reddit.com/user/amina-example/comments/abc1/"),
        ("https://www.reddit.com/r/library/s/AbCdEfGhIj", "reddit", "", "AbCdEfGhIj", "",
         "https://www.reddit.com/r/library/s/AbCdEfGhIj"),
        (f"https://bsky.app/profile/amina.example.org/post/{TID}", "bluesky",
         "@amina.example.org", TID, "2023-06-30T15:03:01Z",
         f"https://bsky.app/profile/amina.example.org/post/{TID}"),
        (f"https://bsky.app/profile/{PLC}/post/{TID}?ref_src=embed", "bluesky", PLC, TID,
         "2023-06-30T15:03:01Z", f"https://bsky.app/profile/{PLC}/post/{TID}"),
        (f"https://bsky.app/profile/{PLC.replace(':', '%3A')}/post/{TID}", "bluesky", PLC, TID,
         "2023-06-30T15:03:01Z", f"https://bsky.app/profile/{PLC}/post/{TID}"),
        (f"at://{PLC}/app.bsky.feed.post/{TID}", "bluesky", PLC, TID, "2023-06-30T15:03:01Z",
         f"https://bsky.app/profile/{PLC}/post/{TID}"),
        (f"at://amina.example.org/app.bsky.feed.post/{TID}", "bluesky", "@amina.example.org", TID,
         "2023-06-30T15:03:01Z", f"https://bsky.app/profile/amina.example.org/post/{TID}"),
        ("https://bsky.app/profile/amina.example.org/post/zzzz", "bluesky", "@amina.example.org",
         "zzzz", "", "https://bsky.app/profile/amina.example.org/post/zzzz"),
    ],
)  # fmt: skip
def test_other_networks(
    url: str, network: str, handle: str, ident: str, posted: str, canonical: str
) -> None:
    link = recognise(url)
    assert link is not None
    assert (link.network, link.handle, link.id) == (network, handle, ident)
    assert (link.posted, link.canonical, link.key) == (posted, canonical, (network, ident))


@pytest.mark.parametrize(
    ("url", "handle", "key", "canonical"),
    [
        ("https://t.me/amina_example/12", "@amina_example", "amina_example/12", ""),
        ("http://telegram.me/s/amina_example/12", "@amina_example", "amina_example/12",
         "https://t.me/amina_example/12"),
        ("https://telegram.dog/Amina_Example/12?single", "@Amina_Example", "amina_example/12",
         "https://t.me/Amina_Example/12"),
        ("https://amina-example.t.me/12", None, "", ""),
        ("https://aminaexample.t.me/12", "@aminaexample", "aminaexample/12",
         "https://t.me/aminaexample/12"),
        ("https://t.me/addisnews/7/12", "@addisnews", "addisnews/12", "https://t.me/addisnews/12"),
        ("https://t.me/c/1234567/12", "", "c/1234567/12", ""),
        ("https://t.me/c/1234567/7/12?single", "", "c/1234567/12", "https://t.me/c/1234567/12"),
        ("https://t.me/amina_example/7?single&comment=12", "", "amina_example/7/12",
         "https://t.me/amina_example/7?comment=12"),
    ],
)  # fmt: skip
def test_telegram_counts_in_each_channel(
    url: str, handle: str | None, key: str, canonical: str
) -> None:
    link = recognise(url)
    if handle is None:
        assert link is None
        return
    assert link is not None
    assert (link.network, link.handle, link.id, link.posted) == ("telegram", handle, "12", "")
    assert (link.key, link.canonical) == (("telegram", key), canonical or url)


@pytest.mark.parametrize("title", ["a_title", "comment", "_", "", "عنوان"])
def test_a_comment_on_reddit_is_not_the_post_above_it(title: str) -> None:
    link = recognise(f"https://www.reddit.com/r/library/comments/abc1/{title}/def2/?context=3")
    assert link is not None
    assert (link.handle, link.id, link.key) == ("", "def2", ("reddit", "abc1/def2"))
    assert link.canonical == "https://www.reddit.com/comments/abc1/comment/def2/"


NUMBER = "110000000000000000"
MARCH = "2023-03-10T16:46:36Z"
HERE = "@amina_example@social.example.org"


@pytest.mark.parametrize(
    ("path", "handle", "ident", "posted", "canonical"),
    [
        (f"/@amina_example/{NUMBER}", HERE, NUMBER, MARCH, ""),
        (f"/%40amina_example/{NUMBER}?x#y", HERE, NUMBER, MARCH, f"/@amina_example/{NUMBER}"),
        (f"/web/@amina_example/{NUMBER}", HERE, NUMBER, MARCH, f"/@amina_example/{NUMBER}"),
        (f"/deck/@amina_example/{NUMBER}", HERE, NUMBER, MARCH, f"/@amina_example/{NUMBER}"),
        (f"/users/amina_example/statuses/{NUMBER}/activity", HERE, NUMBER, MARCH,
         f"/@amina_example/{NUMBER}"),
        ("/users/amina_example/statuses/1504384", HERE, "1504384", "", ""),
        (f"/@amina_example/0{NUMBER}", HERE, f"0{NUMBER}", "", ""),
        (f"/@amina_example/{ID}", HERE, ID, "", ""),
        # A copy of another server's post may count from its arrival.
        (f"/@amina_example@other.example.org/{NUMBER}", "@amina_example@other.example.org",
         NUMBER, "", ""),
        (f"/web/statuses/{NUMBER}", "", NUMBER, "", ""),
        (f"/@amina_example/statuses/{ULID}", HERE, ULID, "2016-07-30T23:54:10Z", ""),
        (f"/users/amina_example/statuses/{ULID}", HERE, ULID, "2016-07-30T23:54:10Z",
         f"/@amina_example/statuses/{ULID}"),
        ("/notice/9n2ciuz1wdesFnrGJU", "", "9n2ciuz1wdesFnrGJU", "", ""),
        ("/p/amina_example/600000000000000000", HERE, "600000000000000000", "", ""),
    ],
)  # fmt: skip
def test_servers_that_speak_with_mastodon(
    path: str, handle: str, ident: str, posted: str, canonical: str
) -> None:
    link = recognise(f"https://Social.example.org{path}")
    assert link is not None
    assert (link.network, link.handle, link.id) == ("mastodon", handle, ident)
    assert link.posted == posted
    assert link.canonical == "https://social.example.org" + (canonical or path)
    assert link.key == ("mastodon", f"social.example.org/{ident}")
