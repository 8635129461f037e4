"""Size, transparency, frames and orientation, told as decoders would tell them."""

import struct
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from generator.problems import Place, Problem
from generator.read.media import Picture, inspect

PLACE = Place("content/index.md", 7, 3)


def saved(form: str, size=(24, 16), mode="RGB", **options) -> bytes:
    stream = BytesIO()
    Image.new(mode, size, 1).save(stream, form, **options)
    return stream.getvalue()


def exif(orientation: int) -> Image.Exif:
    block = Image.Exif()
    block[0x0112] = orientation
    return block


@pytest.fixture
def look(tmp_path):
    def look(data: bytes, name: str = "x.jpg") -> Picture | Problem:
        file = tmp_path / name
        file.write_bytes(data)
        return inspect(file, f"media/{name}", PLACE)

    return look


@pytest.mark.parametrize(
    ("form", "options"),
    [
        ("JPEG", {"progressive": True}),
        ("JPEG", {"restart_marker_rows": 1}),
        ("PNG", {}),
        ("GIF", {"interlace": True}),
        ("WEBP", {}),
        ("WEBP", {"lossless": True}),
        ("WEBP", {"exif": exif(1)}),
    ],
)
@given(size=st.tuples(st.integers(1, 400), st.integers(1, 400)))
def test_the_size_is_the_one_that_pillow_sees(tmp_path_factory, form, options, size):
    data = saved(form, size, **options)
    file = tmp_path_factory.mktemp("sizes") / "x"
    file.write_bytes(data)
    found = inspect(file, "media/x", PLACE)
    assert (found.width, found.height) == Image.open(BytesIO(data)).size == size


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_sides_are_those_of_the_upright_picture(look, form, orientation):
    found = look(saved(form, (24, 16), exif=exif(orientation)))
    assert found.orientation == orientation
    assert (found.width, found.height) == ((24, 16) if orientation < 5 else (16, 24))


@pytest.mark.parametrize("orientation", [0, 9, 700])
def test_an_orientation_that_does_not_exist_is_none(look, orientation):
    found = look(saved("JPEG", exif=exif(orientation)))
    assert (found.width, found.height, found.orientation) == (24, 16, 1)


@pytest.mark.parametrize(
    ("form", "mode", "options", "alpha"),
    [
        ("PNG", "RGB", {}, False),
        ("PNG", "RGBA", {}, True),
        ("PNG", "LA", {}, True),
        ("PNG", "P", {}, False),
        ("PNG", "P", {"transparency": 0}, True),
        ("PNG", "L", {"transparency": 0}, True),
        ("PNG", "I;16", {}, False),
        ("PNG", "1", {}, False),
        ("GIF", "P", {}, False),
        ("GIF", "P", {"transparency": 1}, True),
        ("WEBP", "RGB", {}, False),
        ("WEBP", "RGBA", {}, True),
        ("WEBP", "RGBA", {"lossless": True}, True),
        ("WEBP", "RGBA", {"exif": exif(1)}, True),
        ("JPEG", "CMYK", {}, False),
        ("JPEG", "L", {}, False),
    ],
)
def test_pixels_that_can_be_seen_through_are_told_from_the_header(look, form, mode, options, alpha):
    assert look(saved(form, mode=mode, **options)).alpha is alpha


def frames(form: str, count: int) -> bytes:
    first, *rest = [Image.new("RGB", (24, 16), (n * 40, 0, 0)) for n in range(count)]
    stream = BytesIO()
    first.save(stream, form, save_all=True, append_images=rest, duration=100)
    return stream.getvalue()


@pytest.mark.parametrize("form", ["GIF", "PNG", "WEBP"])
def test_an_animation_is_told_from_a_still_picture(look, form):
    assert look(frames(form, 3)).animated
    assert not look(frames(form, 1)).animated


def test_a_gif_frame_may_reach_beyond_the_canvas_as_decoders_let_it(look):
    data = bytearray(saved("GIF", (24, 16)))
    data[6:10] = struct.pack("<HH", 3, 20)
    found = look(bytes(data))
    assert (found.width, found.height) == Image.open(BytesIO(data)).size == (24, 20)


def test_a_phones_jpeg_with_a_second_picture_behind_it_is_a_jpeg(look):
    stream = BytesIO()
    pages = [Image.new("RGB", (24, 16)), Image.new("RGB", (12, 8))]
    pages[0].save(stream, "MPO", save_all=True, append_images=pages[1:])
    found = look(stream.getvalue())
    assert (found.format, found.width, found.animated) == ("JPEG", 24, False)


def test_a_picture_of_no_pixels_is_broken(look):
    data = bytearray(saved("GIF"))
    data[6:10] = bytes(4)
    data[data.index(b",") + 5 : data.index(b",") + 9] = bytes(4)
    assert look(bytes(data)).code == "picture-broken"
