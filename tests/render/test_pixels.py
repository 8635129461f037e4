"""Pixels after decoding and encoding: upright, the right colours, and nothing else in the file."""

import json
import shutil
import struct
import subprocess
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageOps
from PIL.PngImagePlugin import PngInfo

from generator.check.metadata import strip_check
from generator.problems import EnvironmentFault, Place
from generator.read.media import Picture, inspect
from generator.render.pictures import encode, encode_all, variants

RED, GREEN, BLUE, WHITE = (200, 20, 30), (20, 160, 60), (30, 40, 200), (255, 255, 255)


def quarters(size=(60, 40)) -> Image.Image:
    """Red and green above, blue and white below, so that every turn can be told."""
    image = Image.new("RGB", (2, 2))
    image.putdata([RED, GREEN, BLUE, WHITE])
    return image.resize(size, Image.Resampling.NEAREST)


@pytest.fixture
def stored(tmp_path):
    def stored(data: Image.Image | bytes, form: str = "PNG", **options) -> Picture:
        file = tmp_path / "x"
        if isinstance(data, bytes):
            file.write_bytes(data)
        else:
            data.save(file, form, **options)
        found = inspect(file, "media/x", Place("content/index.md"))
        assert isinstance(found, Picture), found
        return found

    return stored


def decoded(found: Picture, form: str = "PNG", width: int = 0) -> Image.Image:
    return Image.open(BytesIO(encode(found, width or found.width, form)))


def corners(image: Image.Image) -> list[tuple[int, ...]]:
    """The colours at a fifth from the upper left, upper right, lower left and lower right."""
    x, y = image.width // 5, image.height // 5
    return [
        image.getpixel((a, b)) for b in (y, image.height - 1 - y) for a in (x, image.width - 1 - x)
    ]


def near(got: tuple[int, ...], wanted: tuple[int, ...], tolerance: int = 6) -> bool:
    return len(got) == len(wanted) and all(
        abs(a - b) <= tolerance for a, b in zip(got, wanted, strict=True)
    )


def all_near(got, wanted, tolerance: int = 6) -> bool:
    return all(near(a, b, tolerance) for a, b in zip(got, wanted, strict=True))


# Upright


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_every_orientation_is_applied_as_pillow_would(stored, form, orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    stream = BytesIO()
    quarters().save(stream, form, exif=exif)
    expected = ImageOps.exif_transpose(Image.open(BytesIO(stream.getvalue())))
    got = decoded(stored(stream.getvalue()))
    assert got.size == expected.size
    assert max(ImageChops.difference(got, expected.convert("RGB")).getextrema())[1] < 60
    assert all_near(corners(got), corners(expected.convert("RGB")))


def test_a_phone_held_upright_gives_an_upright_picture(stored):
    exif = Image.Exif()
    exif[0x0112] = 6
    got = decoded(stored(quarters(), "JPEG", exif=exif, quality=95))
    assert got.size == (40, 60)
    assert all_near(corners(got), [BLUE, RED, WHITE, GREEN], 12)


@pytest.mark.parametrize("orientation", [1, 6])
def test_a_large_photo_is_scaled_without_losing_its_place(stored, orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    found = stored(quarters((4100, 2500)), "JPEG", exif=exif)
    assert (found.width, found.height) == ((4100, 2500) if orientation == 1 else (2500, 4100))
    got = decoded(found, "PNG", 480)
    assert got.size == (480, round(480 * found.height / found.width))
    upright = [RED, GREEN, BLUE, WHITE] if orientation == 1 else [BLUE, RED, WHITE, GREEN]
    assert all_near(corners(got), upright)


# Modes


def test_a_palette_with_transparency_keeps_both(stored):
    image = quarters().quantize(8)
    white = image.getpixel((59, 39))
    got = decoded(stored(image, transparency=white))
    assert got.mode == "RGBA"
    assert [pixel[3] for pixel in corners(got)] == [255, 255, 255, 0]
    assert all_near([pixel[:3] for pixel in corners(got)][:3], [RED, GREEN, BLUE])


def test_scaling_does_not_draw_the_colour_of_invisible_pixels_into_visible_ones(stored):
    image = Image.new("RGBA", (1000, 1000), (0, 255, 0, 0))
    image.paste((200, 20, 30, 255), (0, 0, 500, 1000))
    got = decoded(stored(image), "PNG", 480)
    pixels = [got.getpixel((x, 100)) for x in range(480)]
    assert all(near(pixel[:3], RED) for pixel in pixels if pixel[3] > 20)
    assert {pixel[3] for pixel in pixels} >= {0, 255}


@pytest.mark.parametrize(
    ("mode", "colour", "expected"),
    [
        ("1", 1, (255, 255, 255)),
        ("L", 90, (90, 90, 90)),
        ("LA", (90, 128), (90, 90, 90, 128)),
        ("RGB", RED, RED),
        ("RGBA", (*RED, 128), (*RED, 128)),
        ("I;16", 90 * 257, (90, 90, 90)),
    ],
)
def test_every_mode_of_png_keeps_its_colours(stored, mode, colour, expected):
    assert near(decoded(stored(Image.new(mode, (30, 20), colour))).getpixel((9, 9)), expected, 1)


def test_transparent_grey_and_transparent_colour_are_transparent(stored):
    grey = decoded(stored(Image.new("L", (30, 20), 90), transparency=90))
    colour = decoded(stored(Image.new("RGB", (30, 20), RED), transparency=RED))
    assert grey.getpixel((9, 9))[3] == colour.getpixel((9, 9))[3] == 0


def png16(colour: tuple[int, ...], kind: int) -> bytes:
    """A PNG of one row with 16 bits a channel, which Pillow cannot write in colour."""

    def chunk(name: bytes, payload: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(name + payload))
        return struct.pack(">I", len(payload)) + name + payload + checksum

    row = b"\0" + struct.pack(f">{len(colour)}H", *colour) * 4
    header = struct.pack(">IIBBBBB", 4, 1, 16, kind, 0, 0, 0)
    parts = [chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(row)), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize(
    ("kind", "colour", "expected"),
    [
        (0, (0x8080,), (128, 128, 128)),
        (2, (0xC8C8, 0x1414, 0x1E1E), RED),
        (4, (0x8080, 0x4040), (128, 128, 128, 64)),
        (6, (0xC8C8, 0x1414, 0x1E1E, 0x4040), (*RED, 64)),
    ],
)
def test_sixteen_bits_become_eight(stored, kind, colour, expected):
    assert near(decoded(stored(png16(colour, kind))).getpixel((1, 0)), expected, 2)


def test_cmyk_becomes_rgb(stored):
    got = decoded(stored(quarters().convert("CMYK"), "JPEG", quality=95, subsampling="4:4:4"))
    assert all_near(corners(got), [RED, GREEN, BLUE, WHITE], 12)


@pytest.mark.parametrize("form", ["GIF", "WEBP"])
def test_of_an_animation_the_first_frame_is_kept(stored, form):
    frames = [Image.new("RGB", (60, 40), colour) for colour in (RED, BLUE, GREEN)]
    options = {"save_all": True, "append_images": frames[1:], "duration": 100}
    found = stored(frames[0], form, **options, **({"lossless": True} if form == "WEBP" else {}))
    for form_out in ("AVIF", "WEBP", "PNG"):
        got = decoded(found, form_out)
        assert getattr(got, "n_frames", 1) == 1
        assert near(got.convert("RGB").getpixel((20, 20)), RED, 8)


def test_only_jpeg_lays_white_paper_below(stored):
    found = stored(Image.new("RGBA", (60, 40), (*RED, 0)))
    assert near(decoded(found, "JPEG").getpixel((9, 9)), WHITE, 2)
    for form in ("AVIF", "WEBP", "PNG"):
        assert decoded(found, form).convert("RGBA").getpixel((9, 9))[3] == 0


@pytest.mark.parametrize("form", ["AVIF", "WEBP", "JPEG", "PNG"])
def test_colours_stay_what_they_are_in_every_format(stored, form):
    got = decoded(stored(quarters((300, 200))), form).convert("RGB")
    assert all_near(corners(got), [RED, GREEN, BLUE, WHITE], 8)


def test_avif_keeps_edges_of_colour_sharp(stored):
    image = Image.new("RGB", (64, 64), (240, 240, 240))
    image.paste((179, 0, 27), (31, 0, 64, 64))
    got = decoded(stored(image), "AVIF").convert("RGB")
    assert near(got.getpixel((30, 30)), (240, 240, 240), 16)
    assert near(got.getpixel((31, 30)), (179, 0, 27), 16)


# Colour profiles


def fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))


def icc(space: bytes, gamma: float, primaries: dict[bytes, tuple[float, ...]]) -> bytes:
    """A small profile after ICC.1:2001: curves of one gamma, and a matrix when there is colour."""
    curve = b"curv" + bytes(4) + struct.pack(">IH", 1, round(gamma * 256)) + bytes(2)
    tags = {b"wtpt": (0.9642, 1.0, 0.8249), **primaries}
    blocks = {name: b"XYZ " + bytes(4) + b"".join(map(fixed, xyz)) for name, xyz in tags.items()}
    names = [b"rTRC", b"gTRC", b"bTRC"] if primaries else [b"kTRC"]
    blocks |= dict.fromkeys(names, curve)
    at, table, body = 132 + 12 * len(blocks), b"", b""
    for name, block in blocks.items():
        table += struct.pack(">4sII", name, at + len(body), len(block))
        body += block
    head = struct.pack(">I4xI4s4s4s", at + len(body), 0x02100000, b"mntr", space, b"XYZ ")
    head += bytes(12) + b"acsp" + bytes(28) + b"".join(map(fixed, (0.9642, 1.0, 0.8249)))
    return head.ljust(128, b"\0") + struct.pack(">I", len(blocks)) + table + body


# Display P3's primaries adapted to D50 (SMPTE EG 432-1, Bradford), with a plain gamma of 2.2.
WIDE = icc(
    b"RGB ",
    2.2,
    {
        b"rXYZ": (0.51512, 0.24120, -0.00105),
        b"gXYZ": (0.29198, 0.69225, 0.04189),
        b"bXYZ": (0.15710, 0.06657, 0.78407),
    },
)
LINEAR_GREY = icc(b"GRAY", 1.0, {})


def to_srgb(colour: tuple[int, ...]) -> tuple[int, ...]:
    """P3 to sRGB by the published matrix, independent of any colour library."""
    r, g, b = ((v / 255) ** 2.2 for v in colour)
    linear = (
        1.2249 * r - 0.2247 * g,
        -0.0420 * r + 1.0419 * g,
        -0.0197 * r - 0.0786 * g + 1.0979 * b,
    )
    clipped = [min(1, max(0, v)) for v in linear]
    curve = [12.92 * v if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055 for v in clipped]
    return tuple(round(255 * v) for v in curve)


@pytest.mark.parametrize("colour", [(200, 100, 100), (90, 180, 120), (255, 0, 0), (128, 128, 128)])
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_wide_gamut_becomes_srgb(stored, form, colour):
    options = {"lossless": True} if form == "WEBP" else {"quality": 98, "subsampling": "4:4:4"}
    options = {} if form == "PNG" else options
    found = stored(Image.new("RGB", (64, 48), colour), form, icc_profile=WIDE, **options)
    got = decoded(found)
    assert near(got.getpixel((20, 20)), to_srgb(colour), 5)
    assert not near(got.getpixel((20, 20)), colour, 1) or colour in [(255, 0, 0), (128, 128, 128)]
    assert "icc_profile" not in got.info


def test_a_profile_applies_to_transparent_pictures_and_leaves_transparency(stored):
    found = stored(Image.new("RGBA", (64, 48), (200, 100, 100, 77)), icc_profile=WIDE)
    assert near(decoded(found).getpixel((20, 20)), (*to_srgb((200, 100, 100)), 77), 4)


@pytest.mark.parametrize(("mode", "colour"), [("L", 128), ("LA", (128, 90))])
def test_a_grey_profile_is_applied_to_grey(stored, mode, colour):
    found = stored(Image.new(mode, (64, 48), colour), icc_profile=LINEAR_GREY)
    got = decoded(found).getpixel((20, 20))
    assert near(got[:3], (188, 188, 188), 3)
    assert got[3:] == ((90,) if mode == "LA" else ())


@pytest.mark.parametrize(
    ("mode", "colour", "profile"),
    [
        ("RGB", RED, LINEAR_GREY),
        ("RGB", RED, b"no profile at all"),
        ("RGB", RED, WIDE[:140]),
        ("CMYK", (0, 255, 255, 0), WIDE),
    ],
)
def test_a_profile_that_does_not_fit_is_left_aside(stored, mode, colour, profile):
    form = "JPEG" if mode == "CMYK" else "PNG"
    found = stored(Image.new(mode, (64, 48), colour), form, icc_profile=profile)
    expected = (255, 0, 0) if mode == "CMYK" else colour
    assert near(decoded(found).getpixel((20, 20)), expected, 3)


# Nothing else in the file


NAME, CITY = "Amina Example", "Riverside"


def leaky_exif() -> bytes:
    """EXIF with camera, orientation 6, a position, and a thumbnail, as a phone writes it."""
    stream = BytesIO()
    quarters((32, 24)).save(stream, "JPEG", comment=NAME)
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
    options = {"exif": b"Exif\0\0" + leaky_exif(), "xmp": XMP, "comment": NAME, "icc_profile": WIDE}
    quarters((1200, 800)).save(stream, "JPEG", **options)
    data = stream.getvalue()
    return data[:2] + iptc() + data[2:] + b"\xff\xd8 a second picture of " + NAME.encode()


def leaky_png() -> bytes:
    texts = PngInfo()
    texts.add_text("Author", NAME)
    texts.add_itxt("XML:com.adobe.xmp", XMP.decode())
    texts.add(b"tIME", b"\x07\xe0\4\x1e\x09\x29\x00")
    stream = BytesIO()
    quarters((600, 400)).save(stream, "PNG", pnginfo=texts, exif=leaky_exif(), icc_profile=WIDE)
    return stream.getvalue()


def leaky_gif() -> bytes:
    stream = BytesIO()
    quarters((600, 400)).save(stream, "GIF", comment=NAME)
    return stream.getvalue()


def leaky_webp() -> bytes:
    stream = BytesIO()
    options = {"exif": leaky_exif(), "xmp": XMP, "icc_profile": WIDE}
    quarters((600, 400)).save(stream, "WEBP", **options)
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


def test_a_pillow_that_cannot_write_a_format_is_the_machines_fault(stored, monkeypatch):
    found = stored(quarters())
    encode(found, 60, "AVIF")
    monkeypatch.delitem(Image.SAVE, "AVIF")
    with pytest.raises(EnvironmentFault, match="cannot write AVIF"):
        encode(found, 60, "AVIF")
