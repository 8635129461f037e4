"""The blocks of picture files: where they begin and end, and what is said of a broken file."""

import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from generator.check.containers import END, MalformedError, blocks, container


def saved(form: str, size=(24, 16), mode="RGB", **options) -> bytes:
    stream = BytesIO()
    Image.new(mode, size, "#b3001b").save(stream, form, **options)
    return stream.getvalue()


def chunk(name: bytes, payload: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(name + payload))
    return struct.pack(">I", len(payload)) + name + payload + checksum


SAMPLES = {
    "JPEG": saved("JPEG"),
    "PNG": saved("PNG"),
    "GIF": saved("GIF"),
    "WEBP": saved("WEBP"),
    "AVIF": saved("AVIF"),
}


@pytest.mark.parametrize("form", SAMPLES)
def test_a_format_is_known_by_its_first_bytes(form):
    assert container(SAMPLES[form][:12]) == form


@pytest.mark.parametrize(
    "data", [b"", b"RIFF0000WAVE", b"GIF88a", b"plain text", b"\0\0\0\x18ftypheic"]
)
def test_other_files_are_no_container(data):
    assert container(data) is None
    with pytest.raises(MalformedError, match="not a picture file"):
        list(blocks(data))


@pytest.mark.parametrize(
    ("form", "names"),
    [
        ("JPEG", ["APP0", "DQT", "DQT", "SOF", "DHT", "DHT", "DHT", "DHT", "SOS", END]),
        ("PNG", ["IHDR", "IDAT", "IEND", END]),
        ("GIF", ["HEADER", "IMAGE", END]),
        ("WEBP", ["VP8 ", END]),
    ],
)
def test_blocks_come_in_the_order_of_the_file(form, names):
    assert [block.name for block in blocks(SAMPLES[form])] == names


def test_boxes_within_boxes_are_found():
    names = [block.name for block in blocks(SAMPLES["AVIF"])]
    assert names[0] == "ftyp"
    assert {"infe", "ispe", "av1C", "mdat"} <= set(names)
    assert names[-1] == END


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP"])
def test_what_stands_behind_the_picture_is_the_content_of_the_last_block(form):
    *_, last = blocks(SAMPLES[form] + b"hidden")
    assert last == (END, b"hidden")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_file_cut_off_anywhere_is_malformed(form):
    data = SAMPLES[form]
    # AVIF has no end of its own: cut exactly between two boxes, the rest is still well made.
    between = {data.index(name) - 4 for name in (b"meta", b"mdat")} if form == "AVIF" else set()
    for length in set(range(16, len(data))) - between:
        with pytest.raises(MalformedError):
            list(blocks(data[:length]))


def test_a_gif_may_lack_its_closing_byte_but_no_more():
    data = SAMPLES["GIF"]
    assert [block.name for block in blocks(data[:-1])] == ["HEADER", "IMAGE", END]
    for length in range(6, len(data) - 1):
        with pytest.raises(MalformedError):
            list(blocks(data[:length]))


def test_a_jpeg_comment_between_two_scans_is_found():
    data = saved("JPEG", progressive=True)
    second = data.index(b"\xff\xda", data.index(b"\xff\xda") + 2)
    data = data[:second] + b"\xff\xfe\x00\x07Amina" + data[second:]
    assert (("COM", b"Amina")) in list(blocks(data))


def test_a_thumbnail_inside_a_segment_does_not_end_the_picture():
    segment = b"\xff\xe1\x00\x0a" + b"\xff\xd8\xff\xd9\xff\xda\x00\x00"
    names = [block.name for block in blocks(b"\xff\xd8" + segment + SAMPLES["JPEG"][2:])]
    assert names[0] == "APP1"
    assert "SOF" in names


def test_a_wrong_checksum_breaks_a_png_after_its_block_was_told():
    data = bytearray(SAMPLES["PNG"])
    data[20] ^= 1
    found = blocks(bytes(data))
    assert next(found).name == "IHDR"
    with pytest.raises(MalformedError, match="checksum"):
        next(found)


def test_a_file_of_countless_empty_blocks_is_refused():
    many = SAMPLES["PNG"][:33] + chunk(b"teSt", b"") * 200_001 + chunk(b"IEND", b"")
    with pytest.raises(MalformedError, match="too many"):
        list(blocks(many))


def test_boxes_nested_without_end_are_refused():
    inner = b""
    for _ in range(2000):
        inner = struct.pack(">I4sI", 12 + len(inner), b"meta", 0) + inner
    with pytest.raises(MalformedError):
        list(blocks(SAMPLES["AVIF"][:12] + b"\0" * 20 + inner))


@given(form=st.sampled_from(sorted(SAMPLES)), data=st.data())
def test_a_damaged_file_raises_nothing_but_malformed(form, data):
    damaged = bytearray(SAMPLES[form])
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    try:
        names = [block.name for block in blocks(bytes(damaged))]
    except MalformedError:
        return
    assert names[-1] == END
