"""Answers of Bluesky, and bare records."""

import pytest

from generator.ledger.record import Attachment, Found
from ledger.imports.samples import codes, load, parsed, read

POST = Found(
    network="bluesky",
    url="https://bsky.app/profile/amina.example.org/post/3jzfciiy7g22n",
    handle="@amina.example.org",
    name="أمينة Example",
    text="نقرأ معا 🌱 https://example.org/library/open-every-day #المكتبة",
    posted="2023-06-30T15:03:01Z",
    lang="ar",
    attachments=(Attachment("https://cdn.example.org/full.jpg", "باب"),),
)


def test_a_post_is_taken_field_by_field() -> None:
    posts, problems = read("bluesky.json")
    assert posts == [POST]
    assert codes(problems) == ["import-private"]


def test_a_thread_gives_the_post_asked_for_first() -> None:
    posts, problems = read("bluesky-thread.json")
    assert posts == [
        Found(
            network="bluesky",
            url="https://bsky.app/profile/amina.example.org/post/3lbqcwpny422n",
            handle="@amina.example.org",
            name="Amina Example",
            text="A question",
            posted="2024-11-25T00:58:00Z",
            lang="en",
        ),
        # The time is no time, so it is that of the id; of two languages neither is taken.
        Found(
            network="bluesky",
            url="https://bsky.app/profile/omar.example.org/post/3jzfciiy7g22n",
            handle="@omar.example.org",
            text="An answer",
            posted="2023-06-30T15:03:01Z",
        ),
    ]
    assert problems == []


def test_a_bare_record_does_not_say_whose_it_is() -> None:
    posts, problems = read("bluesky-record.json")
    assert posts == [
        Found(
            network="bluesky", text="Only the record 🌱", posted="2024-11-25T00:58:00Z", lang="en"
        )
    ]
    assert codes(problems) == ["import-author"]
    assert problems[0].hint == "write it into the record, if it may be said"


def test_a_record_of_a_repository_has_its_address() -> None:
    uri = "at://amina.example.org/app.bsky.feed.post/3lbqcwpny422n"
    posts, _ = parsed({"uri": uri, "cid": "x", "value": load("bluesky-record.json")})
    assert posts[0].url == "https://bsky.app/profile/amina.example.org/post/3lbqcwpny422n"
    assert posts[0].handle == "@amina.example.org"


def test_a_handle_that_leads_nowhere_is_none() -> None:
    value = load("bluesky.json")
    value["posts"][0]["author"]["handle"] = "handle.invalid"
    post = parsed(value)[0][0]
    assert post.handle == ""
    assert post.url.startswith("https://bsky.app/profile/did:plc:")


def test_a_repost_in_a_feed_is_told_and_left_out() -> None:
    post = load("bluesky.json")["posts"][0]
    reason = {"$type": "app.bsky.feed.defs#reasonRepost"}
    posts, problems = parsed({"feed": [{"post": post, "reason": reason}, {"post": post}]})
    assert posts == [POST]
    assert codes(problems)[0] == "import-shared"


@pytest.mark.parametrize(
    ("start", "end", "uri", "shown"),
    [
        # Offsets count bytes: in these five Arabic letters there are ten.
        (11, 24, "https://a.example.org/x", "كتابي https://a.example.org/x here"),
        (11, 999, "https://a.example.org/x", "كتابي a.example.org here"),
        (-1, 24, "https://a.example.org/x", "كتابي a.example.org here"),
        (24, 11, "https://a.example.org/x", "كتابي a.example.org here"),
        # What is shown is no beginning of the address, so that the words stay as they are.
        (11, 24, "https://b.example.org/", "كتابي a.example.org here"),
        (11, 24, "javascript:alert(1)", "كتابي a.example.org here"),
    ],
)
def test_links_are_written_out_where_offsets_fit(
    start: int, end: int, uri: str, shown: str
) -> None:
    link = {"$type": "app.bsky.richtext.facet#link", "uri": uri}
    facet = {"index": {"byteStart": start, "byteEnd": end}, "features": [link]}
    text = "كتابي a.example.org here"
    posts, _ = parsed({"$type": "app.bsky.feed.post", "text": text, "facets": [facet, facet]})
    assert posts[0].text == shown
