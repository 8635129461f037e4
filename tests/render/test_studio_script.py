"""The photo studio's arithmetic, called in Node as the page's script calls it."""

from __future__ import annotations

import io
import math
import subprocess
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

import scripts

CLOSEST = 6

# A pixel is a pixel: what is nearer than a thousandth of one is the same.
NEAR = 1e-3


def answers(*calls: tuple[str, list[Any]]) -> list[Any]:
    return scripts.answers("studio-reckoning.js", *calls)


def answer(name: str, *args: Any) -> Any:
    return answers((name, list(args)))[0]


parts = st.floats(0, 1)
photos = st.fixed_dictionaries({"width": st.integers(1, 9000), "height": st.integers(1, 9000)})
views = st.fixed_dictionaries({"zoom": st.floats(1, CLOSEST), "x": parts, "y": parts})
points = st.fixed_dictionaries({"x": parts, "y": parts})
moves = st.floats(-2, 2)

# One start of Node for many examples.
many = settings(max_examples=5)


def some(*strategies: st.SearchStrategy[Any]) -> st.SearchStrategy[list[tuple[Any, ...]]]:
    return st.lists(st.tuples(*strategies), min_size=60, max_size=60)


def inside(part: dict[str, float], photo: dict[str, int]) -> bool:
    """Whether a part lies in its photo: then the frame has no empty edge."""
    ends = (part["x"] + part["width"], part["y"] + part["height"])
    return (
        min(part["x"], part["y"]) >= 0
        and ends[0] <= photo["width"] + NEAR
        and ends[1] <= photo["height"] + NEAR
        and min(part["width"], part["height"]) > 0
    )


@many
@given(some(photos, views, st.sampled_from([1, 3, 0.5, 1500 / 500, 820 / 312])))
def test_the_frame_is_always_covered_and_keeps_its_shape(examples: list[Any]) -> None:
    for (photo, _, aspect), part in zip(
        examples, answers(*(("crop", [*one]) for one in examples)), strict=True
    ):
        assert inside(part, photo)
        assert part["width"] == pytest.approx(part["height"] * aspect)


@many
@given(some(photos, views, moves, moves))
def test_whatever_is_done_the_view_stays_on_the_photo(examples: list[Any]) -> None:
    calls = [("moved", [photo, view, x, y]) for photo, view, x, y in examples]
    calls += [
        ("zoomed", [photo, view, math.exp(x), {"x": 0, "y": 1}]) for photo, view, x, y in examples
    ]
    calls += [
        ("pinched", [photo, view, [{"x": 0.5, "y": 0.5}, {"x": x, "y": y}], [{"x": y, "y": x}] * 2])
        for photo, view, x, y in examples
    ]
    views_after = answers(*calls)
    for view in views_after:
        assert 1 <= view["zoom"] <= CLOSEST
        assert 0 <= view["x"] <= 1
        assert 0 <= view["y"] <= 1
    # The centre is where it says: holding such a view changes nothing.
    all_photos = [photo for photo, *_ in examples] * 3
    again = answers(
        *(("held", [photo, view]) for photo, view in zip(all_photos, views_after, strict=True))
    )
    for before, after in zip(views_after, again, strict=True):
        assert after == pytest.approx(before)


@many
@given(some(photos, views, st.floats(1, 3), points))
def test_zooming_in_keeps_the_point_where_it_is(examples: list[Any]) -> None:
    befores = answers(*(("crop", [photo, view]) for photo, view, *_ in examples))
    zoomed = answers(*(("zoomed", [*one]) for one in examples))
    afters = answers(
        *(("crop", [photo, view]) for (photo, *_), view in zip(examples, zoomed, strict=True))
    )
    for (*_, point), before, after in zip(examples, befores, afters, strict=True):
        for axis, side in (("x", "width"), ("y", "height")):
            was = before[axis] + point[axis] * before[side]
            assert after[axis] + point[axis] * after[side] == pytest.approx(was, abs=NEAR)


def test_zooming_out_ends_with_the_whole_and_no_empty_edge() -> None:
    photo = {"width": 400, "height": 300}
    corner = answer("held", photo, {"zoom": 5, "x": 0, "y": 0})
    whole = answer("zoomed", photo, corner, 0.01, {"x": 1, "y": 1})
    assert whole["zoom"] == 1
    assert answer("crop", photo, whole) == {"x": 0, "y": 0, "width": 300, "height": 300}


@many
@given(some(photos, views))
def test_four_turns_lead_back_and_one_shows_the_same(examples: list[Any]) -> None:
    turns = [[view for _, view in examples]]
    for _ in range(4):
        turns.append(answers(*(("turned", [view]) for view in turns[-1])))
    assert turns[4] == [pytest.approx(view) for view in turns[0]]
    lying = [{"width": photo["height"], "height": photo["width"]} for photo, _ in examples]
    crops = answers(
        *(("crop", [*example]) for example in examples),
        *(("crop", [*example]) for example in zip(lying, turns[1], strict=True)),
    )
    half = len(examples)
    for (photo, _), before, after in zip(examples, crops[:half], crops[half:], strict=True):
        assert after["y"] == pytest.approx(before["x"], abs=NEAR)
        assert after["x"] == pytest.approx(
            photo["height"] - before["y"] - before["height"], abs=NEAR
        )


@many
@given(some(photos, views, st.sampled_from("xy"), parts))
def test_sliders_lead_where_they_say(examples: list[Any]) -> None:
    placed = answers(*(("placed", [*one]) for one in examples))
    told = answers(
        *(
            ("place", [photo, view, axis])
            for (photo, _, axis, _), view in zip(examples, placed, strict=True)
        )
    )
    for (photo, _, axis, value), view, place in zip(examples, placed, told, strict=True):
        room = photo["width" if axis == "x" else "height"] - min(photo.values()) / view["zoom"]
        if place is None:
            assert room < 1
        else:
            assert place == pytest.approx(value, abs=1e-6 + 1e-6 * max(photo.values()) / room)


@pytest.mark.parametrize(
    ("key", "axis", "way"),
    [
        ("ArrowRight", "x", -1),
        ("ArrowLeft", "x", 1),
        ("ArrowDown", "y", -1),
        ("ArrowUp", "y", 1),
    ],
)
def test_arrows_move_the_picture_their_way(key: str, axis: str, way: int) -> None:
    photo, view = {"width": 1000, "height": 1000}, {"zoom": 2, "x": 0.5, "y": 0.5}
    near, far = answers(("keyed", [photo, view, key]), ("keyed", [photo, view, key, True]))
    other = {"x": "y", "y": "x"}[axis]
    assert near[axis] - 0.5 == pytest.approx(way * 0.02 / 2)
    assert far[axis] - 0.5 == pytest.approx(way * 0.1 / 2)
    assert near[other] == far[other] == 0.5


def test_other_keys_zoom_reset_or_are_left_to_the_browser() -> None:
    photo, view = {"width": 500, "height": 900}, {"zoom": 2, "x": 0.4, "y": 0.4}
    keys = ["+", "=", "-", "_", "0", "٠", "۰", "Tab", "a", "Enter", " ", "1"]
    found = dict(zip(keys, answers(*(("keyed", [photo, view, key]) for key in keys)), strict=True))
    assert found["+"] == found["="]
    assert found["+"]["zoom"] == pytest.approx(2.2)
    assert found["-"] == found["_"]
    assert found["-"]["zoom"] == pytest.approx(2 / 1.1)
    assert found["0"] == found["٠"] == found["۰"] == {"zoom": 1, "x": 0.5, "y": 0.5}
    assert [key for key, after in found.items() if after is None] == ["Tab", "a", "Enter", " ", "1"]


@many
@given(some(photos, st.integers(1, 4000)))
def test_photos_become_no_larger_than_allowed_and_keep_their_proportion(
    examples: list[Any],
) -> None:
    for (photo, most), size in zip(
        examples, answers(*(("bounded", [*one]) for one in examples)), strict=True
    ):
        assert 1 <= max(size.values()) <= max(most, 1)
        assert size["width"] <= photo["width"]
        assert size["height"] <= photo["height"]
        scale = max(size.values()) / max(photo.values())
        for side in ("width", "height"):
            assert abs(size[side] - photo[side] * scale) <= 1


def blended(colour: list[float], tint: list[float], layers: list[dict[str, Any]]) -> list[float]:
    """What a canvas makes of one colour, by the formulas of W3C's Compositing and Blending."""
    for layer in layers:
        mixed = {
            "color": lambda c: _with_light(tint, _light(c)),
            "multiply": lambda c: [a * b for a, b in zip(c, tint, strict=True)],
            "source-over": lambda c: tint,
        }[layer["operation"]](colour)
        share = layer["alpha"]
        colour = [(1 - share) * a + share * b for a, b in zip(colour, mixed, strict=True)]
    return colour


def _light(colour: list[float]) -> float:
    return 0.3 * colour[0] + 0.59 * colour[1] + 0.11 * colour[2]


def _with_light(colour: list[float], light: float) -> list[float]:
    shift = light - _light(colour)
    moved = [channel + shift for channel in colour]
    low, high = min(moved), max(moved)
    if low < 0:
        moved = [light + (c - light) * light / (light - low) for c in moved]
    if high > 1:
        moved = [light + (c - light) * (1 - light) / (high - light) for c in moved]
    return moved


TINT = [0xB3 / 255, 0, 0x1B / 255]
SKINS = [[0.98, 0.86, 0.78], [0.84, 0.63, 0.49], [0.55, 0.36, 0.25], [0.3, 0.19, 0.14]]


def test_no_strength_leaves_the_photo_and_full_strength_leaves_nothing_of_it() -> None:
    none, full = answers(("layers", [0]), ("layers", [1]))
    assert none == []
    assert blended(SKINS[1], TINT, full) == pytest.approx(TINT)


@settings(max_examples=5)
@given(st.lists(parts, min_size=20, max_size=20))
def test_more_strength_is_more_of_the_colour(strengths: list[float]) -> None:
    strengths.sort()
    steps = answers(*(("layers", [strength]) for strength in strengths))
    for operation in ("color", "multiply", "source-over"):
        laid = [
            sum(layer["alpha"] for layer in layers if layer["operation"] == operation)
            for layers in steps
        ]
        assert laid == sorted(laid)
        assert all(0 <= alpha <= 1 for alpha in laid)
    contrasts = [
        _light(blended([1, 1, 1], TINT, layers)) - _light(blended([0, 0, 0], TINT, layers))
        for layers in steps
    ]
    assert contrasts == pytest.approx(sorted(contrasts, reverse=True))


@pytest.mark.parametrize("strength", [0.1, 0.3, 0.6, 0.75])
def test_faces_stay_to_be_recognised(strength: float) -> None:
    """Eyes, skin and hair of every shade keep their order and a distance that can be seen."""
    layers = answer("layers", strength)
    black, *skins, white = (
        _light(blended(colour, TINT, layers)) for colour in [[0.05] * 3, *SKINS[::-1], [1, 1, 1]]
    )
    assert black < skins[0]
    assert [*skins, white] == sorted([*skins, white])
    assert white - black > 0.15


@many
@given(some(st.floats(1, 3000), st.floats(50, 600), st.sampled_from([1, 2, 3.5])))
def test_slices_cover_the_text_once_and_lie_round_its_middle(examples: list[Any]) -> None:
    for (width, radius, _), slices in zip(
        examples[:20], answers(*(("slices", [*one]) for one in examples[:20])), strict=True
    ):
        assert sum(one["width"] for one in slices) == pytest.approx(width)
        ends = [one["x"] + one["width"] for one in slices]
        assert [one["x"] for one in slices[1:]] == pytest.approx(ends[:-1])
        angles = [one["angle"] for one in slices]
        assert angles == sorted(angles, reverse=True)  # left to right along the foot of a circle
        assert max(map(abs, angles)) <= width / radius / 2
        if len(angles) > 1:
            assert angles[0] - angles[1] == pytest.approx(
                (slices[0]["width"] + slices[1]["width"]) / 2 / radius
            )


@pytest.mark.parametrize(
    ("typed", "language", "shown"),
    [
        ("ae", "en", "AE"),
        ("  a. e. ", "en", "AE"),
        ("Amina", "en", "AMI"),
        ("é", "fr", "É"),
        ("e\u0301x", "fr", "E\u0301X"),
        ("i", "tr", "İ"),
        ("أمينة", "ar", "أ م ي"),
        ("م", "ar", "م"),
        ("🙂", "en", ""),
        ("", "en", ""),
        ("क्षि", "hi", "क्षि"),
        ("李明", "en", "李明"),
    ],
)
def test_initials_are_letters_of_any_script(typed: str, language: str, shown: str) -> None:
    assert answer("initials", typed, language) == shown


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("#MakeFacebookRed", "ltr"),
        ("#حلب_تحترق", "rtl"),
        ("2016 حلب Aleppo", "rtl"),
        ("#Aleppo حلب", "ltr"),
        ("שלום", "rtl"),
        ("123", "ltr"),
        ("", "ltr"),
    ],
)
def test_direction_is_that_of_the_first_letter(text: str, direction: str) -> None:
    assert answer("direction", text) == direction


@pytest.mark.parametrize(
    ("colour", "ink", "name"),
    [
        ("#b3001b", "#ffffff", "red"),
        ("#ffd200", "#000000", "yellow"),
        ("#0047ab", "#ffffff", "blue"),
        ("#2e7d32", "#ffffff", "green"),
        ("#6a1b9a", "#ffffff", "purple"),
        ("#e91e90", "#000000", "pink"),
        ("#e65c00", "#000000", "orange"),
        ("#000000", "#ffffff", "black"),
        ("#fafafa", "#000000", "white"),
        ("#808080", "#000000", "grey"),
    ],
)
def test_a_colour_has_a_name_and_an_ink(colour: str, ink: str, name: str) -> None:
    assert answers(("inkOn", [colour]), ("colourName", [colour])) == [ink, name]


def test_files_are_named_by_what_they_are() -> None:
    square, wide = {"width": 1080, "height": 1080}, {"width": 1500, "height": 500}
    assert answers(
        ("fileName", ["#b3001b", square, "image/jpeg"]),
        ("fileName", ["#b3001b", square, "image/png"]),
        ("fileName", ["#0047ab", wide, "image/jpeg"]),
    ) == ["profile-red-1080.jpg", "profile-red-1080.png", "header-blue-1500x500.jpg"]


def test_type_shrinks_to_the_room_it_has() -> None:
    assert answers(("fitted", [40, 200, 100]), ("fitted", [40, 80, 100])) == [20, 40]


def test_a_picture_is_kept_and_its_notes_are_not() -> None:
    """JPEG and PNG with every kind of note become what Pillow opens to the same pixels."""
    image = Image.effect_noise((40, 30), 90).convert("RGB")
    exif = Image.Exif()
    exif[0x010F] = "A maker"
    notes = PngInfo()
    notes.add_text("Comment", "A secret")
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    noted = {
        "JPEG": {"exif": exif, "comment": b"A secret", "icc_profile": profile, "progressive": True},
        "PNG": {"exif": exif, "pnginfo": notes, "icc_profile": profile, "dpi": (72, 72)},
    }
    for form, options in noted.items():
        before = io.BytesIO()
        image.save(before, form, **options)
        after = bytes(_bare(before.getvalue()))
        assert b"maker" in before.getvalue()
        assert b"maker" not in after
        assert b"secret" not in after
        with Image.open(io.BytesIO(after)) as opened, Image.open(before) as told:
            assert opened.info.keys() <= {
                "jfif",
                "jfif_version",
                "jfif_unit",
                "jfif_density",
                "dpi",
            } | {"progressive", "progression"}
            assert opened.tobytes() == told.tobytes()


def _bare(data: bytes) -> bytes:
    code = "const s = require(process.argv[1]); process.stdout.write(s.bare(new Uint8Array("
    code += "require('node:fs').readFileSync(0))));"
    command = ["node", "-e", code, str(scripts.FOLDER / "studio-reckoning.js")]
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("حلب تحترق #MakeFacebookRed", "حلب تحترق \u2066#MakeFacebookRed\u2069"),
        ("@facebook، لماذا؟", "\u2066@facebook\u2069، لماذا؟"),
        ("#حلب_تحترق", "#حلب_تحترق"),
        ("Aleppo is burning.", "Aleppo is burning."),
    ],
)
def test_a_latin_hashtag_is_kept_whole_among_arabic_words(typed: str, drawn: str) -> None:
    assert answers(("isolated", [typed])) == [drawn]


@many
@given(some(st.text("abc غير", min_size=1, max_size=40).filter(str.strip), st.integers(1, 4)))
def test_words_go_into_so_many_lines(cases: list[tuple[str, int]]) -> None:
    for (text, number), lines in zip(
        cases, answers(*(("parted", [text.strip(), number]) for text, number in cases)), strict=True
    ):
        assert " ".join(lines) == " ".join(text.split())
        assert len(lines) <= number


def test_lines_are_about_alike() -> None:
    assert answer("parted", "I am turning my photo red for Aleppo", 2) == [
        "I am turning my",
        "photo red for Aleppo",
    ]
