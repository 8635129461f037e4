from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import default_templates
from generator.kit.fonts import load_fonts
from generator.kit.isolates import without
from generator.kit.proof import proof
from generator.problems import Place, Problem

FONTS, _ = load_fonts([default_templates()])
PLACE = Place("content/share.yaml", 3, 7)


def proved(**values: Any) -> tuple[dict[str, Any], list[Problem]]:
    made, problems = proof(json.dumps(values), FONTS, PLACE)
    return json.loads(made), problems


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Look 🔥 here", "Look here"),
        ("Stop ✊🏽!", "Stop!"),
        ("👩‍👩‍👧‍👦 Together", "Together"),
        ("❤️ and ❤", "and"),
        ("Step 1️⃣", "Step 1"),
        ("🇸🇾 Syria 🏴󠁧󠁢󠁥󠁮󠁧󠁿", "Syria"),
        ("می‌خواهم", "می‌خواهم"),
        ("no emoji ", "no emoji "),
    ],
)
def test_emoji_are_left_out(before: str, after: str) -> None:
    values, problems = proved(words=before, dir="ltr", words_dir="rtl")
    assert values["words"] == after
    codes = [problem.code for problem in problems]
    assert codes == (["emoji-dropped"] if "🔥✊👩❤🇸" and _pictures(before) else [])


def _pictures(text: str) -> bool:
    return any(char in text for char in "🔥✊👩❤🇸")


def test_what_is_left_out_is_named_where_it_was_written() -> None:
    _, (note,) = proved(words="Look 🔥")
    assert note.place == PLACE
    assert note.message == "cards leave out '🔥' (U+1F525, fire): their fonts have no emoji"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("I ❤️ NY. We 👎 the sale", "I […] NY. We […] the sale"),
        ("❤️🌊", "[…]"),
        ("Stop ✊🏽!", "Stop […]!"),
        ("🇸🇾 👩‍👩‍👧 Here", "[…] Here"),
        ("Step 1️⃣", "Step 1"),
        ("لا👎للبيع", "لا […] للبيع"),
    ],
)
def test_what_is_left_out_of_a_quotation_leaves_a_mark(before: str, after: str) -> None:
    values, problems = proved(words=before, byline="Amina 🌊", verbatim=True)
    assert (without(values["words"]), values["byline"]) == (after, "Amina")
    assert [problem.hint for problem in problems] == [
        "nothing needs to be done: a quotation has […] in their place"
    ]


def test_words_proved_again_are_told_of_again() -> None:
    first, second = (proved(words="Look 🔥 字", byline="あ 🔥") for _ in range(2))
    assert first == second
    assert [problem.code for problem in second[1]] == ["emoji-dropped", "no-glyph"]
    assert "'字'" in second[1][1].message
    assert "'あ'" in second[1][1].message


def test_other_fonts_have_other_characters() -> None:
    text = json.dumps({"words": "سلام", "dir": "rtl"})
    latin = [font for font in FONTS if "Arabic" not in font.face.family]
    assert not proof(text, FONTS, PLACE)[1]
    assert [problem.code for problem in proof(text, latin, PLACE)[1]] == ["no-glyph"]


def test_characters_without_a_glyph_are_named() -> None:
    _, (error,) = proved(words="あ and あ 字", byline="字")
    assert error.code == "no-glyph"
    assert error.place == PLACE
    assert error.message == (
        "no font for cards has 'あ' (U+3042, hiragana letter a), "
        "'字' (U+5B57, cjk unified ideograph-5b57)"
    )


def test_many_characters_are_not_all_named() -> None:
    _, (error,) = proved(words="".join(chr(0x4E00 + n) for n in range(20)))
    assert error.message.endswith(" and 12 more")


def test_each_text_gets_isolates_by_its_own_direction() -> None:
    values, problems = proved(
        dir="rtl", words_dir="ltr", words="@amina حلب", byline="@amina حلب", asks=["@amina"]
    )
    assert not problems
    assert values["words"] == "@amina \u2068حلب\u2069"
    assert values["byline"] == "\u2066@amina\u2069 حلب"
    assert values["asks"] == ["\u2066@amina\u2069"]


def test_facts_and_spoken_words_have_no_isolates() -> None:
    given = {
        "dir": "rtl",
        "lang": "ar",
        "colours": {"field": "#b3001b"},
        "qr": "<svg>@</svg>",
        "title": "#SaveRiverside",
        "qr_alt": "example.org",
        "figures": [{"digits": "240", "what": "حلب"}],
        "w": 1080,
        "photo": False,
    }
    values, problems = proved(**given)
    assert values == given
    assert not problems


@given(st.text(), st.sampled_from(["ltr", "rtl"]))
def test_of_any_text_all_but_emoji_and_blanks_is_drawn(text: str, direction: str) -> None:
    values, problems = proved(words=text, dir=direction)
    assert {problem.code for problem in problems} <= {"emoji-dropped", "no-glyph"}
    drawn, written = ("".join(part.split()) for part in (without(values["words"]), without(text)))
    left = iter(written)
    assert all(char in left for char in drawn), "what is drawn was written, in the same order"
    if not _SIGNS.search(text):
        assert drawn == written


# What may be drawn as a sign or as an emoji, with what stands round emoji.
_SIGNS = re.compile(
    "[\u200d\u20e3\u2300-\u23ff\u2460-\u24ff\u2600-\u27bf\u2900-\u297f\u2b00-\u2bff"
    "\u3030\u303d\u3297\u3299\ufe0e\ufe0f\U0001f000-\U0001faff\U000e0020-\U000e007f]"
)
