"""X's own archive, and answers of its interfaces."""

import pytest

from generator.ledger.imports import Account
from generator.ledger.record import Attachment, Found
from ledger.imports.samples import codes, load, parsed, read

AMINA = Account("@amina_example", "Amina Example")
DOOR = Found(
    network="x",
    url="https://twitter.com/amina_example/status/726435237491380225",
    handle="@amina_example",
    name="Amina Example",
    text="المكتبة & الحديقة مفتوحتان 🌱 https://library.example.org/open?day=1&copy=2\n\n1 < 2 #المكتبة",
    posted="2016-04-30T15:37:11Z",
    lang="ar",
    attachments=(
        Attachment("https://pbs.example.org/media/door.jpg", "باب المكتبة مفتوح"),
        Attachment("https://pbs.example.org/media/shelf.jpg"),
    ),
)


def tweet(**more: object) -> dict[str, object]:
    return {"id_str": "726435237491380225", "full_text": "Words", **more}


def test_an_archive_gives_its_own_posts_and_tells_of_retweets() -> None:
    posts, problems = read("tweets.js", account=AMINA)
    assert posts[0] == DOOR
    assert posts[1] == Found(
        network="x",
        url="https://twitter.com/amina_example/status/726697670898356225",
        handle="@amina_example",
        name="Amina Example",
        text="👩‍👩‍👧 می‌خوانیم",
        posted="2016-05-01T09:00:00Z",
    )
    assert codes(problems) == ["import-shared"]
    assert str(problems[0].place) == "tweets.js:51:3"


def test_without_its_account_an_archive_has_no_names_and_this_is_told_once() -> None:
    posts, problems = read("tweets.js")
    assert posts[0].handle == ""
    assert posts[0].url == "https://twitter.com/i/web/status/726435237491380225"
    assert codes(problems) == ["import-shared", "import-author"]
    assert "account.js" in problems[1].hint


def test_an_answer_of_the_first_interface_names_its_author() -> None:
    posts, problems = read("tweet-v1.json", account=Account("@somebody"))
    assert posts == [
        Found(
            network="x",
            url="https://twitter.com/amina_example/status/726697670898356225",
            handle="@amina_example",
            name="Amina Example 🌱",
            text="Read along: https://library.example.org/",
            posted="2016-05-01T09:00:00Z",
            lang="en",
        )
    ]
    assert problems == []


def test_an_answer_of_the_second_interface_has_people_and_pictures_beside_it() -> None:
    posts, problems = read("tweet-v2.json")
    assert posts == [
        Found(
            network="x",
            url="https://twitter.com/amina_example/status/1666356613771956225",
            handle="@amina_example",
            name="Amina Example",
            text="Two pictures of the garden",
            posted="2023-06-07T08:09:10Z",
            lang="en",
            attachments=(
                Attachment("https://pbs.example.org/media/garden.jpg", "Beds with herbs"),
            ),
        )
    ]
    assert codes(problems) == ["import-shared"]


def test_an_author_beside_an_answer_is_not_guessed() -> None:
    value = load("tweet-v2.json")
    value["includes"]["users"][0]["id"] = "2"
    posts, _ = parsed(value)
    assert posts[0].handle == ""


def test_numbers_keep_all_their_digits() -> None:
    posts, _ = read("a.json", b'{"id": 726435237491380225, "text": "Words"}')
    assert posts[0].url.endswith("/726435237491380225")
    assert posts[0].posted == "2016-04-30T15:37:11Z"


def test_picture_addresses_stay_where_words_follow_them() -> None:
    media = {
        "media": [{"url": "https://t.co/Pic0000001", "media_url_https": "https://e.org/a.jpg"}]
    }
    posts, _ = parsed(tweet(full_text="See https://t.co/Pic0000001 here", entities=media))
    assert posts[0].text == "See https://t.co/Pic0000001 here"
    assert len(posts[0].attachments) == 1


def test_a_short_address_is_replaced_as_a_whole_only() -> None:
    urls = [{"url": "https://t.co/abc", "expanded_url": "https://a.example.org/"}]
    posts, _ = parsed(
        tweet(full_text="https://t.co/abcd https://t.co/abc", entities={"urls": urls})
    )
    assert posts[0].text == "https://t.co/abcd https://a.example.org/"


def test_what_is_behind_a_short_address_must_be_an_address() -> None:
    urls = [{"url": "https://t.co/abc", "expanded_url": "javascript:alert(1)"}]
    posts, _ = parsed(tweet(full_text="https://t.co/abc", entities={"urls": urls}))
    assert posts[0].text == "https://t.co/abc"


def test_deleted_posts_of_an_archive_are_told_as_such() -> None:
    data = b'window.YTD.deleted_tweets.part0 = [{"tweet": {"id_str": "20", "full_text": "Words"}}]'
    assert read("deleted-tweets.js", data)[0][0].state == "deleted"


@pytest.mark.parametrize(
    "more",
    [
        {"truncated": True},
        {"truncated": "true"},
        {"full_text": "w" * 200 + "…"},
    ],
)
def test_words_that_are_cut_off_are_told(more: dict[str, object]) -> None:
    assert "import-cut" in codes(parsed(tweet(**more))[1])


def test_the_long_form_of_a_post_wins() -> None:
    extended = {"full_text": "All of the words"}
    posts, problems = parsed(tweet(text="All of…", truncated=True, extended_tweet=extended))
    assert posts[0].text == "All of the words"
    assert "import-cut" not in codes(problems)


def test_posts_of_a_protected_account_are_told() -> None:
    user = {"screen_name": "amina_example", "protected": True}
    assert codes(parsed(tweet(user=user))[1]) == ["import-private"]
