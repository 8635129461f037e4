"""Pixels after decoding and encoding: upright, the right colours, and nothing else in the file."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageOps

from generator.problems import EnvironmentFault, Place
from generator.read.media import Picture, inspect
from generator.render.pictures import encode

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


def test_a_pillow_that_cannot_write_a_format_is_the_machines_fault(stored, monkeypatch):
    found = stored(quarters())
    encode(found, 60, "AVIF")
    monkeypatch.delitem(Image.SAVE, "AVIF")
    with pytest.raises(EnvironmentFault, match="cannot write AVIF"):
        encode(found, 60, "AVIF")
