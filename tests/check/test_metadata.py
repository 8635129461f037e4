"""What is found in picture files besides their pixels, each file built by hand around a real one."""

import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from generator.check.metadata import exif_tags, strip_check


def saved(form: str, **options) -> bytes:
    stream = BytesIO()
    Image.new("RGB", (24, 16), "#b3001b").save(stream, form, **options)
    return stream.getvalue()


def tiff(order: str = "<", gps: bool = True) -> bytes:
    """An EXIF block: orientation 6, software "abc", and if asked for a directory that says north."""
    mark = b"II*\0" if order == "<" else b"MM\0*"
    entries = [struct.pack(order + "HHIHH", 0x0112, 3, 1, 6, 0)]
    entries.append(struct.pack(order + "HHI4s", 0x0131, 2, 4, b"abc\0"))
    north = b""
    if gps:
        entries.append(struct.pack(order + "HHII", 0x8825, 4, 1, 50))
        north = struct.pack(order + "HHHI4sI", 1, 1, 2, 2, b"N\0\0\0", 0)
    head = mark + struct.pack(order + "IH", 8, len(entries))
    return head + b"".join(entries) + bytes(4) + north


def segment(marker: int, payload: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


def jpeg_with(marker: int, payload: bytes) -> bytes:
    return b"\xff\xd8" + segment(marker, payload) + saved("JPEG")[2:]


def png_with(name: bytes, payload: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(name + payload))
    chunk = struct.pack(">I", len(payload)) + name + payload + checksum
    plain = saved("PNG")
    return plain[:33] + chunk + plain[33:]


def gif_with(label: int, *parts: bytes) -> bytes:
    blocks = b"".join(bytes([len(part)]) + part for part in parts)
    return saved("GIF")[:-1] + b"!" + bytes([label]) + blocks + b"\0;"


def webp_with(name: bytes, payload: bytes) -> bytes:
    padded = payload + bytes(len(payload) % 2)
    body = saved("WEBP")[8:] + name + struct.pack("<I", len(payload)) + padded
    return b"RIFF" + struct.pack("<I", len(body)) + body


XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>Amina Example</dc:creator></x:xmpmeta>'
XMP_GPS = XMP.replace(b"dc:creator", b"exif:GPSLatitude")
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP", "AVIF"])
@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
def test_a_picture_of_nothing_but_pixels_has_no_metadata(form, mode):
    if (form, mode) == ("JPEG", "RGBA"):
        mode = "CMYK"
    stream = BytesIO()
    Image.new(mode, (24, 16)).save(stream, form)
    assert strip_check(stream.getvalue()) == ()


@pytest.mark.parametrize(
    ("data", "names"),
    [
        (jpeg_with(0xE1, b"Exif\0\0" + tiff(gps=False)), ("EXIF",)),
        (jpeg_with(0xE1, b"Exif\0\0" + tiff()), ("EXIF", "GPS")),
        (jpeg_with(0xE1, b"Exif\0\0" + tiff(">")), ("EXIF", "GPS")),
        (jpeg_with(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP), ("XMP",)),
        (jpeg_with(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP_GPS), ("XMP", "GPS")),
        (jpeg_with(0xE1, b"http://ns.adobe.com/xmp/extension/\0" + XMP), ("XMP",)),
        (jpeg_with(0xED, b"Photoshop 3.0\x008BIM"), ("IPTC/Photoshop",)),
        (jpeg_with(0xE2, b"ICC_PROFILE\0\1\1" + SRGB), ("ICC",)),
        (jpeg_with(0xE2, b"MPF\0II*\0"), ("further pictures",)),
        (jpeg_with(0xFE, b"seen by Amina"), ("JPEG comment",)),
        (jpeg_with(0xE0, b"JFIF\0\1\1\0\0\1\0\1\1\1abc"), ("thumbnail",)),
        (jpeg_with(0xE5, b"something"), ("JPEG block 'APP5'",)),
        (png_with(b"tEXt", b"Author\0Amina"), ("PNG text",)),
        (png_with(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP_GPS), ("XMP", "GPS")),
        (png_with(b"zTXt", b"Raw profile type exif\0\0x"), ("EXIF",)),
        (png_with(b"zTXt", b"Raw profile type iptc\0\0x"), ("IPTC/Photoshop",)),
        (png_with(b"tIME", b"\x07\xe0\4\x1e\1\2\3"), ("PNG time",)),
        (png_with(b"eXIf", tiff()), ("EXIF", "GPS")),
        (png_with(b"iCCP", b"x\0\0"), ("ICC",)),
        (png_with(b"vpAg", b"x"), ("PNG block 'vpAg'",)),
        (gif_with(0xFE, b"Amina"), ("GIF comment",)),
        (gif_with(0x01, b"x" * 12, b"Amina"), ("GIF text",)),
        (gif_with(0xFF, b"XMP DataXMP", XMP), ("XMP",)),
        (gif_with(0xFF, b"ICCRGBG1012", b"x"), ("ICC",)),
        (gif_with(0xFF, b"NETSCAPE2.0", b"\1\0\0"), ()),
        (gif_with(0xFF, b"CAMERA__1.0", b"x"), ("GIF block 'APPLICATION'",)),
        (webp_with(b"EXIF", tiff()), ("EXIF", "GPS")),
        (webp_with(b"XMP ", XMP), ("XMP",)),
        (webp_with(b"ICCP", SRGB), ("ICC",)),
        (webp_with(b"junk", b"x"), ("WEBP block 'junk'",)),
        (saved("AVIF", exif=tiff()), ("EXIF", "GPS")),
        (saved("AVIF", exif=tiff(gps=False)), ("EXIF",)),
        (saved("AVIF", xmp=XMP), ("XMP",)),
        (saved("AVIF", icc_profile=SRGB), ("ICC",)),
    ],
)
def test_each_kind_of_metadata_is_named(data, names):
    assert strip_check(data) == names


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP"])
def test_bytes_behind_the_picture_are_reported(form):
    assert strip_check(saved(form) + b"x") == ("data after the picture's end",)


def test_what_cannot_be_followed_is_reported_and_not_passed():
    assert strip_check(b"%PDF-1.7") == ("unknown container",)
    assert strip_check(saved("JPEG")[:-2]) == ("broken container",)
    comment = jpeg_with(0xFE, b"x")[:-2]
    assert strip_check(comment) == ("JPEG comment", "broken container")


def test_exif_numbers_are_read_in_both_byte_orders():
    assert exif_tags(tiff("<")).items() >= {(0x0112, 6), (0x8825, 50)}
    assert exif_tags(b"Exif\0\0" + tiff(">")).items() >= {(0x0112, 6), (0x8825, 50)}


def test_exif_is_read_as_far_as_it_goes():
    assert exif_tags(tiff()[:25]) == {0x0112: 6}
    assert exif_tags(b"not TIFF") == {}
    assert exif_tags(b"II*\0\xff\xff\xff\xff") == {}


@given(st.binary(max_size=200))
def test_no_exif_block_raises(junk):
    tags = exif_tags(b"MM\0*\0\0\0\x08" + junk)
    assert all(0 <= tag <= 0xFFFF for tag in tags)
