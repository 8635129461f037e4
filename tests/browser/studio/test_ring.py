"""The words round the circle: shaped, joined, and read in their own direction."""

from __future__ import annotations

from playwright.sync_api import Browser

from sites import BuiltSite

from .studios import (
    Studio,
    near,
    opened_studio,
    picture,
)


def spots(data: bytes) -> list[list[tuple[int, int]]]:
    """The connected patches of white ink in the ring at a picture's foot, from left to right."""
    image = picture(data)
    side = image.width
    inner = side * 0.39
    ink = {
        (x, y)
        for x in range(side)
        for y in range(side // 2, side)
        if (x - side / 2) ** 2 + (y - side / 2) ** 2 > inner**2
        and near(image.getpixel((x, y)), (255, 255, 255), 90)
    }
    found = []
    while ink:
        patch, edge = [], [ink.pop()]
        while edge:
            x, y = edge.pop()
            patch.append((x, y))
            around = {(x + a, y + b) for a in (-1, 0, 1) for b in (-1, 0, 1)} & ink
            ink -= around
            edge += around
        if len(patch) > 20:
            found.append(patch)
    return sorted(found, key=lambda one: min(x for x, _ in one))


def ringed(studio: Studio, text: str) -> list[list[tuple[int, int]]]:
    studio.page.locator("[name=ring]").fill(text)
    return spots(studio.saved()[1])


def breadth(patch: list[tuple[int, int]]) -> int:
    return max(x for x, _ in patch) - min(x for x, _ in patch)


def test_arabic_words_round_the_circle_are_joined_and_run_from_the_right(
    browser: Browser, site: BuiltSite
) -> None:
    with opened_studio(browser, (site.output / "ar/index.html").as_uri()) as studio:
        page = studio.page
        page.locator("[value=plain]").check()
        assert page.locator("[name=ring]").input_value() == "#حلب_تحترق"
        joined = ringed(studio, "محمد")
        apart = ringed(studio, "\u200c".join("محمد"))
        first_is_thin = ringed(studio, "ا س")
    assert len(joined) == 1, "four letters, one stroke"
    assert len(apart) == 4
    left, right = first_is_thin
    assert breadth(right) < breadth(left) / 2


def test_latin_words_run_from_the_left_along_the_foot_of_the_circle(studio: Studio) -> None:
    studio.page.locator("[value=plain]").check()
    thin, broad = ringed(studio, "I W")
    assert breadth(thin) < breadth(broad) / 2
    (low,) = ringed(studio, "I")
    centre = sum(x for x, _ in low) / len(low)
    assert abs(centre - 540) < 8
    assert min(y for _, y in low) > 950
    long = ringed(studio, "#" + "TurnItRed" * 7)
    assert all((x - 540) ** 2 + (y - 540) ** 2 < 540**2 for patch in long for x, y in patch)
