import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.kit.hashtags import hashtags_in


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("#AleppoIsBurning now", ["AleppoIsBurning"]),
        ("(#A_b, #c2.)", ["A_b", "c2"]),
        ("#حلب_تحترق، #حَلَب", ["حلب_تحترق", "حَلَب"]),
        ("#می‌خواهم", ["می‌خواهم"]),
        ("＃アレッポ", ["アレッポ"]),
        ("C# and a#b and ##x", []),
        ("https://example.org/#top see #Top", ["Top"]),
        ("example.org/#top", []),
        ("&#39; #", []),
        ("#a\u200c ", ["a"]),
        ("press #️⃣1", []),
    ],
)
def test_hashtags_are_found_as_networks_find_them(text: str, words: list[str]) -> None:
    assert [tag.word for tag in hashtags_in(text)] == words


@given(st.text(alphabet="#＃aح ./&\u200c-_'7"))
def test_a_hashtag_stands_where_it_is_said_to(text: str) -> None:
    for tag in hashtags_in(text):
        assert text[tag.start] in "#＃"
        assert text[tag.start + 1 : tag.end] == tag.word
