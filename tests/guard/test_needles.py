"""What is searched for, what is not, and of which values it is said that nothing can guard them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.guard.folding import fold, plain
from generator.guard.search import Search
from guard.seeking import finds, hidden, looked, needles, sought

FOUND = [
    ("name", "Amina Example", "example, amina"),
    ("name", "Amina Example", "by Amina."),
    ("name", "Amina Example", "Amina's"),
    ("name", "Amina Example", "amina-example.html"),
    ("name", "Amina Example", "AminaExample"),
    ("name", "Amina Example", "A m i n a   E x a m p l e"),
    ("name", "Amina (Mimi) Example", "Mimi"),
    ("name", "Amina | أمينة", "لأمينة"),
    ("name", "أحمد", "وأحمد"),
    ("name", "أحمد", "والأحمد"),
    ("name", "אברהם", "לאברהם"),
    ("name", "김민수", "김민수는"),
    ("name", "山田", "山田"),
    ("name", "Ann Lee", "ann lee"),
    ("name", "Ann Lee", "Lee, Ann"),
    ("name", "One Two Three Four", "Four Three Two One"),
    ("handle", "@sam_1", "https://example.org/sam-1"),
    ("handle", "@amina.writes", "amina_writes"),
    ("handle", "AminaWrites", "amina writes"),
    ("handle", "@amina@social.example.org", "ask @amina"),
    ("handle", "sam", "ask @sam"),
    ("handle", "sam", "https://example.org/sam?"),
    ("address", "https://x.com/amina/status/1234567890123456789", "1234567890123456789"),
    ("address", "https://t.me/some_channel/42", "t.me/some_channel/42"),
    ("address", "https://example.org/a/post?id=42", "https://m.example.org/a/post?id=42"),
    ("copy", "https://archive.ph/AbCdE", "archive.ph/AbCdE"),
    ("file", "media/shot-of-amina.png", "shot-of-amina.abc123.webp"),
    ("fingerprint", "0123456789abcdef" * 4, "0123456789ABCDEF" * 4),
    ("moment", "2026-01-05T12:34:56", "20260105T123456Z"),
    ("words", "They took my brother at night", "took my brother at night"),
    ("words", "They took him away", "“They took him away!”"),
]


@pytest.mark.parametrize(("what", "value", "text"), FOUND)
def test_it_is_found(what: str, value: str, text: str) -> None:
    assert finds(value, text, what)


LEFT_ALONE = [
    ("name", "Ann Lee", "annual leeks, planning"),
    ("name", "Ann Lee", "a. n. n. l. e. e."),
    ("name", "Sami", "the Samian Samiyah sesami"),
    ("name", "أحمد", "محمد"),
    ("name", "سالم", "الإسلام"),
    ("name", "حسين", "تحسين"),
    ("name", "Юлія", "Юлии"),
    ("name", "राम", "रीमा"),
    ("handle", "sam_1", "sample 1, sam 12, 1 sam"),
    ("handle", "sam", "sam, samples, /same, @samuel"),
    ("handle", "@amina@social.example.org", "social.example.org"),
    ("address", "https://x.com/i/status/1234567890123456789", "https://x.com/i/status/9"),
    ("fingerprint", "0123456789abcdef" * 4, "0123456789abcdef" * 3),
    ("moment", "2026-01-05T12:34:56", "2026-01-05, 12:34:57"),
    ("words", "They took my brother at night", "They took my sister at night"),
]


@pytest.mark.parametrize(("what", "value", "text"), LEFT_ALONE)
def test_harmless_text_is_left_alone(what: str, value: str, text: str) -> None:
    assert not finds(value, text, what)


@pytest.mark.parametrize(
    ("what", "value", "ordinary", "why"),
    [
        ("name", "Jo", (), "too short"),
        ("name", "علي", (), "too short"),
        ("name", "李", (), "too short"),
        ("name", "Hope Example", ("hope",), "an ordinary word"),
        ("handle", "sam", (), "too short"),
        ("handle", "freedom", ("freedom",), "an ordinary word"),
        ("words", "No!", (), "too short"),
    ],
)
def test_what_no_search_can_guard_is_told_once(
    what: str, value: str, ordinary: tuple[str, ...], why: str
) -> None:
    _, problems = sought(value, what, ordinary)
    assert [problem.code for problem in problems] == ["cannot-guard"]
    assert why in problems[0].message
    assert value.split()[0].casefold() not in f"{problems[0].message} {problems[0].hint}".split()
    assert problems[0].place.path == "content/posts/p1.yaml"


def test_the_rest_of_a_name_is_guarded_all_the_same() -> None:
    found, problems = sought("Hope Example", ordinary=("hope",))
    assert problems
    assert any(needle.stands_in("example") for needle in found)
    assert any(needle.stands_in("hope example") for needle in found)
    assert not any(needle.stands_in("there is hope") for needle in found)


def test_what_the_author_looked_for_is_not_told_again() -> None:
    assert sought("Jo Example", unguarded=("JO",))[1] == []
    assert sought("Jo Li Example", unguarded=("jo",))[1] != []


def test_one_form_is_sought_once_for_a_post() -> None:
    found, _ = needles([hidden("@amina"), hidden("Amina", "handle"), hidden("amina")], frozenset())
    assert sorted(needle.hidden.what for needle in found) == ["handle", "name"]


def test_nothing_is_sought_for_nothing() -> None:
    assert sought("") == ([], [])
    assert sought("", "words") == ([], [])


@pytest.mark.parametrize("what", ["name", "handle", "words", "file", "address"])
def test_a_value_of_many_words_gives_no_more_forms_than_words(what: str) -> None:
    found, _ = sought(" ".join(f"word{number}x" for number in range(300)), what)
    assert len(found) <= 303


WORD = st.text(
    st.characters(codec="utf-8", categories=("Lu", "Ll", "Lo", "Nd")), min_size=1, max_size=9
)


@given(st.lists(WORD, min_size=1, max_size=5), st.sampled_from(["name", "handle", "words", "file"]))
def test_what_is_sought_stands_in_the_value_itself(words: list[str], what: str) -> None:
    value = " ".join(words)
    if what == "file":
        value = f"media/{value}.jpg"
    found, problems = sought(value, what)
    assert any(needle.stands_in(fold(plain(value))) for needle in found) or problems or not found


@given(st.text(), st.sampled_from(["name", "handle", "words", "file", "address", "copy", "moment"]))
def test_every_value_can_be_sought(value: str, what: str) -> None:
    found, problems = sought(value, what)
    assert all(needle.squeezed for needle in found)
    assert {problem.code for problem in problems} <= {"cannot-guard"}


def spared_finds(value: str, text: str, what: str, *spared: str) -> bool:
    found, _ = sought(value, what, unguarded=spared)
    return bool(looked(Search(found), text).found)


@pytest.mark.parametrize(
    ("what", "spared", "text", "is_found"),
    [
        ("name", "Kathleen", "Kathleen came.", False),
        ("name", "Kathleen", "Kathleen Madeup wept.", True),
        ("name", "Kathleen Madeup", "Kathleen Madeup wept.", True),
        ("name", "Kathleen Madeup", "Madeup, Kathleen", True),
        ("handle", "kathleen", "Kathleen came.", False),
        ("handle", "kathleen", "As @kathleen said", True),
        ("handle", "kathleen", "https://x.com/kathleen", True),
        ("handle", "kathleen", "/voices/kathleen", False),
        ("words", "at the end of the day", "That is, at the end of the day, all.", False),
    ],
)
def test_what_is_spared_is_passed_over_and_no_more(
    what: str, spared: str, text: str, is_found: bool
) -> None:
    value = {"name": "Kathleen Madeup", "handle": "@kathleen", "words": "At the end of the day"}
    assert spared_finds(value[what], text, what, spared) is is_found


def test_who_shares_a_word_with_a_hidden_name_is_no_leak() -> None:
    shown = ["Ahmad Example", "The Amina Office", "Amina", "Madeup, Amina"]
    found, _ = needles([hidden("Amina Madeup")], frozenset(), (), shown)
    seeker = Search(found)
    assert not looked(seeker, "Ahmad Example and the-amina-office").found
    assert looked(seeker, "The Amina Office, and Amina").found
    assert looked(seeker, "Amina Madeup").found
    assert looked(seeker, "Madeup, Amina").found


@pytest.mark.parametrize(
    ("what", "value", "text"),
    [
        ("handle", "@fromaleppo", "Reports from Aleppo say so."),
        ("file", "media/hospital.png", "The hospital is closed. /hospital.html"),
        ("address", "https://www.facebook.com/groups/school", "The groups (school) wait"),
        ("words", "Stop this!", "Stop this!"),
    ],
)
def test_ordinary_prose_is_left_alone(what: str, value: str, text: str) -> None:
    assert not finds(value, text, what)
