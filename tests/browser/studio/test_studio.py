"""The photo studio in a real browser: photos come in, pictures go out, and nobody is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import ImageStat
from playwright.sync_api import Browser

from sites import BuiltSite, small_site

from ..visits import opened
from .studios import (
    GREEN,
    TINT,
    Studio,
    colour,
    metadata,
    near,
    opened_studio,
    phone_photo,
    picture,
    place_of,
    quarters,
)

UPRIGHT = ["green", "white", "black", "blue"]


@pytest.fixture(scope="module")
def large() -> bytes:
    return phone_photo()


@pytest.mark.parametrize("kind", ["host", "folder"])
def test_a_phones_photo_of_48_megapixels_turns_red_and_tells_nothing(
    browser: Browser, site: BuiltSite, large: bytes, kind: str, tmp_path: Path
) -> None:
    assert {"EXIF:GPSLatitude", "EXIF:Make", "File:Comment"} <= metadata(large, tmp_path).keys()
    with place_of(site, kind) as base, opened_studio(browser, f"{base}index.html") as studio:
        studio.choose("IMG_2016.jpg", large)
        studio.says(studio.word("opened"))
        studio.words_off()
        studio.slide("strength", 0)
        name, untouched = studio.saved()
        studio.slide("strength", 60)
        _, tinted = studio.saved()
        studio.slide("strength", 100)
        _, full = studio.saved()
    assert name == "profile-red-1080.jpg"
    assert picture(untouched).size == picture(tinted).size == (1080, 1080)
    assert quarters(picture(untouched)) == UPRIGHT
    red, green, blue = ImageStat.Stat(picture(tinted)).mean
    assert red > 2.5 * max(green, blue)
    corners = [colour(picture(tinted), x, y) for x in (0.25, 0.75) for y in (0.25, 0.75)]
    assert len({sum(one) // 12 for one in corners}) > 2, "a face could not be told any more"
    assert all(near(colour(picture(full), x / 10, 0.5), TINT, 4) for x in range(11))
    for data in (untouched, tinted, full):
        assert data.startswith(b"\xff\xd8")
        assert metadata(data, tmp_path) == {}
        assert not any(word in data for word in (b"Exif", b"GPS", b"secret", b"maker", b"xmp"))


@pytest.mark.parametrize(
    ("size", "name"),
    [
        ("400 400", "profile-red-400.jpg"),
        ("1500 500", "header-red-1500x500.jpg"),
        ("1640 624", "header-red-1640x624.jpg"),
        ("1584 396", "header-red-1584x396.jpg"),
    ],
)
def test_every_size_is_saved_as_it_says(studio: Studio, photo: bytes, size: str, name: str) -> None:
    studio.choose("a.jpg", photo)
    studio.slide("strength", 0)
    studio.words_off()
    found, data = studio.saved(size)
    assert found == name
    image = picture(data)
    assert f"{image.width} {image.height}" == size
    if image.width != image.height:
        assert near(colour(image, 0.02, 0.5), TINT)
        end = round(image.width * 0.84)
        image = image.crop((end - image.height, 0, end, image.height))
    assert quarters(image) == UPRIGHT
    studio.says(studio.word("saved").replace("{file}", found))
    shown = studio.page.locator(".result img")
    assert shown.is_visible()
    assert shown.evaluate("image => image.decode().then(() => image.naturalWidth)") == int(
        size.split()[0]
    )


def test_the_colour_alone_and_initials_need_no_photo(studio: Studio, tmp_path: Path) -> None:
    page = studio.page
    page.get_by_label("Nothing but the colour").check()
    studio.words_off()
    name, plain = studio.saved()
    page.get_by_label("Initials").check()
    page.get_by_label("One to three letters").fill("aexyz")
    _, letters = studio.saved()
    assert name == "profile-red-1080.png"
    assert picture(plain).getcolors() == [(1080 * 1080, TINT)]
    left, top, right, bottom = _ink(letters)
    assert 150 < min(left, top) < max(right, bottom) < 930
    assert abs(left + right - 1080) < 40
    assert abs(top + bottom - 1080) < 10
    assert metadata(plain, tmp_path) == metadata(letters, tmp_path) == {}
    page.get_by_label("One to three letters").fill("🙂 ")
    page.locator("[data-save='1080 1080']").click()
    studio.says("One to three letters")
    assert page.evaluate("document.activeElement.name") == "initials"


def test_without_a_photo_there_is_nothing_to_save(studio: Studio) -> None:
    studio.page.locator("[data-save='1080 1080']").click()
    studio.says("Choose a photo")
    assert studio.page.evaluate("document.activeElement.name") == "file"
    assert studio.page.locator(".result").is_hidden()


def test_frames_are_seen_beside_words_too(studio: Studio) -> None:
    studio.plain()
    saved = []
    for frame in ("No frame", "Thin", "Thick"):
        studio.page.get_by_label(frame, exact=True).check()
        saved.append(studio.saved()[1])
    inks = [picture(one).getchannel("G").histogram()[255] for one in saved]
    assert inks[0] * 1.2 < inks[1] < inks[2] / 1.2


def test_long_words_are_broken_in_a_header(studio: Studio) -> None:
    studio.plain()
    studio.page.locator("[name=ring]").fill("لوّنوا صوركم بالأحمر من أجل حلب وأهلها")
    left, top, right, bottom = _ink(studio.saved("1500 500")[1])
    assert bottom - top > 120
    assert right - left > 450


def _ink(data: bytes) -> tuple[int, int, int, int]:
    """The box round all that is white."""
    return picture(data).getchannel("G").point(lambda value: 255 * (value > 200)).getbbox()


def test_frames_lie_round_the_circle_that_networks_cut_out(studio: Studio, photo: bytes) -> None:
    studio.choose("a.jpg", photo)
    studio.slide("strength", 0)
    studio.words_off()
    widths = {}
    for frame in ("None", "Thin", "Thick"):
        studio.page.get_by_label("No frame" if frame == "None" else frame, exact=True).check()
        image = picture(studio.saved()[1])
        middle = [image.getpixel((x, 270)) for x in range(540)]
        widths[frame] = sum(near(pixel, TINT, 30) for pixel in middle)
        if frame != "None":
            assert near(colour(image, 0, 0), TINT)
        assert near(colour(image, 0.4, 0.25), GREEN)
    assert widths["None"] == 0
    assert 0 < widths["Thin"] < widths["Thick"]


@pytest.mark.parametrize("kind", ["host", "folder"])
def test_the_campaigns_frame_is_drawn_where_it_may_be(
    browser: Browser, site: BuiltSite, kind: str
) -> None:
    with place_of(site, kind) as base, opened_studio(browser, f"{base}index.html") as studio:
        page = studio.page
        page.get_by_label("Nothing but the colour").check()
        studio.words_off()
        choice = page.get_by_label("The campaign’s frame")
        if kind == "host":
            page.locator(".own img").scroll_into_view_if_needed()
            page.wait_for_function("document.querySelector('.own img').naturalWidth > 0")
            choice.check()
        else:
            assert choice.count() == 0
            assert page.get_by_text("on the website only").is_visible()
        image = picture(studio.saved()[1])
    assert near(colour(image, 0.03, 0.5), GREEN if kind == "host" else TINT, 20)
    assert near(colour(image, 0.5, 0.5), TINT)


def test_before_and_after_stand_side_by_side_and_only_on_the_screen(
    studio: Studio, photo: bytes
) -> None:
    studio.choose("a.jpg", photo)
    studio.words_off()
    studio.slide("strength", 100)
    button = studio.page.get_by_role("button", name="Before and after")
    button.focus()
    studio.page.keyboard.press("Space")
    assert button.get_attribute("aria-pressed") == "true"
    studio.page.wait_for_timeout(100)
    seen = picture(studio.page.locator("canvas").screenshot())
    assert near(colour(seen, 0.25, 0.25), GREEN)
    assert near(colour(seen, 0.75, 0.25), TINT)
    assert near(colour(picture(studio.saved()[1]), 0.25, 0.25), TINT)
    studio.page.keyboard.press("Space")
    assert button.get_attribute("aria-pressed") == "false"


def test_a_quarter_turn_turns_the_photo(studio: Studio, photo: bytes) -> None:
    studio.choose("a.jpg", photo)
    studio.words_off()
    studio.slide("strength", 0)
    studio.page.get_by_role("button", name="Turn by a quarter").click()
    assert quarters(picture(studio.saved()[1])) == ["black", "green", "blue", "white"]
    assert studio.page.locator("[name=across]").is_enabled()
    assert studio.page.locator("[name=down]").is_disabled()


def test_without_scripts_there_are_words_on_how_to_do_it(browser: Browser, site: BuiltSite) -> None:
    for name, word in (("index.html", "thickest marker"), ("ar/index.html", "قلم تمييز")):
        with opened(browser, java_script_enabled=False) as page:
            page.goto((site.output / name).as_uri())
            assert page.locator("form.studio").is_hidden()
            assert page.get_by_text(word).first.is_visible()


@pytest.mark.parametrize("more", ["  until: 2016-05-01\n", "", "ended"])
def test_what_is_over_has_no_studio(tmp_path: Path, more: str) -> None:
    page = "---\ntitle: T\ndescription: D.\n---\n\n::: photo\n\n::: photo red\n"
    action = "- id: red\n  kind: photo\n  title: Turn red\n"
    ended = "ended: 2020-01-01\n" if more == "ended" else ""
    site = small_site(
        tmp_path,
        {
            "site.yaml": f"title: T\nurl: https://campaign.example.org/\n{ended}",
            "content/act.md": page,
            "content/actions.yaml": action + more.replace("ended", ""),
        },
    )
    site.build()
    assert site.out("act.html").count('<form class="studio"') == (0 if more else 2)
    assert ("studio.js" in site.out("act.html")) is False
    assert site.out("act.html").count("assets/studio.") == (0 if more else 4)
