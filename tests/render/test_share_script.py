"""What the share script reckons, called in Node as the page's script calls it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from hypothesis import given, settings
from hypothesis import strategies as st

import scripts
from generator.kit.networks import NETWORKS, Sharing, address

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"))


def answers(*calls: tuple[str, list[Any]]) -> list[Any]:
    return scripts.answers("share.js", *calls)


@settings(max_examples=5)
@given(st.lists(TEXT, min_size=60, max_size=60))
def test_texts_are_written_as_python_writes_them(texts: list[str]) -> None:
    texts.append("a b+c'(!)*~_.-/?#&=%25\n«حلب» 😀")
    assert answers(*(("quote", [text]) for text in texts)) == [quote(t, safe="") for t in texts]


def test_half_a_character_breaks_nothing() -> None:
    assert answers(("quote", ["a\ud800b"])) == ["a%EF%BF%BDb"]


@settings(max_examples=5)
@given(st.lists(TEXT.filter(str.strip), min_size=2, max_size=9))
def test_patterns_are_filled_as_python_fills_them(texts: list[str]) -> None:
    asked, wanted = [], []
    for text in texts:
        given = Sharing(text, "https://example.org/a?b#c", "A title & more")
        values = {"text": text, "link": given.link, "title": given.title, "message": given.message}
        for network in NETWORKS.values():
            pattern = network.pattern.replace("{chooser}", "../mastodon.html")
            asked.append(("fill", [pattern, values]))
            wanted.append(address(network, given, "../mastodon.html"))
    assert answers(*asked) == wanted


def test_what_is_missing_is_left_out_and_values_are_not_filled_again() -> None:
    assert answers(("fill", ["x?a={text}&b={other}", {"text": "{other}"}])) == [
        "x?a=%7Bother%7D&b="
    ]


def test_a_picture_takes_the_link_into_the_text() -> None:
    link = "https://example.org/"
    plain, pictured, bare, inside, linkless = answers(
        ("sheet", ["T", f"Words\n{link}", link, None]),
        ("sheet", ["T", f"Words\n{link}", link, "file"]),
        ("sheet", ["", f"Words\n{link}", link, None]),
        ("sheet", ["T", f"On {link} words", link, None]),
        ("sheet", ["T", "Words", "", None]),
    )
    assert plain == {"title": "T", "text": "Words", "url": link}
    assert pictured == {"title": "T", "text": f"Words\n{link}", "files": ["file"]}
    assert bare == {"text": "Words", "url": link}
    assert inside == {"title": "T", "text": f"On {link} words"}
    assert linkless == {"title": "T", "text": "Words"}
