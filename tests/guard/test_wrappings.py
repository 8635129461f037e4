"""What a file is wrapped in hides nothing from the guard: archives, pictures, PDF, data in text."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath
from urllib.parse import quote

import pytest

from generator.guard import Guard, Leak
from generator.guard.needles import needles
from generator.guard.search import NOTHING, Search
from generator.model import Hidden, Output, Places
from generator.read import read
from guard.people import forty
from guard.wrappings import CLOSED, WRAPPINGS, zipped
from sites import small_site

PEOPLE = {person.number: person for person in forty()}
SHOWN = {"Latin": PEOPLE[21], "Arabic": PEOPLE[27], "Cyrillic": PEOPLE[28]}
NAMES = {"Latin": "Lucía Muestrarez", "Arabic": "رندة التخيّلوي", "Cyrillic": "Фёдор Придумкин"}
HARMLESS = "Nobody at all, لا أحد, никто"
PDF = Path(__file__).parent / "files" / "names.pdf"


def hidden(number: int) -> list[Hidden]:
    person = PEOPLE[number]
    values = (("name", person.name), ("handle", person.handle))
    return [Hidden(what, value, person.id, (), Places("posts.yaml")) for what, value in values]


def search_for(*numbers: int) -> Search:
    return Search(
        needles([value for number in numbers for value in hidden(number)], frozenset())[0]
    )


SEARCH = search_for(21, 27, 28, 24, 29, 30)


def told(path: str, data: bytes) -> set[str]:
    """The posts whose hidden values are found in a file."""
    look = SEARCH.look(Output(PurePosixPath(path), data))
    assert not look.closed
    return {SEARCH.needles[number].hidden.post for number in look.found}


@pytest.mark.parametrize("script", SHOWN)
@pytest.mark.parametrize("wrapping", WRAPPINGS)
def test_a_wrapped_name_is_found(wrapping: str, script: str) -> None:
    path, wrap = WRAPPINGS[wrapping]
    assert told(path, wrap(NAMES[script])) == {SHOWN[script].id}


@pytest.mark.parametrize("wrapping", WRAPPINGS)
def test_a_wrapped_harmless_text_is_not(wrapping: str) -> None:
    path, wrap = WRAPPINGS[wrapping]
    assert SEARCH.look(Output(PurePosixPath(path), wrap(HARMLESS))) == NOTHING


@pytest.mark.parametrize("path", ["a/{}.png", "{}/a.html", "a/{}", "tags/{}.html"])
@pytest.mark.parametrize("script", SHOWN)
def test_a_name_in_the_name_of_a_file_is_found(path: str, script: str) -> None:
    for name in (NAMES[script], NAMES[script].replace(" ", "-").lower(), quote(NAMES[script])):
        assert told(path.format(name), b"nothing") == {SHOWN[script].id}


def test_signs_of_two_halves_are_read() -> None:
    """JSON writes letters beyond U+FFFF as two escapes."""
    bold = "".join(chr(0x1D400 + ord(char) - 65) for char in "MUESTRAREZ")
    assert "\\ud835" in json.dumps(bold)
    assert told("a.json", json.dumps(bold).encode()) == {SHOWN["Latin"].id}


# ------------------------------------------------------------------ a printed PDF


@pytest.mark.parametrize(
    ("number", "where"),
    [
        (21, "in a line"),
        (27, "in Arabic, from right to left"),
        (28, "in Cyrillic"),
        (24, "with letters spread out"),
        (29, "in the address of a link"),
        (30, "in the title"),
    ],
)
def test_a_name_in_a_printed_pdf_is_found(number: int, where: str) -> None:
    assert search_for(number).look(Output(PurePosixPath("a.pdf"), PDF.read_bytes())).found, where


def test_who_is_not_in_a_printed_pdf_is_not_found() -> None:
    absent = search_for(22, 23, 25, 26)
    assert absent.look(Output(PurePosixPath("a.pdf"), PDF.read_bytes())) == NOTHING


@pytest.mark.parametrize("name", CLOSED)
def test_what_cannot_be_searched_is_said(tmp_path: Path, name: str) -> None:
    path, data = CLOSED[name]
    reading, _ = read(small_site(tmp_path, {}).root)
    assert reading is not None
    outputs = [Output(PurePosixPath("fine.txt"), b"fine"), Output(PurePosixPath(path), data)]
    with pytest.raises(Leak) as caught:
        list(Guard(SEARCH.needles, reading).watch(outputs, map))
    assert [problem.code for problem in caught.value.problems] == ["unsearchable"]
    assert caught.value.problems[0].place.path == f"output/{path}"


def test_a_site_that_hides_nobody_may_hold_what_cannot_be_searched(tmp_path: Path) -> None:
    reading, _ = read(small_site(tmp_path, {}).root)
    assert reading is not None
    outputs = [Output(PurePosixPath(path), data) for path, data in CLOSED.values()]
    assert list(Guard([], reading).watch(outputs, map)) == outputs


def test_a_leak_names_the_output_and_not_the_value(tmp_path: Path) -> None:
    reading, _ = read(small_site(tmp_path, {}).root)
    assert reading is not None
    name = NAMES["Latin"]
    output = Output(PurePosixPath("kit/kit-en.zip"), zipped(f"{name}.txt", name.encode()))
    with pytest.raises(Leak) as caught:
        list(Guard(SEARCH.needles, reading).watch([output], map))
    for problem in caught.value.problems:
        assert (problem.code, problem.place.path) == ("hidden-value", "output/kit/kit-en.zip")
        assert "kit/kit-en.zip" in problem.message
        assert SHOWN["Latin"].id in problem.message
        assert "uestrarez" not in f"{problem.message}{problem.hint}".casefold()
