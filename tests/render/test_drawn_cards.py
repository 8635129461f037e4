from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from generator.kit import finish
from generator.read.media import Picture
from generator.render.drawing import Drawing, Drawn, Easel
from render.drawings import (
    ARABIC,
    COLOURS,
    PAPER,
    PLACE,
    RED,
    SIZES,
    THEME,
    card,
    drawn,
    opened,
    street,
)


@pytest.fixture(scope="module")
def easel() -> Easel:
    return Easel((THEME,))


@pytest.fixture(scope="module")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Picture:
    return street(tmp_path_factory.mktemp("media"))


SAMPLES = [
    card("preview"),
    card("square", ARABIC),
    card("portrait", kind="voice", label="Quotation", byline="Amina Example · 1 May 2026"),
    card("story", kind="figure", qualifier="more than", digits="240", unit="wells"),
    card("square", kind="lost", label="Lost post", words="", byline="@amina_example"),
]


@pytest.fixture(scope="module")
def samples(easel: Easel) -> list[Drawn]:
    return drawn(easel, *SAMPLES)


def test_cards_come_in_their_order_and_size(samples: list[Drawn]) -> None:
    for asked, made in zip(SAMPLES, samples, strict=True):
        assert not made.problems
        assert opened(made.data).size == (asked.width, asked.height)
        assert made.drawing.what == asked.what


def test_flat_cards_would_be_larger_as_jpeg(samples: list[Drawn]) -> None:
    for made in samples:
        stream = BytesIO()
        opened(made.data).convert("RGB").save(stream, "PNG")
        assert len(made.data) < len(finish.jpeg(stream.getvalue(), 10**9))
        assert len(made.data) < 100_000


def test_the_field_is_exactly_the_campaigns_colour(samples: list[Drawn]) -> None:
    for made in samples:
        image = opened(made.data)
        assert image.mode == "P"
        colours = {c: n for n, c in image.convert("RGB").getcolors(256)}
        assert max(colours, key=lambda colour: colours[colour]) == RED
        assert PAPER in colours


def test_text_runs_from_the_side_where_its_language_begins(samples: list[Drawn]) -> None:
    """White ink over the middle of the card, between the margin and a fifth of the width."""
    latin, arabic = (opened(samples[at].data).convert("RGB") for at in (0, 1))
    for image, begins_left in ((latin, True), (arabic, False)):
        width, height = image.size
        strips = [
            image.crop((left, height // 5, left + width // 5, height // 2))
            for left in (0, width - width // 5)
        ]
        left, right = (
            sum(count for count, colour in strip.getcolors(100_000) if min(colour) > 200)
            for strip in strips
        )
        assert (left > right) is begins_left


def ink_of(image: Image.Image) -> tuple[int, int, int, int]:
    """Where there is white ink between the head and the foot of a card."""
    width, height = image.size
    middle = image.convert("L").crop((0, height // 6, width, height * 7 // 10))
    return middle.point(lambda grey: 255 * (grey > 200)).getbbox()


def test_a_quotation_begins_where_its_own_lines_do(easel: Easel) -> None:
    told = {"kind": "voice", "words": "I […] NY. We […] the sale", "byline": "أمينة"}
    (made,) = drawn(easel, card("square", ARABIC, **told, words_dir="ltr", words_lang="en"))
    left, _, right, _ = ink_of(opened(made.data))
    assert left < 90
    assert right < 1000, "and ends before the edge, or this would tell nothing"


def test_a_long_number_leaves_no_hole_below_it(easel: Easel) -> None:
    told = {"kind": "figure", "digits": "400,000", "words": "killed", "byline": "As of 2016"}
    (made,) = drawn(easel, card("portrait", **told))
    image = opened(made.data)
    _, upper, _, lower = ink_of(image)
    above, below = upper + image.height // 6 - 150, image.height * 7 // 10 - lower
    assert above > 80
    assert below < 4 * above


def test_stories_leave_what_the_app_covers_free(samples: list[Drawn]) -> None:
    image = opened(samples[3].data).convert("RGB")
    assert image.crop((0, 0, 1080, 250)).getcolors() == [(1080 * 250, RED)]
    assert image.crop((0, 1670, 1080, 1920)).getcolors() == [(1080 * 250, PAPER)]


def test_photo_cards_would_be_larger_as_png(easel: Easel, photo: Picture) -> None:
    shown = replace(card("preview", photo=True), form="JPEG", photo=photo)
    flat = replace(shown, form="PNG")
    as_jpeg, as_png = drawn(easel, shown, flat)
    assert opened(as_jpeg.data).size == (1200, 630)
    assert len(as_jpeg.data) < len(as_png.data)
    assert len(as_jpeg.data) <= 300_000


def test_a_photo_lies_in_its_shades_behind_the_words(easel: Easel, photo: Picture) -> None:
    shown = replace(card("preview", photo=True), form="JPEG", photo=photo)
    image = opened(drawn(easel, shown)[0].data).convert("RGB")
    ground = [image.getpixel((x, 300)) for x in range(20, 1200, 40)]
    assert len(set(ground)) > 10
    # Paper covers the photo, and so do words.
    assert max(abs(a - b) for a, b in zip(image.getpixel((600, 560)), PAPER, strict=True)) < 12
    assert any(min(image.getpixel((x, y))) > 240 for x in range(60, 400) for y in range(140, 200))


def test_a_value_in_words_is_set_as_a_sentence(easel: Easel) -> None:
    """Then no part of it is as large as a number's digits, which are a third of the card high."""
    told = {"kind": "figure", "words": "people displaced", "byline": "As of 1 May 2026"}
    for size in SIZES:
        words, number = drawn(
            easel,
            card(size, **told, digits="about half of 22 million"),
            card(size, **told, digits="22"),
        )
        height = opened(words.data).height
        assert tallest(opened(number.data)) > height * 0.26
        assert tallest(opened(words.data)) < height * 0.2


def tallest(image: Image.Image) -> int:
    """The longest run of rows with ink in them, between the head and the foot of a card."""
    field = image.convert("RGB").crop((0, 0, image.width // 2, image.height * 4 // 5))
    longest = run = 0
    for y in range(field.height):
        row = field.crop((0, y, field.width, y + 1))
        inked = any(min(colour) > 200 for _, colour in row.getcolors(10_000))
        run = run + 1 if inked else 0
        longest = max(longest, run)
    return longest


def test_a_photo_that_went_is_a_problem_of_its_card(easel: Easel, photo: Picture) -> None:
    changed = replace(photo, digest="0" * 64)
    made, other = drawn(easel, replace(card(), form="JPEG", photo=changed), card("preview"))
    assert [problem.code for problem in made.problems] == ["picture-broken"]
    assert other.data


def test_a_frame_can_be_seen_through(easel: Easel) -> None:
    values = {
        "w": 1080,
        "h": 1080,
        "colours": COLOURS,
        "text": "Save the river",
        "hashtag": "#SaveTheRiver",
        "lang": "en",
        "dir": "ltr",
    }
    text = json.dumps(values)
    frame = Drawing("frame.typ", text, "PNG", 1080, 1080, PLACE, "the frame", see_through=True)
    image = opened(drawn(easel, frame)[0].data)
    assert image.mode == "RGBA"
    assert image.getpixel((540, 400))[3] == 0
    assert image.getpixel((540, 10)) == (*RED, 255)
    # Nothing of the text lies outside the circle that networks cut photos to.
    for y in range(0, 1080, 4):
        for x in range(0, 1080, 4):
            red, green, _, alpha = image.getpixel((x, y))
            if alpha and min(red, green) > 128:
                assert (x - 540) ** 2 + (y - 540) ** 2 < 540**2


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", ["page", "voice", "lost", "figure", "timeline", "message"])
def test_a_card_with_nothing_on_it_is_drawn(easel: Easel, kind: str, size: str) -> None:
    bare = {"words": "", "head": "", "hashtags": [], "address": "", "kind": kind}
    (made,) = drawn(easel, card(size, **bare))
    assert not made.problems
    assert made.data
