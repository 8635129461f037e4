"""Snippets of HTML that embed posts, and saved pages that hold them."""

import pytest

from generator.ledger.imports import read_posts
from generator.ledger.record import Attachment, Found
from ledger.imports.samples import FILES, page, read

TWEET = (
    '<blockquote class="twitter-tweet"><p lang="en" dir="ltr">{words}</p>&mdash; {name} '
    '(@amina_example) <a href="{url}">{day}</a></blockquote>'
)
URL = "https://twitter.com/amina_example/status/726435237491380225"


def tweet(words: str = "Words", name: str = "Amina", url: str = URL, day: str = "") -> Found:
    (post,) = page(TWEET.format(words=words, name=name, url=url, day=day))
    return post


ON_PAGE = [
    Found(
        network="x",
        url=URL,
        handle="@amina_example",
        name="Amina (Example)",
        text="المكتبة & الحديقة 🌱\nسطر ثان #المكتبة",
        posted="2016-04-30T15:37:11Z",
        lang="ar",
        attachments=(Attachment("https://pic.twitter.com/Pic0000001"),),
    ),
    Found(
        network="bluesky",
        url="https://bsky.app/profile/amina.example.org/post/3lbqcwpny422n",
        handle="@amina.example.org",
        name="Amina Example",
        text="One line\nand one more",
        posted="2024-11-25T00:58:00Z",
        lang="en",
    ),
    Found(
        network="mastodon",
        url="https://social.example.org/@amina/109999999942656077",
        handle="@amina@social.example.org",
        posted="2023-03-10T16:46:36Z",
    ),
    Found(
        network="instagram",
        url="https://www.instagram.com/p/CexampleAbc/",
        handle="@amina.example",
        name="Amina Example",
    ),
    Found(
        network="tiktok",
        url="https://www.tiktok.com/@amina.example/video/7000000000000000001",
        handle="@amina.example",
        text="نقرأ معا #library",
    ),
    Found(
        network="facebook",
        url="https://www.facebook.com/amina.example/posts/1234567890",
        handle="@amina.example",
        name="Amina Example",
        text="The door is open.",
        posted="2016-04-30",
    ),
    Found(network="telegram", url="https://t.me/amina_example/12", handle="@amina_example"),
    Found(
        network="reddit",
        url="https://www.reddit.com/r/example/comments/abc123/",
        handle="@amina_example",
        text="Our library is open again",
    ),
    Found(
        network="x",
        url="https://twitter.com/i/web/status/726697670898356225",
        posted="2016-05-01T09:00:00Z",
    ),
    Found(
        network="threads",
        url="https://www.threads.com/@amina.example/post/CexampleAbc",
        handle="@amina.example",
    ),
]


def test_a_saved_page_gives_every_post_in_it() -> None:
    posts, problems = read("page.html")
    assert posts == ON_PAGE
    assert [problem.code for problem in problems] == ["import-author"]


def test_posts_of_a_page_have_lines_and_columns() -> None:
    posts, _ = read_posts("page.html", (FILES / "page.html").read_bytes())
    assert str(posts[1].place) == "page.html:7:1"


def test_the_second_in_an_id_wins_over_the_day_in_words() -> None:
    assert tweet(day="April 29, 2016").posted == "2016-04-30T15:37:11Z"


def test_an_id_without_a_time_leaves_the_day_in_words() -> None:
    old = "https://twitter.com/amina_example/status/2000"
    assert tweet(url=old, day="April 30, 2009").posted == "2009-04-30"


def test_a_name_is_words_whatever_it_holds() -> None:
    assert tweet(name="<b>x</b> &lt;script&gt;").name == "x"
    assert tweet(name="A (@other_example)").name == "A (@other_example)"
    assert tweet(name="A (@other_example)").handle == "@amina_example"
    assert tweet(name="a\u202eb\u2066").name == "ab"


def test_only_a_picture_at_the_end_is_one() -> None:
    assert tweet(words="pic.twitter.com/abc is it").attachments == ()
    assert tweet(words="It <a href='https://t.co/a'>pic.twitter.com/abc</a>").text == "It"


def test_an_address_in_an_archive_is_the_post_s_and_the_copy_is_kept() -> None:
    copy = f"https://web.archive.org/web/20160501000000/{URL}"
    post = tweet(url=copy)
    assert (post.url, post.archive, post.posted) == (URL, copy, "2016-04-30T15:37:11Z")


def test_links_amid_the_words_are_not_taken_for_the_post() -> None:
    other = '<a href="https://twitter.com/omar_example/status/726683087303348225">See</a>'
    assert tweet(words=f"{other} this").url == URL


@pytest.mark.parametrize(
    "html",
    [
        "<blockquote class=twitter-tweet>" * 3 + TWEET,
        TWEET[: -len("</blockquote>")],
        TWEET + "<blockquote class=twitter-tweet></blockquote>",
    ],
)
def test_snippets_that_are_not_closed_keep_no_other_back(html: str) -> None:
    posts = page(html.format(words="Words", name="Amina", url=URL, day=""))
    assert [(post.url, post.text) for post in posts] == [(URL, "Words")]


def test_a_snippet_of_instagram_may_name_the_moment() -> None:
    html = (
        '<blockquote class="instagram-media"><p><a href="https://www.instagram.com/p/CexampleAbc/">'
        "A post shared by Amina (@amina.example)</a> on "
        '<time datetime="2016-04-30T15:37:11+00:00">Apr 30</time></p></blockquote>'
    )
    assert page(html)[0].posted == "2016-04-30T15:37:11Z"
