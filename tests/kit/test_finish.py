from __future__ import annotations

import itertools
from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from generator.kit import finish

RED, PAPER = (179, 0, 27), (251, 249, 245)


def written(image: Image.Image) -> bytes:
    stream = BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def flat() -> Image.Image:
    """A field with edges smoothed as Typst does it, and an alpha channel that says nothing."""
    image = Image.new("RGB", (800, 800), RED)
    draw = ImageDraw.Draw(image)
    for at in range(0, 700, 50):
        draw.ellipse((at, at, at + 130, at + 90), fill=PAPER)
        draw.ellipse((700 - at, at, 780 - at, at + 60), fill=(0, 0, 0))
    return image.resize((400, 400), Image.Resampling.LANCZOS).convert("RGBA")


def noise(size: tuple[int, int]) -> Image.Image:
    bands = [Image.effect_noise(size, 90) for _ in range(3)]
    return Image.merge("RGB", bands)


def test_a_flat_drawing_gets_a_palette_and_keeps_its_colours() -> None:
    before, after = flat().convert("RGB"), opened(finish.png(written(flat())))
    assert after.mode == "P"
    assert after.convert("RGB").getpixel((2, 390)) == RED
    for count, colour in before.getcolors(100_000):
        if count > 1600:  # a hundredth
            assert colour in {shade for _, shade in after.convert("RGB").getcolors(300)}
    off = [
        abs(one - other)
        for one, other in zip(before.tobytes(), after.convert("RGB").tobytes(), strict=True)
    ]
    assert max(off) < 32
    assert sum(off) / len(off) < 0.2


def test_a_palette_is_smaller() -> None:
    data = written(flat())
    assert len(finish.png(data)) < len(written(flat().convert("RGB")))


def test_what_has_too_many_colours_keeps_them() -> None:
    image = noise((200, 200))
    after = opened(finish.png(written(image)))
    assert after.mode == "RGB"
    assert after.tobytes() == image.tobytes()


def test_a_see_through_drawing_stays_see_through() -> None:
    image = Image.new("RGBA", (10, 10), (*RED, 0))
    image.putpixel((5, 5), (*RED, 128))
    after = opened(finish.png(written(image), see_through=True))
    assert after.mode == "RGBA"
    assert after.getpixel((5, 5)) == (*RED, 128)
    assert after.getpixel((0, 0))[3] == 0


def test_a_photo_is_as_good_as_the_bytes_allow() -> None:
    data = written(noise((300, 300)))
    best = finish.jpeg(data, 10**9)
    less = finish.jpeg(data, len(best) - 1)
    least = finish.jpeg(data, 1)
    assert len(least) < len(less) < len(best)


def photo(colour: tuple[int, int, int]) -> bytes:
    stream = BytesIO()
    Image.new("RGB", (40, 40), colour).save(stream, "JPEG", quality=95, comment=b"by Amina Example")
    return stream.getvalue()


def test_a_photo_shows_where_nothing_is_drawn() -> None:
    drawn = Image.new("RGBA", (40, 40), (255, 255, 255, 0))
    drawn.paste((*PAPER, 255), (0, 0, 40, 20))
    drawn.putpixel((5, 30), (255, 255, 255, 128))
    behind = photo((0, 0, 100))
    for data in (
        finish.png(written(drawn), behind=behind),
        finish.jpeg(written(drawn), 10**6, behind=behind),
    ):
        assert b"Amina" not in data
        image = opened(data).convert("RGB")
        for at, colour in (((20, 4), PAPER), ((20, 36), (0, 0, 100))):
            found = image.getpixel(at)
            assert max(abs(one - other) for one, other in zip(found, colour, strict=True)) < 6
    half = opened(finish.png(written(drawn), behind=behind)).convert("RGB").getpixel((5, 30))
    assert 100 < half[0] < 160


def test_a_photo_that_goes_into_its_bytes_is_no_worse_than_it_must_be() -> None:
    """The next better quality would have been too many."""
    data = written(noise((300, 300)))
    sizes = [len(finish.jpeg(data, 10**9))]
    while (smaller := len(finish.jpeg(data, sizes[-1] - 1))) < sizes[-1]:
        sizes.append(smaller)
    assert len(sizes) == 7
    for better, size in itertools.pairwise(sizes):
        assert len(finish.jpeg(data, better - 1)) == size


@pytest.mark.parametrize("data", [finish.png(written(flat())), finish.jpeg(written(flat()), 10**6)])
def test_no_file_tells_more_than_its_pixels(data: bytes) -> None:
    told = set(opened(data).info)
    assert told <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "progressive",
        "progression",
    }
