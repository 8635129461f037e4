import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.kit.counting import (
    Count,
    count,
    graphemes,
    mastodon,
    sms,
    threads,
    utf16,
    weights,
)
from generator.kit.networks import NETWORKS
from kit import reference

LINK = "https://makefacebookred.example.org/ar/take-action.html"

# (text, what X counts)
WEIGHED = [
    ("", 0),
    ("Turn red", 8),
    ("ألوّن صورتي", 11),
    ("ﺃﻟﻮﻥ", 8),  # the same letters as presentation forms
    ("ﷺ", 2),
    ("شلום Привет", 11),
    ("հայ ქარ አማ", 12),  # Ethiopic, from U+1200 on, counts twice
    ("日本語", 6),
    ("한국어", 6),
    ("한국어", 6),  # in single letters: composed before they are counted
    ("cafe\u0301", 4),
    ("e\u0301\u0331", 2),
    ("می\u200cخواهم", 8),
    ("ه\u200d", 2),
    ("\u200e", 2),
    ("\u200f", 2),
    ("\u2066a\u2069", 5),
    ("“a” – b…", 9),
    ("«حلب»", 5),
    # The edges of what counts once.
    ("\u10ff\u1100", 3),
    ("\u200d\u200e\u200f\u2010", 6),
    ("\u201f\u2020", 3),
    ("\u2031\u2032\u2037\u2038", 6),
    ("👍", 2),
    ("👍🏽", 2),
    ("👨‍👩‍👧‍👦", 2),
    ("👩🏽‍⚕️", 2),
    ("🏳️‍🌈", 2),
    ("🇸🇾🇱🇧", 4),
    ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2),
    ("1️⃣", 2),
    ("#️⃣", 2),
    ("❤️", 2),
    ("☝🏿", 2),
    ("a\r\nb", 3),
    (LINK, 23),
    (f"حلب\n{LINK}", 27),
    (f"حلب{LINK}", 26),
    (f"{LINK}حلب", 26),
    ("قالexample.comقال", 29),
    ("example.com and example.org", 51),
    ("https://example.org/حلب", 26),
    ("https://campaign.example/", 25),
    ("#AleppoIsBurning @facebook", 26),
]


@pytest.mark.parametrize(("text", "expected"), WEIGHED)
def test_x_counts_as_its_library_does(text: str, expected: int) -> None:
    assert count(text, NETWORKS["x"]).used == expected == reference.weight(text)


ATOMS = st.sampled_from(
    [text for text, _ in WEIGHED]
    + [" ", "\n", ".", "/", "حلب", "é", "\u0651", "\u200c", "😀", "👩🏻‍🚀", "👯‍♂️", "✌🏼"]
    + ["★", "\u2013", "ｗ", "𝐁", "①", "￼", "١٢٣", "€", "\u00ad", "#", "＃", "7", "*", "🇪 ", "🏴"]
)


@given(st.lists(ATOMS, max_size=12).map("".join))
def test_x_counts_anything_as_its_library_does(text: str) -> None:
    assert weights(text.replace("\r\n", "\n")) == reference.weight(text)


# What no emoji can be part of: letters, marks, punctuation and direction marks of all scripts.
PLAIN = st.characters(exclude_categories=("Cs", "So", "Sk", "Sm"), exclude_characters="\u20e3\r")


@given(st.text(PLAIN, max_size=60))
def test_x_counts_every_script_as_its_library_does(text: str) -> None:
    assert weights(text) == reference.weight(text)


@pytest.mark.parametrize(
    ("text", "ours", "theirs"),
    [
        # Its list of emoji is of 2019. X draws these, and says that every emoji counts 2.
        ("🏳️‍⚧️", 2, 7),
        ("🧑🏻‍❤️‍🧑🏿", 2, 8),
        ("❤️‍🔥", 2, 5),
        # Telephones put a selector behind these; its list has them without one alone.
        ("⌚️", 2, 4),
        ("⚡️", 2, 4),
        # Here ours is wrong: letters that are no country are no flag, and no emoji joins any other.
        # It has no list of those that do; keyboards offer no others.
        ("🇽🇽", 2, 4),
        ("👍\u200d👍", 2, 5),
    ],
)
def test_where_the_library_is_behind_x_itself(text: str, ours: int, theirs: int) -> None:
    assert weights(text) == ours
    assert reference.weight(text) == theirs


@given(st.text(max_size=40))
def test_composing_first_changes_no_count_of_x(text: str) -> None:
    assert weights(text) == weights(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("abc", 3),
        ("ألوّن", 4),
        ("👨‍👩‍👧‍👦🇸🇾", 2),
        ("cafe\u0301", 4),
        ("क्षि", 1),
        ("\u200fحلب", 4),
        ("a\nb", 3),
    ],
)
def test_graphemes_are_what_readers_count(text: str, expected: int) -> None:
    assert graphemes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"a {LINK}", 25),
        ("a https://example.org/حلب", 25),
        ("example.org", 11),
        ("@amina@example.social thanks", 13),
        ("@amina", 6),
        ("👨‍👩‍👧‍👦", 1),
        ("amina@example.org", 17),
    ],
)
def test_mastodon_shortens_links_and_mentions(text: str, expected: int) -> None:
    assert mastodon(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("abc", 3), ("حلب", 3), ("👍", 4), ("👨‍👩‍👧‍👦", 25), ("a❤️", 7), ("12 #3", 5), ("日本", 2)],
)
def test_threads_counts_the_bytes_of_emoji(text: str, expected: int) -> None:
    assert threads(text) == expected


def test_units_of_sixteen_bits() -> None:
    assert [utf16(text) for text in ("a", "حلب", "👍", "𝐁old")] == [1, 3, 2, 5]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Count(0, 160)),
        ("a" * 160, Count(160, 160)),
        ("a" * 161, Count(161, 306, parts=2)),
        ("a" * 307, Count(307, 459, parts=3)),
        ("€" * 80, Count(160, 160)),
        ("€" * 81, Count(162, 306, parts=2)),
        ("ح" * 70, Count(70, 70)),
        ("a" * 70 + "ح", Count(71, 134, parts=2)),
        ("ح" * 135, Count(135, 201, parts=3)),
        ("é ñ à Ω Δ [x]", Count(15, 160)),
        ("ç", Count(1, 70)),  # the alphabet has the capital letter alone
        ("👍" * 35, Count(70, 70)),
        # 67 units hold 33 emoji, and half of the next one fits nowhere.
        ("👍" * 67, Count(134, 201, parts=3)),
        # The escape sign and its letter stay together.
        ("a" * 152 + "€" * 77, Count(306, 459, parts=3)),
    ],
)
def test_text_messages_and_their_parts(text: str, expected: Count) -> None:
    assert sms(text) == expected
    assert count(text, NETWORKS["sms"]) == expected


@given(st.text(max_size=400))
def test_a_text_message_always_has_room_for_its_text(text: str) -> None:
    found = sms(text)
    assert found.over == 0
    assert found.limit in (160, 70) if found.parts == 1 else True


def test_of_two_limits_the_nearer_one_is_told() -> None:
    bluesky = NETWORKS["bluesky"]
    assert count("ح" * 301, bluesky) == Count(301, 300)
    families = "👨‍👩‍👧‍👦" * 150
    assert count(families, bluesky) == Count(3750, 3000, "bytes")
    assert count(families, bluesky).over == 750


def test_where_nobody_sets_a_limit_nothing_is_too_long() -> None:
    found = count("ح" * 10_000, NETWORKS["whatsapp"])
    assert found == Count(10_000, None)
    assert found.over == 0


def test_networks_that_count_characters_agree_with_or_without_a_limit() -> None:
    text = "👨‍👩‍👧‍👦 حلب\u0651"
    used = {count(text, NETWORKS[name]).used for name in ("whatsapp", "telegram", "signal")}
    assert used == {len(text)}


@pytest.mark.parametrize("network", NETWORKS.values(), ids=NETWORKS)
@given(text=st.text(max_size=50))
def test_every_rule_measures_anything(network: object, text: str) -> None:
    found = count(text, network)  # type: ignore[arg-type]
    assert found.used >= 0
    assert (found.used == 0) == (text == "")
