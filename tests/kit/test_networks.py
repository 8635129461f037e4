from datetime import date
from typing import get_args
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.kinds.share import DEFAULT_NETWORKS, ShareNetwork
from generator.kit.networks import NETWORKS, Network, Sharing, address, pattern

CHOOSER = "../mastodon.html"
SHARED = Sharing(
    "ألوّن صورتي (بالأحمر)؟ 100% & more + 'x'\n#MakeFacebookRed #حلب_تحترق",
    "https://example.org/ar/act.html?a=1&b=2#top",
    "لوّنوا فيسبوك بالأحمر",
)

# The forms as their sources give them, apart from the table that is tested.
SOURCED = {
    "x": "https://x.com/intent/tweet",
    "facebook": "https://www.facebook.com/sharer/sharer.php",
    "whatsapp": "https://wa.me/",
    "telegram": "https://t.me/share/url",
    "bluesky": "https://bsky.app/intent/compose",
    "mastodon": CHOOSER,
    "threads": "https://www.threads.com/intent/post",
    "linkedin": "https://www.linkedin.com/sharing/share-offsite/",
    "reddit": "https://www.reddit.com/submit",
    "line": "https://social-plugins.line.me/lineit/share",
    "vk": "https://vk.com/share.php",
    "ok": "https://connect.ok.ru/offer",
    "viber": "viber://forward",
    "threema": "threema://compose",
    "email": "mailto:",
    "sms": "sms:",
}
# Which parameters each takes, and what stands in them.
TAKES = {
    "x": {"text": "text", "url": "link"},
    "facebook": {"u": "link"},
    "whatsapp": {"text": "message"},
    "telegram": {"url": "link", "text": "text"},
    "bluesky": {"text": "message"},
    "mastodon": {"text": "message"},
    "threads": {"text": "text", "url": "link"},
    "linkedin": {"url": "link"},
    "reddit": {"url": "link", "title": "title"},
    "line": {"url": "link", "text": "text"},
    "vk": {"url": "link", "title": "title"},
    "ok": {"url": "link", "title": "title"},
    "viber": {"text": "message"},
    "threema": {"text": "message"},
    "email": {"subject": "title", "body": "message"},
    "sms": {"body": "message"},
}


def parameters(found: str) -> tuple[str, dict[str, str]]:
    """What an address opens, and what it fills in, read as the other side reads it."""
    opens, sign, rest = found.partition("#" if found.startswith(CHOOSER) else "?")
    assert sign
    pairs = [part.partition("=") for part in rest.split("&") if part]
    return opens, {name: unquote(value, errors="strict") for name, _, value in pairs}


def test_every_network_of_site_yaml_is_in_the_table_in_their_order() -> None:
    assert tuple(NETWORKS) == get_args(ShareNetwork)
    assert set(DEFAULT_NETWORKS) <= set(NETWORKS)


@pytest.mark.parametrize("name", NETWORKS)
def test_addresses_are_those_of_the_sources_and_hold_the_words_byte_for_byte(name: str) -> None:
    found = address(NETWORKS[name], SHARED, CHOOSER)
    if name not in SOURCED:
        assert found == ""
        return
    opens, given_ = parameters(found)
    said = {key: getattr(SHARED, part) for key, part in TAKES[name].items()}
    if name == "email":
        said = {key: value.replace("\n", "\r\n") for key, value in said.items()}
    assert opens == SOURCED[name]
    assert given_ == said


TEXTS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\r"), min_size=1)


@pytest.mark.parametrize("name", SOURCED)
@given(text=TEXTS, link=TEXTS, title=TEXTS)
def test_any_words_come_back_as_they_were(name: str, text: str, link: str, title: str) -> None:
    shared = Sharing(text, link, title)
    found = address(NETWORKS[name], shared, CHOOSER)
    assert found.isascii()
    assert " " not in found
    assert "+" not in found
    _, given_ = parameters(found)
    for key, part in TAKES[name].items():
        assert given_[key].replace("\r\n", "\n") == getattr(shared, part)


@pytest.mark.parametrize("name", sorted(set(SOURCED) - {"mastodon", "email", "sms"}))
def test_browsers_read_the_same_from_them(name: str) -> None:
    query = dict(parse_qsl(urlsplit(address(NETWORKS[name], SHARED)).query, strict_parsing=True))
    assert query == {key: getattr(SHARED, part) for key, part in TAKES[name].items()}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("x", "https://x.com/intent/tweet?text=a%20b"),
        ("facebook", ""),
        ("whatsapp", "https://wa.me/?text=a%20b"),
        ("telegram", "https://t.me/share/url?url=a%20b"),
        ("threads", "https://www.threads.com/intent/post?text=a%20b"),
        ("linkedin", ""),
        ("reddit", ""),
        ("line", "https://line.me/R/share?text=a%20b"),
        ("vk", ""),
        ("ok", ""),
        ("email", "mailto:?body=a%20b"),
        ("sms", "sms:?&body=a%20b"),
    ],
)
def test_without_a_link_nothing_is_empty(name: str, expected: str) -> None:
    assert address(NETWORKS[name], Sharing("a b")) == expected


def test_a_link_alone_is_passed_on_too() -> None:
    alone = Sharing("", "https://example.org/")
    assert address(NETWORKS["x"], alone).endswith("/intent/tweet?url=https%3A%2F%2Fexample.org%2F")
    assert address(NETWORKS["whatsapp"], alone).endswith("?text=https%3A%2F%2Fexample.org%2F")


def test_without_a_chooser_there_is_no_way_to_mastodon() -> None:
    assert address(NETWORKS["mastodon"], SHARED) == ""
    assert pattern(NETWORKS["mastodon"], SHARED, "m.html") == "m.html#text={message}"


def test_a_pattern_has_only_what_there_is_to_fill_in() -> None:
    x = NETWORKS["x"]
    assert pattern(x, SHARED) == x.pattern
    assert pattern(x, Sharing("a")) == "https://x.com/intent/tweet?text={text}"


def test_a_brace_in_the_words_is_no_placeholder() -> None:
    assert address(NETWORKS["whatsapp"], Sharing("{link}")) == "https://wa.me/?text=%7Blink%7D"


def test_honest_help_is_for_those_that_take_no_words() -> None:
    helped = {network.id for network in NETWORKS.values() if network.helped}
    assert helped == {"facebook", "signal", "instagram", "tiktok", "linkedin"}
    assert {n.id for n in NETWORKS.values() if n.app} == {"viber", "threema", "sms"}


@pytest.mark.parametrize("network", NETWORKS.values(), ids=NETWORKS)
def test_every_fact_says_where_and_when_it_was_read(network: Network) -> None:
    assert network.facts
    for fact in network.facts:
        assert date.fromisoformat(fact.read) <= date(2026, 11, 21)
        assert fact.what
        assert fact.source
        assert fact.source.startswith("https://") or fact.sure != "read"


def test_limits_are_told_by_a_fact() -> None:
    for network in NETWORKS.values():
        told = " ".join(fact.what for fact in network.facts).replace(",", "")
        for limit in network.limits:
            assert str(limit.most) in told, network.id
