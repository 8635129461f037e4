"""QR codes: read back by another decoder, with quiet zone and words."""

from __future__ import annotations

import io
from xml.etree import ElementTree

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from generator.kit import qr
from generator.render import pixels

ADDRESSES = [
    "https://campaign.example.org/",
    "https://campaign.example.org/ar/%D8%A7%D9%84%D9%85%D8%B7%D8%A7%D9%84%D8%A8.html",
    "https://example.org/" + "a" * 300,
]


def read(png: bytes) -> str:
    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(png)).convert("L"))
    return str(found.text)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_code_leads_where_it_was_made_for(address: str) -> None:
    assert read(pixels.bilevel(qr.squares(address), 600)) == address


@settings(max_examples=30)
@given(st.text(st.characters(codec="ascii", categories=["L", "N", "P"]), min_size=1, max_size=120))
def test_any_text_can_be_read_back(text: str) -> None:
    assert read(pixels.bilevel(qr.squares(text), 600)) == text


def test_four_light_modules_lie_around_the_code() -> None:
    rows = qr.squares(ADDRESSES[0])
    side = len(rows)
    assert {len(row) for row in rows} == {side}
    edges = [*rows[:4], *rows[-4:], *(row[:4] + row[-4:] for row in rows)]
    assert not any(any(edge) for edge in edges)
    assert rows[4][4] == 1


def drawn_by(svg: str) -> list[bytes]:
    """The modules that an SVG's path draws."""
    root = ElementTree.fromstring(svg)
    side = int(root.get("viewBox", "").split()[2])
    rows = [bytearray(side) for _ in range(side)]
    path = root.findall("{*}path")[1].get("d", "")
    for run in path.split("M")[1:]:
        start, _, rest = run.partition("h")
        column, row = map(int, start.split())
        for at in range(column, column + int(rest.partition("v")[0])):
            rows[row][at] = 1
    return [bytes(row) for row in rows]


def test_the_svg_draws_the_same_modules() -> None:
    for address in ADDRESSES:
        assert drawn_by(qr.svg(address, inline=False)) == qr.squares(address)


def test_an_inline_code_has_a_name_and_no_style() -> None:
    svg = qr.svg(ADDRESSES[0], 'A code "for" <us>')
    assert 'role="img" aria-label="A code &quot;for&quot; &lt;us&gt;"' in svg
    assert "style" not in svg
    assert 'aria-hidden="true"' in qr.svg(ADDRESSES[0])


def test_words_stand_below_the_code_and_no_wider() -> None:
    words = "campaign.example.org/" + "long" * 20
    root = ElementTree.fromstring(qr.svg(ADDRESSES[0], words=words, inline=False))
    (text,) = root.findall("{*}text")
    _, _, width, height = map(float, root.get("viewBox", "").split())
    assert text.text == words
    assert width < float(text.get("y", "0")) + 4 <= height + 4
    assert float(text.get("textLength", "0")) <= width - 8


@pytest.mark.parametrize("text", ["", "x" * 2332, "ا" * 1166])
def test_what_no_code_can_hold_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="2,331"):
        qr.squares(text)


def test_the_longest_text_fits() -> None:
    assert len(qr.squares("x" * qr.LONGEST)) == 177 + 8
