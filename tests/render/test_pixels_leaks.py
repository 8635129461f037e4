"""Nothing is in a variant but pixels, whatever its picture came with; exiftool is the witness."""

import json
import shutil
import struct
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from generator.check.metadata import strip_check
from generator.problems import Place
from generator.read.media import Picture, inspect
from generator.render.pictures import encode, encode_all, variants

NAME, CITY = "Amina Example", "Riverside"
ICC = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def plain(size: tuple[int, int]) -> Image.Image:
    return Image.linear_gradient("L").resize(size).convert("RGB")


@pytest.fixture
def stored(tmp_path):
    def stored(data: bytes) -> Picture:
        file = tmp_path / "x"
        file.write_bytes(data)
        found = inspect(file, "media/x", Place("content/index.md"))
        assert isinstance(found, Picture)
        return found

    return stored


def leaky_exif() -> bytes:
    """EXIF with camera, orientation 6, a position, and a thumbnail, as a phone writes it."""
    stream = BytesIO()
    plain((32, 24)).save(stream, "JPEG", comment=NAME)
    thumbnail = stream.getvalue()
    make, gps, second = 8 + 2 + 3 * 12 + 4, 80, 180
    ifd0 = struct.pack("<H", 3)
    ifd0 += struct.pack("<HHII", 0x010F, 2, len(NAME) + 1, make)
    ifd0 += struct.pack("<HHIHH", 0x0112, 3, 1, 6, 0)
    ifd0 += struct.pack("<HHII", 0x8825, 4, 1, gps) + struct.pack("<I", second)
    position = struct.pack("<HHHI4s", 2, 1, 2, 2, b"N\0\0\0")
    position += struct.pack("<HHIII", 2, 5, 3, gps + 30, 0)
    position += struct.pack("<6I", 36, 1, 12, 1, 30, 1)
    ifd1 = struct.pack("<HHHII", 2, 0x0201, 4, 1, second + 30)
    ifd1 += struct.pack("<HHIII", 0x0202, 4, 1, len(thumbnail), 0)
    block = (b"II*\0" + struct.pack("<I", 8) + ifd0).ljust(make, b"\0") + NAME.encode()
    block = (block.ljust(gps, b"\0") + position).ljust(second, b"\0") + ifd1
    return block.ljust(second + 30, b"\0") + thumbnail


XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    f'exif:GPSLatitude="36,12.5N" dc:source="{NAME}"/></rdf:RDF></x:xmpmeta>'
).encode()


def iptc() -> bytes:
    """A Photoshop block with an IPTC record: by-line and city (IIM 4.2, datasets 2:80 and 2:90)."""
    record = b"".join(
        struct.pack(">BBBH", 0x1C, 2, number, len(text)) + text.encode()
        for number, text in ((80, NAME), (90, CITY))
    )
    body = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(record)) + record + bytes(len(record) % 2)
    payload = b"Photoshop 3.0\0" + body
    return struct.pack(">BBH", 0xFF, 0xED, len(payload) + 2) + payload


def leaky_jpeg() -> bytes:
    stream = BytesIO()
    options = {"exif": b"Exif\0\0" + leaky_exif(), "xmp": XMP, "comment": NAME, "icc_profile": ICC}
    plain((1200, 800)).save(stream, "JPEG", **options)
    data = stream.getvalue()
    return data[:2] + iptc() + data[2:] + b"\xff\xd8 a second picture of " + NAME.encode()


def leaky_png() -> bytes:
    texts = PngInfo()
    texts.add_text("Author", NAME)
    texts.add_itxt("XML:com.adobe.xmp", XMP.decode())
    texts.add(b"tIME", b"\x07\xe0\4\x1e\x09\x29\x00")
    stream = BytesIO()
    plain((600, 400)).save(stream, "PNG", pnginfo=texts, exif=leaky_exif(), icc_profile=ICC)
    return stream.getvalue()


def leaky_gif() -> bytes:
    stream = BytesIO()
    plain((600, 400)).save(stream, "GIF", comment=NAME)
    return stream.getvalue()


def leaky_webp() -> bytes:
    stream = BytesIO()
    options = {"exif": leaky_exif(), "xmp": XMP, "icc_profile": ICC}
    plain((600, 400)).save(stream, "WEBP", **options)
    return stream.getvalue()


LEAKY = {"JPEG": leaky_jpeg, "PNG": leaky_png, "GIF": leaky_gif, "WEBP": leaky_webp}


def every_format(found: Picture) -> list[tuple[str, bytes]]:
    done = [(variant.path.name, data) for variant, data in encode_all(found, variants(found))]
    return [
        *done,
        ("white.jpg", encode(found, 300, "JPEG")),
        ("plain.png", encode(found, 300, "PNG")),
    ]


@pytest.mark.parametrize("form", LEAKY)
def test_no_variant_holds_anything_but_pixels(stored, form):
    data = LEAKY[form]()
    assert strip_check(data), "the picture to start from must hold something"
    for name, written in every_format(stored(data)):
        assert strip_check(written) == (), name
        assert NAME.encode() not in written
        assert CITY.encode() not in written


def exiftool(folder: Path) -> list[dict[str, str]]:
    found = shutil.which("exiftool")
    assert found, "apt-get install libimage-exiftool-perl"
    done = subprocess.run(
        [found, "-json", "-G1", "-a", "-u", "-ee", str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


# Groups of exiftool that describe the file and its pixels, not who made them, where or when.
HARMLESS = {
    "SourceFile", "ExifTool", "System", "File", "JFIF", "PNG", "RIFF", "Composite", "QuickTime", "Meta",
}  # fmt: skip
HARMLESS_PNG = {
    "ImageWidth", "ImageHeight", "BitDepth", "ColorType", "Compression", "Filter", "Interlace",
}  # fmt: skip


def told(tags: dict[str, str]) -> set[str]:
    groups = {name for name in tags if name.split(":")[0] not in HARMLESS}
    texts = {name for name in tags if name.startswith("PNG:") and name[4:] not in HARMLESS_PNG}
    return groups | texts | {name for name in tags if "Comment" in name or "Trailer" in name}


def test_an_independent_witness_finds_nothing_either(stored, tmp_path):
    before, after = tmp_path / "before", tmp_path / "after"
    before.mkdir()
    after.mkdir()
    written = 0
    for form, make in LEAKY.items():
        (before / f"x.{form.lower()}").write_bytes(make())
        for name, data in every_format(stored(make())):
            (after / f"{form}-{name}").write_bytes(data)
            written += 1
    leaks = set.union(*map(told, exiftool(before)))
    assert {name.split(":")[0] for name in leaks} >= {"IFD0", "GPS", "IFD1", "IPTC", "ICC-header"}
    assert {"GPS:GPSLatitude", "File:Comment", "PNG:Author", "PNG:ModifyDate"} <= leaks
    assert any(name.startswith("XMP") for name in leaks)
    clean = exiftool(after)
    assert len(clean) == written
    assert {tags["SourceFile"]: told(tags) for tags in clean if told(tags)} == {}
    assert not any(NAME in str(value) for tags in clean for value in tags.values())
