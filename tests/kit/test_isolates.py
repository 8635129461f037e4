from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.kit.isolates import END, FIRST, LTR, RTL, isolate, without

# All signs between these two go from left to right.
FORCED = {0x202D: "→", 0x202C: ""}
CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
PARTS = st.sampled_from(
    [
        "حلب",
        "عبد اللطيف",
        "#حلب_تحترق",
        "@amina",
        "@amina@example.org",
        "#SaveRiverside",
        "https://example.org/a?b=c#d",
        "example.org/ar/",
        "amina@example.org",
        "12 km",
        "2016-05-07",
        "45%",
        "words",
        "،",
        ".",
        "(",
        ")",
        " ",
        "\n",
        "+49 30 123",
        "٠١١-٢٢٢",
    ]
)
TEXTS = st.lists(PARTS, max_size=12).map("".join) | st.text(
    st.characters(exclude_characters=CONTROLS)
)


def marked(text: str, direction: str) -> str:
    """The same with isolates as brackets that one can read."""
    table = {ord(LTR): "<", ord(RTL): "[", ord(FIRST): "{", ord(END): "|", **FORCED}
    return isolate(text, direction).translate(table)


@given(TEXTS, st.sampled_from(["ltr", "rtl"]))
def test_isolates_taken_away_leave_the_text(text: str, direction: str) -> None:
    assert without(isolate(text, direction)) == text


@given(TEXTS, st.sampled_from(["ltr", "rtl"]))
def test_isolates_are_balanced_and_not_in_one_another(text: str, direction: str) -> None:
    depth = 0
    for char in isolate(text, direction):
        depth += (char in (LTR, RTL, FIRST)) - (char == END)
        assert depth in (0, 1)
        assert not (depth and char == "\n")
    assert depth == 0


@given(TEXTS, st.sampled_from(["ltr", "rtl"]))
def test_what_has_isolates_is_left_as_it_is(text: str, direction: str) -> None:
    once = isolate(text, direction)
    if once != text:
        assert isolate(once, direction) == once


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("اسألوا @amina_example.", "اسألوا <@amina_example|."),
        ("(@amina)", "(<@amina|)"),
        ("حساب @amina@example.org اليوم", "حساب <@amina@example.org| اليوم"),
        ("#SaveRiverside، #احموا_النهر", "<#SaveRiverside|، #احموا_النهر"),
        ("#1 و #2016Now", "#1 و <#2016Now|"),
        ("زوروا https://example.org/ar/?a=(b).", "زوروا <https://example.org/ar/?a=(b|)."),
        ("على example.org/ar/، غدا", "على <example.org/ar/|، غدا"),
        ("amina@example.org", "<amina@example.org|"),
        ("قبل 2016-05-07", "قبل <2016-05-07|"),
        ("مسافة 12 km أو 3.5 GB", "مسافة <12 km| أو <3.5 GB|"),
        ("+49 30 123456", "<+49 30 123456|"),
        ("هاتف 011-222-3333 أو", "هاتف <011-222-3333| أو"),
        ("هاتف (011) 222 3333", "هاتف <(011) 222 3333|"),
        ("هاتف 011.222.3333.", "هاتف <011.222.3333|."),
        ("هاتف ٠١١-٢٢٢-٣٣٣٣", "هاتف <→٠١١-٢٢٢-٣٣٣٣|"),
        ("هاتف 555-222-3333", "هاتف <555-222-3333|"),
        ("يوم 30-04-2016 ظهرا", "يوم <30-04-2016| ظهرا"),
        ("يوم ٢٠١٦-٠٤-٣٠", "يوم <→٢٠١٦-٠٤-٣٠|"),
        ("في الأعوام 1890–2026", "في الأعوام 1890–2026"),
        ("بين 500-1000 شخص", "بين 500-1000 شخص"),
        ("نسبة 0.25 من 12.5", "نسبة 0.25 من 12.5"),
        ("في 2016 240 شخصا", "في 2016 240 شخصا"),
        ("نسبة 45% من 12,000", "نسبة 45% من 12,000"),
        ("ميزة Safety Check هنا", "ميزة Safety Check هنا"),
        ("", ""),
    ],
)
def test_in_right_to_left_text(text: str, shown: str) -> None:
    assert marked(text, "rtl") == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Latif (عبد اللطيف) 30 April", "Latif ({عبد اللطيف|) 30 April"),
        ("عبد الرحمن إسماعيل, 4 October", "{عبد الرحمن إسماعيل|, 4 October"),
        ("Use #حلب_تحترق today", "Use [#حلب_تحترق| today"),
        ("«قُتل 240 شخصًا»", "«{قُتل 240 شخصًا|»"),
        ("حلب and حمص", "{حلب| and {حمص|"),
        ("@amina #SaveRiverside example.org", "@amina #SaveRiverside example.org"),
    ],
)
def test_in_left_to_right_text(text: str, shown: str) -> None:
    assert marked(text, "ltr") == shown


def test_two_lines_are_two_runs() -> None:
    assert marked("حلب\nحمص", "ltr") == "{حلب|\n{حمص|"
