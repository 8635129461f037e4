"""What is told of a picture from its header, and how everything else is refused."""

import hashlib
import struct
import subprocess
import sys
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from generator.problems import CODES, EnvironmentFault, Place, Problem
from generator.read.media import MOST_BYTES, Picture, inspect

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


def refused(found: Picture | Problem, code: str, words: str) -> Problem:
    assert isinstance(found, Problem)
    assert (found.code, found.place) == (code, PLACE)
    assert code in CODES
    assert words in found.message
    assert found.message.startswith("'media/")
    assert found.hint
    return found


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP"])
def test_a_picture_is_described(look, tmp_path, form):
    data = saved(form, (24, 16))
    assert look(data, "photo.bin") == Picture(
        path="media/photo.bin",
        file=tmp_path / "photo.bin",
        width=24,
        height=16,
        format=form,
        digest=hashlib.sha256(data).hexdigest(),
        animated=False,
        alpha=False,
        orientation=1,
        size=len(data),
    )


# What is refused


def svg(text: str) -> bytes:
    return text.encode()


@pytest.mark.parametrize(
    ("data", "words", "hint"),
    [
        (svg("<svg xmlns='http://www.w3.org/2000/svg'/>"), "SVG", "PNG"),
        (svg("\ufeff<?xml version='1.0'?>\n<!-- by Amina Example -->\n<svg/>"), "SVG", "PNG"),
        (svg("<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN'>"), "SVG", "PNG"),
        (svg("\n<!doctype html><title>x</title><svg></svg>"), "web page", "by itself"),
        (svg("<HTML><img src=x>"), "web page", "by itself"),
        (b"%PDF-1.7\n", "PDF", "PNG"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC", "JPEG"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "HEIC", "JPEG"),
        (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf", "AVIF", "JPEG"),
        (saved("AVIF"), "AVIF", "JPEG"),
        (saved("TIFF"), "TIFF", "JPEG"),
        (b"MM\0*\0\0\0\x08", "TIFF", "JPEG"),
        (saved("BMP"), "BMP", "PNG"),
        (saved("ICO"), "icon", "PNG"),
        (saved("JPEG2000"), "JPEG 2000", "JPEG"),
        (b"\xff\x0a\xfa\x7f", "JPEG XL", "JPEG"),
        (b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41", "video", "frame"),
        (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", "video", "frame"),
        (b"\x1a\x45\xdf\xa3\x01\0\0\0", "video", "frame"),
        (b"RIFF\0\0\1\0AVI LIST", "video", "frame"),
        (b"8BPS\0\1", "Photoshop", "export"),
        (b"PK\3\4\x14\0", "archive", "take the picture out"),
        (b"\x1f\x8b\x08\0", "archive", "take the picture out"),
        (b"%!PS-Adobe-3.0 EPSF-3.0", "PostScript", "PNG"),
        (b"version https://git-lfs.github.com/spec/v1\noid", "Git LFS", "git lfs pull"),
        (b"dear all, the photo is attached", "no picture that can be read", "JPEG"),
        (bytes(5000), "no picture that can be read", "JPEG"),
        (b"\x89PNG\n\x1a\n", "no picture that can be read", "JPEG"),
    ],
)
def test_each_foreign_format_is_named_with_a_way_out(look, data, words, hint):
    assert hint in refused(look(data, "photo.jpg"), "picture-format", words).hint


def test_an_empty_file_is_called_empty(look):
    refused(look(b""), "picture-broken", "is empty")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP"])
def test_a_file_cut_off_in_the_middle_is_broken(look, form):
    data = saved(form, (200, 100))
    refused(look(data[: len(data) // 2]), "picture-broken", "cut off")
    refused(look(data[:12]), "picture-broken", "cut off")


def test_a_jpeg_whose_end_stands_only_in_its_thumbnail_is_broken(look):
    thumbnail = b"\xff\xe1\x00\x06\xff\xd8\xff\xd9"
    data = b"\xff\xd8" + thumbnail + saved("JPEG", (200, 100))[2:]
    assert isinstance(look(data), Picture)
    refused(look(data[:-9]), "picture-broken", "cut off")


def png_header(width: int, height: int) -> bytes:
    payload = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    checksum = struct.pack(">I", zlib.crc32(b"IHDR" + payload))
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + payload + checksum


def huge_gif(width: int, height: int) -> bytes:
    data = bytearray(saved("GIF"))
    at = data.index(b",")
    data[at + 5 : at + 9] = struct.pack("<HH", width, height)
    return bytes(data)


def huge_jpeg(width: int, height: int) -> bytes:
    data = bytearray(saved("JPEG"))
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def huge_webp(width: int, height: int) -> bytes:
    data = bytearray(saved("WEBP", exif=exif(1)))
    at = data.index(b"VP8X")
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    data[at + 12 : at + 18] = sides
    return bytes(data)


BOMBS = {
    "png": png_header(30_000, 30_000),
    "gif": huge_gif(60_000, 15_000),
    "jpg": huge_jpeg(60_000, 15_000),
    "webp": huge_webp(16_383, 16_383),
}


@pytest.mark.parametrize("form", BOMBS)
def test_a_picture_of_countless_pixels_is_refused_by_its_header(look, form):
    refused(look(BOMBS[form]), "picture-too-large", "pixels, more than the")


def test_nothing_is_allocated_for_a_picture_that_is_too_large(tmp_path):
    for name, data in BOMBS.items():
        (tmp_path / f"bomb.{name}").write_bytes(data)
    script = """if True:
        import resource, sys
        from pathlib import Path
        from generator.problems import Place
        from generator.read.media import inspect
        resource.setrlimit(resource.RLIMIT_AS, (400_000_000, 400_000_000))
        for file in sorted(Path(sys.argv[1]).iterdir()):
            print(inspect(file, file.name, Place('x')).code)
    """
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["picture-too-large"] * len(BOMBS)


def test_the_limit_counts_pixels_and_each_side(look):
    assert look(saved("PNG", (8000, 5000), "1")).width == 8000
    refused(look(saved("PNG", (8001, 5000), "1")), "picture-too-large", "8,001 × 5,000 pixels")
    assert look(saved("PNG", (16_383, 1), "1")).width == 16_383
    refused(look(saved("PNG", (1, 16_384), "1")), "picture-too-large", "no side")


def test_a_file_of_too_many_bytes_is_refused_whatever_it_shows(look):
    data = saved("JPEG")
    assert look(data + bytes(MOST_BYTES - len(data))).width == 24
    problem = look(data + bytes(MOST_BYTES + 60_000 - len(data)))
    refused(problem, "picture-too-large", "25.1 MB, more than the 25 MB")


def test_a_large_video_is_called_a_video_and_not_only_large(look):
    refused(look(b"\0\0\0\x20ftypisom" + bytes(MOST_BYTES)), "picture-format", "video")


def test_a_file_that_cannot_be_opened_is_the_machines_fault(tmp_path):
    with pytest.raises(EnvironmentFault, match=r"cannot read media/gone\.jpg"):
        inspect(tmp_path / "gone.jpg", "media/gone.jpg", PLACE)


def test_pillow_is_not_loaded(tmp_path):
    (tmp_path / "x.png").write_bytes(saved("PNG"))
    script = """if True:
        import sys
        from pathlib import Path
        from generator.problems import Place
        from generator.read.media import inspect
        assert inspect(Path(sys.argv[1]), 'x.png', Place('x')).width == 24
        print('PIL' in sys.modules)
    """
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "x.png")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "False"


STARTS = [b"", *(saved(form) for form in ("JPEG", "PNG", "GIF", "WEBP")), BOMBS["webp"]]


@given(start=st.sampled_from(STARTS), cut=st.integers(0, 900), junk=st.binary(max_size=60))
def test_no_file_raises(tmp_path_factory, start, cut, junk):
    file = Path(tmp_path_factory.mktemp("junk")) / "x"
    file.write_bytes(start[:cut] + junk + start[cut + len(junk) :])
    found = inspect(file, "media/x", PLACE)
    if isinstance(found, Problem):
        assert found.hint
    else:
        assert found.width > 0 < found.height
