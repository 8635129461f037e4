"""A PDF is read whole: pages, titles, attachments, and what earlier versions of it held."""

from __future__ import annotations

import io
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from generator.guard.contents import UnsearchableError
from generator.guard.pdf import pdf_texts

FONT = DictionaryObject(
    {
        NameObject("/Type"): NameObject("/Font"),
        NameObject("/Subtype"): NameObject("/Type1"),
        NameObject("/BaseFont"): NameObject("/Helvetica"),
    }
)


def written(writer: PdfWriter) -> bytes:
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def page_of(drawing: bytes) -> PdfWriter:
    """A PDF of one page with these drawing operators in it, packed."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    stream = DecodedStreamObject()
    stream.set_data(drawing)
    page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())
    fonts = DictionaryObject({NameObject("/F1"): writer._add_object(FONT)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    return writer


def saying(words: str) -> PdfWriter:
    return page_of(f"BT /F1 12 Tf 10 10 Td ({words}) Tj ET".encode())


def titled(words: str) -> PdfWriter:
    writer = saying("Hello")
    writer.add_metadata({"/Title": words})
    return writer


def attached(words: str) -> PdfWriter:
    writer = saying("Hello")
    writer.add_attachment("notes.txt", words.encode())
    return writer


def linked(words: str) -> PdfWriter:
    writer = saying("Hello")
    action = DictionaryObject(
        {NameObject("/URI"): TextStringObject(f"https://example.org/{words}")}
    )
    link = DictionaryObject({NameObject("/A"): action})
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(link)])
    return writer


def described(words: str) -> PdfWriter:
    digits = ("\ufeff" + words).encode("utf-16-be").hex().encode()
    return page_of(b"/Span <</ActualText <" + digits + b">>> BDC EMC")


def spread_out(words: str) -> PdfWriter:
    drawn = b"".join(b"(%c) Tj 30 0 Td " % ord(letter) for letter in words)
    return page_of(b"BT /F1 12 Tf 10 10 Td " + drawn + b"ET")


def nobody_refers_to(words: str) -> PdfWriter:
    writer = saying("Hello")
    writer._add_object(TextStringObject(words))
    return writer


MAKERS = [saying, titled, attached, linked, described, spread_out, nobody_refers_to]


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_a_name_is_read(make: object) -> None:
    assert callable(make)
    assert any("Amina" in text for text in pdf_texts(written(make("Amina"))))


def test_letters_from_right_to_left_are_read_in_both_directions() -> None:
    found = list(pdf_texts(written(saying("animA"))))
    assert any("Amina" in text for text in found)


def changed(data: bytes) -> bytes:
    """The PDF with its title taken out as many programs do it: by writing behind its end."""
    writer = PdfWriter(io.BytesIO(data), incremental=True)
    writer.add_metadata({"/Title": "Untitled"})
    return written(writer)


def test_what_an_earlier_version_held_is_read() -> None:
    data = changed(written(titled("\u0623\u0645\u064a\u0646\u0629")))
    assert data.count(b"%%EOF") == 2
    assert PdfReader(io.BytesIO(data)).metadata["/Title"] == "Untitled"  # type: ignore[index]
    assert any("أمينة" in text for text in pdf_texts(data))


def test_too_many_versions_are_closed() -> None:
    with pytest.raises(UnsearchableError, match="earlier versions"):
        list(pdf_texts(written(saying("Hello")) + b"%%EOF\n" * 30))


def locked() -> bytes:
    writer = saying("Amina")
    writer.encrypt("secret", algorithm="RC4-128")
    return written(writer)


def filtered(name: str) -> bytes:
    writer = saying("Amina")
    stream = StreamObject()
    stream._data = b"\0\1\2"
    stream[NameObject("/Filter")] = NameObject(name)
    writer._add_object(stream)
    return written(writer)


def in_a_circle() -> bytes:
    writer = saying("Amina")
    pages = writer._root_object["/Pages"].get_object()
    pages["/Kids"].append(pages.indirect_reference)  # type: ignore[union-attr,index]
    pages[NameObject("/Count")] = NumberObject(9)  # type: ignore[index]
    return written(writer)


BROKEN = {
    "locked": locked(),
    "of a filter nobody knows": filtered("/NoSuchDecode"),
    "of a filter with another name": filtered("/Fl"),
    "going round in a circle": in_a_circle(),
    "cut off": written(saying("Amina"))[:300],
    "empty": b"%PDF-1.7\n%%EOF",
}


@pytest.mark.parametrize("kind", BROKEN)
def test_what_cannot_be_read_is_closed(kind: str) -> None:
    with pytest.raises(UnsearchableError):
        list(pdf_texts(BROKEN[kind]))


def read_or_closed(data: bytes) -> str:
    try:
        return "\n".join(pdf_texts(data))
    except UnsearchableError as error:
        return str(error)


WHOLE = written(attached("Amina"))


@given(st.randoms(use_true_random=False))
def test_a_damaged_pdf_is_read_or_closed(random: Random) -> None:
    data = bytearray(WHOLE)
    for _ in range(random.randint(1, 12)):
        data[random.randrange(len(data))] = random.randrange(256)
    assert isinstance(read_or_closed(bytes(data)), str)
