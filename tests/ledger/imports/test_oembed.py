"""oEmbed answers of several networks."""

import pytest

from generator.ledger.record import Attachment, Found
from ledger.imports.samples import load, parsed, read

EXPECTED = {
    "oembed-x.json": Found(
        network="x",
        url="https://twitter.com/amina_example/status/726435237491380225",
        handle="@amina_example",
        name="Amina Example",
        text="المكتبة & الحديقة 🌱\n\n#المكتبة",
        posted="2016-04-30T15:37:11Z",
        lang="ar",
        attachments=(Attachment("https://pic.twitter.com/Pic0000001"),),
    ),
    "oembed-youtube.json": Found(
        network="youtube",
        url="https://www.youtube.com/watch?v=Exampl3Id_0",
        handle="@amina.example",
        name="Amina Example",
        text="How the library opened",
    ),
    "oembed-tiktok.json": Found(
        network="tiktok",
        url="https://www.tiktok.com/@amina.example/video/7000000000000000001",
        handle="@amina.example",
        name="Amina Example",
        text="نقرأ معا #المكتبة 📚",
    ),
    "oembed-mastodon.json": Found(
        network="mastodon",
        url="https://social.example.org/@amina/109999999942656077",
        handle="@amina@social.example.org",
        name="Amina Example",
        posted="2023-03-10T16:46:36Z",
    ),
    "oembed-reddit.json": Found(
        network="reddit",
        url="https://www.reddit.com/r/example/comments/abc123/",
        handle="@amina_example",
        name="amina_example",
        text="Our library is open again",
    ),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_an_answer_is_taken_field_by_field(name: str) -> None:
    assert read(name) == ([EXPECTED[name]], [])


def test_the_address_of_a_photo_is_that_of_the_picture() -> None:
    value = {
        "type": "photo",
        "version": "1.0",
        "url": "https://e.org/a.jpg",
        "author_name": "Amina",
    }
    posts, _ = parsed({**value, "html": load("oembed-reddit.json")["html"]})
    assert posts[0].url == "https://www.reddit.com/r/example/comments/abc123/"
    assert posts[0].attachments == (Attachment("https://e.org/a.jpg"),)


def test_a_name_with_markup_loses_it_and_this_is_told() -> None:
    posts, problems = parsed({**load("oembed-youtube.json"), "author_name": "<b>Amina</b> <3"})
    assert posts[0].name == "Amina <3"
    assert [(p.code, p.message) for p in problems] == [
        ("import-cleaned", "taken out of a post: tags")
    ]


def test_what_is_html_in_a_wrong_place_is_no_snippet() -> None:
    posts, problems = parsed({**load("oembed-x.json"), "html": ["<blockquote>"]})
    assert posts[0].text == ""
    assert [p.message for p in problems] == ["'html' is not words, so it is left out"]
