from __future__ import annotations

from io import BytesIO

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph
from hypothesis import given
from hypothesis import strategies as st

from generator import default_templates
from generator.kit.glyphs import Face, FontError, missing, read_face

FONTS = sorted((default_templates() / "kit" / "fonts").glob("*.ttf"))
SMALL = FONTS[-1].read_bytes()


@pytest.mark.parametrize("file", FONTS, ids=lambda file: file.stem)
def test_a_face_holds_what_fonttools_finds(file) -> None:
    face, told = read_face(file.read_bytes()), TTFont(file)
    assert face.characters == set(told.getBestCmap())
    assert face.family == told["name"].getBestFamilyName()


def made(characters: dict[int, str], *, wide: bool) -> bytes:
    """A font with empty glyphs; with `wide`, its map is of format 12 besides format 4."""
    builder = FontBuilder(1000)
    names = [".notdef", *dict.fromkeys(characters.values())]
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(characters)
    builder.setupGlyf({name: Glyph() for name in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (500, 0)))
    builder.setupHorizontalHeader()
    builder.setupNameTable({"familyName": "Small", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    if not wide:
        tables = builder.font["cmap"].tables
        builder.font["cmap"].tables = [table for table in tables if table.format == 4]
    stream = BytesIO()
    builder.save(stream)
    return stream.getvalue()


@given(st.sets(st.integers(0x20, 0xFFFD), min_size=1, max_size=40), st.booleans())
def test_both_forms_of_a_map_are_read(codes: set[int], shared: bool) -> None:
    data = made({code: "g" if shared else f"g{code}" for code in codes}, wide=False)
    assert read_face(data) == Face("Small", frozenset(codes))


def test_characters_beyond_the_first_plane_are_read() -> None:
    codes = {0x41, 0x1F525, 0x10FFFF}
    data = made({code: f"g{code}" for code in codes}, wide=True)
    assert read_face(data).characters == codes


@given(st.integers(0, 4000), st.binary(max_size=8), st.integers(0, len(SMALL)))
def test_a_damaged_font_is_read_or_refused(at: int, junk: bytes, end: int) -> None:
    hurt = (SMALL[:at] + junk + SMALL[at + len(junk) :])[:end]
    try:
        face = read_face(hurt)
    except FontError:
        return
    assert max(face.characters, default=0) <= 0x10FFFF


@given(st.binary(max_size=200))
def test_no_bytes_are_more_than_refused(junk: bytes) -> None:
    with pytest.raises(FontError):
        read_face(b"\0\1\0\0" + junk)


def test_a_huge_map_is_refused_at_once() -> None:
    groups = b"".join(
        (0).to_bytes(4, "big") + (0x10FFFF).to_bytes(4, "big") + (1).to_bytes(4, "big")
        for _ in range(2000)
    )
    body = b"\0\x0c\0\0" + (16 + len(groups)).to_bytes(4, "big") + bytes(4)
    cmap = b"\0\0\0\1" + b"\0\3\0\x0a" + (12).to_bytes(4, "big")
    cmap += body + (2000).to_bytes(4, "big") + groups
    name = bytes(6)
    head = b"\0\1\0\0\0\2" + bytes(6)
    start = len(head) + 32
    rows = [(b"cmap", start, len(cmap)), (b"name", start + len(cmap), len(name))]
    table = b"".join(
        tag + bytes(4) + at.to_bytes(4, "big") + size.to_bytes(4, "big") for tag, at, size in rows
    )
    with pytest.raises(FontError, match="out of order"):
        read_face(head + table + cmap + name)


def test_a_character_is_missing_where_one_style_of_each_family_lacks_it() -> None:
    regular, bold = Face("One", frozenset(map(ord, "abc"))), Face("One", frozenset(map(ord, "ab")))
    other = Face("Two", frozenset(map(ord, "d")))
    assert missing("abcdca\n\u2066", [regular, bold, other]) == "c"
    assert missing("", []) == ""
