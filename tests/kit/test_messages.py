import pytest

from generator.kinds.campaign import Campaign
from generator.kinds.message import Message
from generator.kinds.share import ShareNetwork
from generator.kinds.text import Text
from generator.kit.messages import compose, hashtags_of, wording
from generator.kit.networks import NETWORKS

LINK = "https://example.org/act.html"
TAGS = ("MakeFacebookRed", "AleppoIsBurning")


def test_words_then_hashtags_then_the_link_each_on_a_line_of_its_own() -> None:
    made = compose(" Turn red.\n", TAGS, LINK, NETWORKS["whatsapp"])
    assert made.text == "Turn red.\n#MakeFacebookRed #AleppoIsBurning"
    assert made.message == f"{made.text}\n{LINK}"
    assert made.address.startswith("https://wa.me/?text=Turn%20red.%0A%23MakeFacebookRed%20%23")


def test_nothing_is_said_twice() -> None:
    words = f"See #makefacebookred: {LINK}"
    made = compose(words, (*TAGS, "aleppoisburning"), LINK, NETWORKS["x"])
    assert made.message == made.text == f"{words}\n#AleppoIsBurning"
    assert "url=" not in made.address


def test_a_longer_address_in_the_words_is_another_one() -> None:
    for more in ("l", "/deeper", "?a=b", "#part"):
        made = compose(f"See {LINK}{more}", (), LINK, NETWORKS["x"])
        assert made.message.endswith(f"\n{LINK}")
    assert compose(f"See {LINK}.", (), LINK, NETWORKS["x"]).message == f"See {LINK}."


def test_forms_that_take_only_the_link_get_it_even_if_the_words_hold_it() -> None:
    made = compose(f"See {LINK}", (), LINK, NETWORKS["facebook"])
    assert made.address.endswith("sharer.php?u=https%3A%2F%2Fexample.org%2Fact.html")
    assert made.message == f"See {LINK}"


@pytest.mark.parametrize(
    ("network", "line"),
    [
        ("x", "#A #B #C #D #E #F"),
        ("threads", "#A"),
        ("instagram", "#A #B #C #D #E"),
    ],
)
def test_a_network_that_takes_few_hashtags_gets_the_first(network: ShareNetwork, line: str) -> None:
    assert compose("Words", tuple("ABCDEF"), "", NETWORKS[network]).text == f"Words\n{line}"


def test_hashtags_in_the_words_take_the_room_of_others() -> None:
    assert compose("Words #Z", ("A",), "", NETWORKS["threads"]).text == "Words #Z"


def test_counts_include_hashtags_and_the_link_as_the_network_counts_it() -> None:
    expected = {"x": 8 + 1 + 33 + 1 + 23, "mastodon": 66, "bluesky": 8 + 1 + 33 + 1 + len(LINK)}
    for network, used in expected.items():
        made = compose("Turn red", TAGS, LINK, NETWORKS[network])  # type: ignore[index]
        assert made.count.used == used


def test_where_a_title_is_taken_it_is_counted_and_the_words_serve_without_one() -> None:
    made = compose("Turn\nred", TAGS, LINK, NETWORKS["reddit"], title="A page")
    assert (made.title, made.count.used, made.count.limit) == ("A page", 6, 300)
    assert made.address.endswith("&title=A%20page")
    assert compose("Turn\nred", TAGS, LINK, NETWORKS["reddit"]).title == "Turn red"


def test_without_words_hashtags_and_link_remain() -> None:
    assert compose("", ("A",), LINK, NETWORKS["x"]).message == f"#A\n{LINK}"
    assert compose("Words", (), "", NETWORKS["x"]).message == "Words"


def a_message(**networks: Text) -> Message:
    text = Text({"en": "general", "ar": "عام"}, "en")
    return Message(id="m", text=text, networks=networks)


def test_words_in_the_right_language_come_before_those_for_the_right_network() -> None:
    message = a_message(x=Text({"en": "short"}, "en"))
    assert wording(message, "x", "en") == ("short", "en")
    assert wording(message, "x", "ar") == ("عام", "ar")
    assert wording(message, "bluesky", "en") == ("general", "en")
    assert wording(message, "x", "fr") == ("short", "en")
    assert wording(message, "bluesky", "fr") == ("general", "en")


def test_a_message_without_hashtags_gets_the_campaigns() -> None:
    campaign = Campaign(title="T", hashtags={"en": ["A"], "ar": ["ب"]}, languages=["en", "ar"])
    assert hashtags_of(a_message(), campaign, "ar") == ("ب",)
    own = Message(id="m", text=Text({"en": "w"}, "en"), hashtags=("C",))
    assert hashtags_of(own, campaign, "ar") == ("C",)
