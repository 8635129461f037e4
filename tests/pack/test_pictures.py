"""Which pictures go into a single file."""

from __future__ import annotations

import base64

import pytest

from generator.pack.pictures import Picture, as_data, candidates, chosen, cost, media_type

SIZES = {"a-320.webp": 1000, "a-960.webp": 4000, "a-1600.png": 20_000, "b.svg": 600}
PHOTO = Picture((("a-320.webp", 320), ("a-960.webp", 960), ("a-1600.png", 1600)))
DRAWING = Picture((("b.svg", 0),))


@pytest.mark.parametrize("size", [0, 1, 2, 3, 100])
def test_the_cost_is_that_of_the_address(size: int) -> None:
    assert len(as_data("x/a.PNG", b"x" * size)) == cost("x/a.PNG", size)
    assert as_data("a.svg", b"<svg/>").startswith("data:image/svg+xml;base64,")


def test_the_data_is_the_file() -> None:
    assert base64.b64decode(as_data("a.png", b"\0\1\xff").partition(",")[2]) == b"\0\1\xff"


@pytest.mark.parametrize(
    ("srcset", "found"),
    [
        ("a.png 320w, b,c.png 640w", [("a.png", 320), ("b,c.png", 640)]),
        ("a.png, b.png 2x", [("a.png", 0), ("b.png", 0)]),
        (" a.png ", [("a.png", 0)]),
        ("", []),
    ],
)
def test_srcset_is_read(srcset: str, found: list[tuple[str, int]]) -> None:
    assert candidates(srcset) == found


@pytest.mark.parametrize(
    ("room", "taken"),
    [
        (100, ["", "", ""]),
        (900, ["", "b.svg", ""]),
        (2300, ["a-320.webp", "b.svg", ""]),
        (4000, ["a-320.webp", "b.svg", "a-320.webp"]),
        (8000, ["a-960.webp", "b.svg", "a-320.webp"]),
        (90_000, ["a-960.webp", "b.svg", "a-960.webp"]),
    ],
)
def test_all_get_a_small_one_before_any_gets_a_large_one(room: int, taken: list[str]) -> None:
    found, left = chosen([PHOTO, DRAWING, PHOTO], SIZES.__getitem__, room)
    assert found == taken
    assert left == room - sum(cost(path, SIZES[path]) for path in taken if path)


def test_a_picture_that_is_never_wide_enough_is_the_widest() -> None:
    assert Picture((("a.png", 100), ("b.png", 300))).wanted == "b.png"


def test_what_old_browsers_cannot_read_is_no_picture() -> None:
    assert media_type("a.avif") == ""
    assert media_type("a.JPG") == "image/jpeg"
