"""Colours that a profile describes come out as the same colours in sRGB, without the profile."""

import struct
from io import BytesIO

import pytest
from PIL import Image

from generator.problems import Place
from generator.read.media import Picture, inspect
from generator.render.pictures import encode

RED = (200, 20, 30)


@pytest.fixture
def shown(tmp_path):
    """A picture of one colour, saved with a profile, and its pixel as it is shown in the end."""

    def shown(mode: str, colour, profile: bytes, form: str = "PNG", **options) -> tuple[int, ...]:
        file = tmp_path / "x"
        Image.new(mode, (64, 48), colour).save(file, form, icc_profile=profile, **options)
        found = inspect(file, "media/x", Place("content/index.md"))
        assert isinstance(found, Picture)
        image = Image.open(BytesIO(encode(found, 64, "PNG")))
        assert "icc_profile" not in image.info
        return image.getpixel((20, 20))

    return shown


def near(got: tuple[int, ...], wanted: tuple[int, ...], tolerance: int) -> bool:
    return len(got) == len(wanted) and all(
        abs(a - b) <= tolerance for a, b in zip(got, wanted, strict=True)
    )


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


# Display P3's primaries adapted to D50 (SMPTE EG 432-1, Bradford).
PRIMARIES = {
    b"rXYZ": (0.51512, 0.24120, -0.00105),
    b"gXYZ": (0.29198, 0.69225, 0.04189),
    b"bXYZ": (0.15710, 0.06657, 0.78407),
}
WIDE = icc(b"RGB ", 2.2, PRIMARIES)

# Under these, a middle grey of 128 is the much lighter 188 of sRGB.
LINEAR_COLOUR = icc(b"RGB ", 1.0, PRIMARIES)
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
@pytest.mark.parametrize(
    ("form", "options"),
    [
        ("JPEG", {"quality": 98, "subsampling": "4:4:4"}),
        ("PNG", {}),
        ("WEBP", {"lossless": True}),
    ],
)
def test_a_wide_gamut_becomes_srgb(shown, form, options, colour):
    assert near(shown("RGB", colour, WIDE, form, **options), to_srgb(colour), 5)


def test_that_makes_a_difference_which_can_be_seen():
    assert not near(to_srgb((200, 100, 100)), (200, 100, 100), 10)


def test_a_profile_applies_to_transparent_pictures_and_leaves_transparency(shown):
    got = shown("RGBA", (200, 100, 100, 77), WIDE)
    assert near(got, (*to_srgb((200, 100, 100)), 77), 4)


def test_a_profile_of_colours_applies_to_grey_too(shown):
    assert near(shown("L", 128, LINEAR_COLOUR), (188, 188, 188), 3)


@pytest.mark.parametrize(
    ("mode", "colour", "expected"),
    [("L", 128, (188, 188, 188)), ("LA", (128, 90), (188, 188, 188, 90))],
)
def test_a_grey_profile_is_applied_to_grey(shown, mode, colour, expected):
    assert near(shown(mode, colour, LINEAR_GREY), expected, 3)


@pytest.mark.parametrize("profile", [LINEAR_GREY, b"no profile at all", WIDE[:140]])
def test_a_profile_that_does_not_fit_is_left_aside(shown, profile):
    assert near(shown("RGB", RED, profile), RED, 3)


def test_a_profile_of_colours_does_not_apply_to_cmyk(shown):
    got = shown("CMYK", (127, 127, 127, 0), LINEAR_COLOUR, "JPEG", quality=98)
    assert near(got, (128, 128, 128), 4)
