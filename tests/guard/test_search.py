"""A hidden name is found behind every disguise and in every part of an output."""

from __future__ import annotations

import html
import json
import unicodedata
from collections.abc import Callable
from urllib.parse import quote

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.guard.search import NOTHING, Search
from guard.seeking import finds, looked, needles, search, sought

DISGUISES: dict[str, Callable[[str], str]] = {
    "none": lambda name: name,
    "HTML": html.escape,
    "decimal": lambda name: "".join(f"&#{ord(letter)};" for letter in name),
    "hexadecimal": lambda name: "".join(f"&#x{ord(letter):X};" for letter in name),
    "percent": quote,
    "percent twice": lambda name: quote(quote(name)),
    "JSON": json.dumps,
    "JSON in HTML": lambda name: html.escape(json.dumps(name)),
    "percent in JSON": lambda name: json.dumps(quote(name)),
    "NFC": lambda name: unicodedata.normalize("NFC", name),
    "NFD": lambda name: unicodedata.normalize("NFD", name),
    "upper case": str.upper,
    "lower case": str.lower,
    "invisible signs": "\u200b".join,
    "soft hyphens": "&shy;".join,
    "tags": "<wbr>".join,
    "a tag with an attribute": '<b class="x">'.join,
    "an attribute": lambda name: f'<img alt="{html.escape(name)}">',
    "cells": lambda name: f"<td>1</td><td>{html.escape(name)}</td><td>2</td>",
    "CSV": lambda name: f'1,"{name}",2',
    "file name": lambda name: f"/media/{quote(name)}.jpg",
    "underscores": lambda name: name.replace(" ", "_"),
    "lines": lambda name: name.replace(" ", "\n    "),
}

# Names as people have them: letters of one script, with or without marks, of one or two words.
SCRIPTS = [
    "abcdefghijklmnopqrstuvwxyzäöüßéèñçşığłøæ",
    "абвгдежзиклмнопрстуфхцчшщэюяёйії",
    "αβγδεζηθικλμνξοπρστυφχψωάέήίό",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "אבגדהוזחטיכלמנסעפצקרשת",
    "कखगघचछजझटठडढतथदधनपफबभमयरलवशसह",
    "กขคงจชซดตถทนบปพฟมยรลวสหอ",
    "가나다라마바사아자차카타파하김이박최",
]
NAMES = st.sampled_from(SCRIPTS).flatmap(
    lambda letters: st.lists(st.text(letters, min_size=4, max_size=10), min_size=1, max_size=2)
)


@given(NAMES, st.sampled_from(sorted(DISGUISES)))
def test_a_name_is_found_behind_any_disguise(words: list[str], disguise: str) -> None:
    name = " ".join(words).title()
    assume(not sought(name)[1])
    assert finds(name, f"<p>Said by {DISGUISES[disguise](name)} today.</p>")


@pytest.mark.parametrize("disguise", DISGUISES)
@pytest.mark.parametrize("name", ["Sami Lund", "أمينة مثال", "Łucja Żak", "山田太郎", "आमिना रीमा"])
def test_these_names_are_found_behind_each(name: str, disguise: str) -> None:
    assert finds(name, f"<p>Said by {DISGUISES[disguise](name)} today.</p>")


SEEKER = search("Amina Example", "أمينة مثال")


@given(st.text() | st.text("<>&#x;%u\\-\n\0amine ", max_size=60))
def test_every_text_can_be_searched(text: str) -> None:
    assert looked(SEEKER, text, "a.txt").closed == ""


@given(st.binary(), st.sampled_from(["a.html", "a.pdf", "a.zip", "a.ics", "a"]))
def test_every_file_can_be_searched(data: bytes, path: str) -> None:
    assert looked(Search(SEEKER.needles), data, path).found == ()


def test_the_path_of_an_output_is_searched() -> None:
    assert looked(SEEKER, b"", "voices/amina-example.html").found
    assert looked(SEEKER, b"", f"media/{quote('أمينة')}.jpg").found


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("#FreeLatif", "a.html"),
        ("<p>Say it: #freelatif<br>", "a.html"),
        ('{"text": "#FREELATIFNOW"}', "a.json"),
        ("text=Look%20%23FreeLatifNow", "a.html"),
        ("#free<wbr>latif", "a.html"),
        ("#أنقذوازبيدة", "a.html"),
        ("class=FreeLatifNow", "a.html"),
        ("#FreeZubqarm77", "a.html"),
        ("nothing", "kit/freezubaydah.ics"),
    ],
)
def test_a_name_within_a_hashtag_or_a_file_name_is_found(text: str, path: str) -> None:
    names = search("Latif", "Zubaydah", "زبيدة").needles
    handles = search("@zubqarm77", what="handle").needles
    assert looked(Search([*names, *handles]), text, path).found


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("relatifs, and a #relative", "a.html"),
        ('<a href="#normalatif">', "a.html"),
        ("notes.html#normalatif", "a.html"),
        ("nothing", "kit/relatif.html"),
        ("#Zub", "a.html"),
    ],
)
def test_letters_of_other_words_are_no_name(text: str, path: str) -> None:
    assert looked(search("Latif", "Zub"), text, path) == NOTHING


def test_what_is_spared_is_spared_in_hashtags_too() -> None:
    found, _ = sought("Latif", unguarded=("Latif",))
    assert looked(Search(found), "#FreeLatif") == NOTHING


def test_a_closed_file_says_why_and_what_its_name_tells() -> None:
    look = looked(SEEKER, b"PK\x03\x04", "amina-example.zip")
    assert look.found
    assert look.closed


def test_only_the_names_that_stand_there_are_found() -> None:
    seeker = search("Amina", "Karim", "Lucia")
    found = looked(seeker, "Karim met Lucia.").found
    assert {seeker.needles[number].hidden.value for number in found} == {"Karim", "Lucia"}


def test_nothing_sought_is_nothing_found() -> None:
    assert looked(search("Amina"), "Nobody is named here.") == NOTHING


HEAD = "<title>A page</title>\n<nav>Home\nVoices</nav>\n<main>\n"
FOOT = "\n</main>\n<footer>The end\nof it</footer>"


def test_what_pages_share_is_still_found_on_each() -> None:
    seeker = search("Amina Example")
    page = f"{HEAD}Amina Example{FOOT}"
    assert [bool(looked(seeker, page).found) for _ in range(3)] == [True, True, True]


def test_a_name_among_known_lines_is_found() -> None:
    seeker = search("Ann Lee")
    for words in ("Nobody", "Somebody", "Ann", "Lee"):
        assert looked(seeker, f"{HEAD}{words}{FOOT}") == NOTHING
    assert looked(seeker, f"{HEAD}Ann Lee{FOOT}").found
    assert looked(seeker, f"{HEAD}Ann\nLee{FOOT}").found
    assert looked(seeker, f"{HEAD}Ann\n<b>\nLee{FOOT}").found


def test_lines_known_from_clean_pages_make_a_name_together() -> None:
    seeker = search("Rose Grant", ordinary=("rose", "grant"))
    assert looked(seeker, "Rose\n<b>\n</b>\nand") == NOTHING
    assert looked(seeker, "and\n<b>\n</b>\nGrant") == NOTHING
    assert looked(seeker, "Rose\n<b>\n</b>\nGrant").found


def test_the_end_of_a_page_and_its_beginning_make_no_name() -> None:
    assert finds("ann_lee", "Ann\n<b>\nLee", "handle")
    assert not finds("ann_lee", "Lee\n<b>\nAnn", "handle")
    assert not finds("ann_lee", "<b>Lee</b><i>said</i><b>Ann</b>", "handle")


def test_needles_of_many_people_are_told_apart() -> None:
    people = [f"Person{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(100)]
    seeker = search(*people)
    found = looked(seeker, " ".join(people[::7])).found
    assert {seeker.needles[n].hidden.post for n in found} == set(people[::7])
    assert needles([], frozenset()) == ([], [])
