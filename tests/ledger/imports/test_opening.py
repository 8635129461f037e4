"""Bytes as text, and text as values with their places."""

import pytest

from generator.ledger.imports.opening import Lines, Number, pieces, text_of
from generator.ledger.record import ImportFault
from generator.problems import Place


def values(text: str) -> list[object]:
    return [piece.value for piece in pieces("a.json", text)]


def fault(text: str) -> ImportFault:
    with pytest.raises(ImportFault) as caught:
        values(text)
    return caught.value


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_encodings_that_windows_writes(encoding: str) -> None:
    assert text_of("a.json", '["كتاب 🌱"]'.encode(encoding)) == '["كتاب 🌱"]'


def test_latin_1_is_refused_with_its_place() -> None:
    with pytest.raises(ImportFault) as caught:
        text_of("a.json", '[\n  "كتاب", "café"]'.encode().replace("é".encode(), b"\xe9"))
    assert caught.value.problem.code == "encoding"
    assert caught.value.problem.place == Place("a.json", 2, 15)
    assert caught.value.problem.message == "byte 0xe9 is not UTF-8"


def test_half_a_file_of_utf_16_is_refused() -> None:
    with pytest.raises(ImportFault) as caught:
        text_of("a.json", "[1]".encode("utf-16")[:-1])
    assert caught.value.problem.code == "encoding"


@pytest.mark.parametrize(
    ("data", "what"), [(b"PK\x03\x04..", "zip"), (b"%PDF-1.7", "PDF"), (b"\x89PNG\r\n", "picture")]
)
def test_what_is_no_text_is_named(data: bytes, what: str) -> None:
    with pytest.raises(ImportFault) as caught:
        text_of("a", data)
    assert caught.value.problem.code == "import-unknown"
    assert what in caught.value.problem.message


def test_large_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.ledger.imports.opening.MAX_BYTES", 4)
    with pytest.raises(ImportFault) as caught:
        text_of("a", b"[1,2]")
    assert caught.value.problem.code == "too-long"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("[]", []),
        ("[1, {}]", [Number("1"), {}]),
        ('window.YTD.tweets.part0 = [ {"a": 1} ];\n', [{"a": Number("1")}]),
        ("const a = {};", [{}]),
        ('{"a": 1}\n{"b": 2}\n', [{"a": Number("1")}, {"b": Number("2")}]),
        ("\n\r\n[\r\n1\r\n]\r\n", [Number("1")]),
        ("[NaN, -Infinity, 1e999]", [Number("NaN"), Number("-Infinity"), Number("1e999")]),
        ("[" + "9" * 10_000 + "]", [Number("9" * 10_000)]),
        ("<p>", ["<p>"]),
        ("  ", []),
        ("", []),
    ],
)
def test_values(text: str, read: list[object]) -> None:
    assert values(text) == read


def test_values_have_places() -> None:
    text = 'a = [\n  {"x": 1},\n\n  {"y": "كتاب"}, {}\n]'
    assert [str(piece.place) for piece in pieces("t.js", text)] == [
        "t.js:2:3",
        "t.js:4:3",
        "t.js:4:18",
    ]
    assert {piece.label for piece in pieces("t.js", text)} == {"a"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[1, 2", "a.json:1:6"),
        ("[1 2]", "a.json:1:3"),
        ("[1,]", "a.json:1:4"),
        ('{"a": \n "b', "a.json:2:2"),
        ("{'a': 1}", "a.json:1:2"),
        ("[1] and more", "a.json:1:5"),
        ("{} ]", "a.json:1:4"),
    ],
)
def test_broken_json_is_refused_with_its_place(text: str, place: str) -> None:
    problem = fault(text).problem
    assert problem.code == "import-syntax"
    assert str(problem.place) == place


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "[" * 5000 + "]" * 5000])
def test_deep_nesting_is_refused(text: str) -> None:
    assert fault(text).problem.message == "the values are nested too deeply"


def test_lines_are_counted_from_one_offset_to_the_next() -> None:
    lines = Lines("a", "ab\ncd\n\ne")
    assert [str(lines.place(offset)) for offset in (0, 4, 7)] == ["a:1:1", "a:2:2", "a:4:1"]
