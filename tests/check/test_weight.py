"""How heavy pages are, and when that is too much."""

from __future__ import annotations

import random
import zlib

import pytest

from generator.check.finished import finish
from generator.check.weight import Scales, check
from generator.problems import Problem

from .made import found, outputs, page, site

CSS = '<link rel="stylesheet" href="assets/site.css">'


def noise(size: int) -> bytes:
    """Letters that gzip makes about `size` bytes of."""
    return random.Random(size).randbytes(size).hex().encode() if size else b""


def look(files: dict[str, str | bytes], **budget: int) -> list[Problem]:
    of = site(budget={"page": 30, "page_with_pictures": 60, **budget})
    return found(check, {"about.html": page(), **files}, of)


def test_a_light_site_is_quiet() -> None:
    assert look({"index.html": page(head=CSS), "assets/site.css": noise(10_000)}) == []


def test_a_heavy_page_names_its_heaviest_files() -> None:
    head = f'{CSS}<script src="assets/a.js"></script><link rel="preload" href="assets/b.woff2">'
    files = {
        "assets/site.css": noise(9_000),
        "assets/a.js": noise(12_000),
        "assets/b.woff2": noise(8_000),
    }
    (problem,) = look({"x/a.html": page(head=head.replace("assets/", "../assets/")), **files})
    assert problem.code == "over-budget"
    assert str(problem.place) == "output/x/a.html"
    assert "and 30 KB are allowed" in problem.message
    assert [word for word in problem.hint.split() if "/" in word] == [
        "assets/b.woff2",
        "assets/a.js",
        "assets/site.css",
    ]


def test_what_is_not_loaded_at_first_does_not_count() -> None:
    head = '<link rel="alternate" href="feed.xml"><link rel="canonical" href="big.html">'
    files = {"feed.xml": noise(50_000), "big.zip": noise(50_000)}
    assert look({"a.html": page('<a href="big.zip">x</a>', head), **files}) == []


def test_weights_are_those_of_gzip() -> None:
    text = page(f"<p>{noise(31_000).decode()}</p>")
    (problem,) = look({"a.html": text})
    size = len(zlib.compress(text.encode(), 6)) + 18
    assert f"weighs {size / 1000:.1f} KB" in problem.message


def test_the_heaviest_pages_are_named_and_the_others_counted() -> None:
    files = {f"{n}.html": page(noise(31_000 + 300 * n).decode()) for n in range(8)}
    problems = look(files)
    assert [str(p.place) for p in problems] == [f"output/{n}.html" for n in (7, 6, 5, 4, 3)] + [
        "output"
    ]
    assert problems[-1].message == "3 more pages weigh more than 30 KB"


def test_the_home_page_arrives_at_once_or_is_told() -> None:
    files = {
        "index.html": page(head=CSS),
        "ar/index.html": page(),
        "assets/site.css": noise(14_000),
    }
    (problem,) = look(files)
    assert problem.code == "second-round-trip"
    assert str(problem.place) == "output/index.html"
    assert "assets/site.css (" in problem.hint


PICTURE = """<picture>
<source type="image/avif" srcset="m/a-480.avif 480w, m/a-960.avif 960w, m/a-1600.avif 1600w">
<source type="image/webp" srcset="m/a-480.webp 480w, m/a-960.webp 960w">
<img src="m/a-960.jpg" srcset="m/a-480.jpg 480w, m/a-960.jpg 960w" alt="">
</picture>"""


@pytest.mark.parametrize(
    ("body", "loaded"),
    [
        (PICTURE, "m/a-960.avif"),
        (PICTURE.replace("avif", "webp"), "m/a-960.webp"),
        ('<img src="m/b.jpg" alt="">', "m/b.jpg"),
        (
            '<img src="m/b.jpg" srcset="m/b-1600.jpg 1600w, m/b-1200.jpg 1200w" alt="">',
            "m/b-1200.jpg",
        ),
        ('<img src="m/b.jpg" srcset="m/b-2.jpg 2x" alt="">', "m/b-2.jpg"),
        (
            PICTURE + '<video><source src="m/a.mp4"></video><img src="m/a-1.jpg" alt="">',
            "m/a-1.jpg",
        ),
    ],
)
def test_of_each_picture_one_file_counts(body: str, loaded: str) -> None:
    names = ("a-480.avif", "a-960.avif", "a-1600.avif", "a-480.webp", "a-960.webp")
    files: dict[str, str | bytes] = {f"m/{name}": b"x" for name in names}
    assert look({"a.html": page(body), **files, loaded: bytes(59_000)}) == []
    (problem,) = look({"a.html": page(body), **files, loaded: bytes(60_000)})
    assert problem.message.startswith("with its pictures the page weighs 60.")
    assert problem.hint.startswith(f"the heaviest: {loaded} (60 KB)")


def test_a_page_that_is_too_heavy_without_pictures_is_told_once() -> None:
    text = noise(31_000).decode() + '<img src="a.jpg" alt="">'
    (problem,) = look({"a.html": page(text), "a.jpg": bytes(40_000)})
    assert problem.message.startswith("the page without pictures weighs 3")


def test_a_picture_shown_twice_is_loaded_once() -> None:
    body = '<img src="a.jpg" alt="">' * 2
    assert look({"a.html": page(body), "a.jpg": bytes(40_000)}) == []


def test_pictures_from_nowhere_weigh_nothing() -> None:
    body = (
        '<img alt=""><img src="gone.jpg" alt=""><img src="../a.jpg" alt=""><img src="//a/b" alt="">'
    )
    assert look({"a.html": page(body)}) == []


@pytest.mark.parametrize(
    ("url", "root"),
    [("https://campaign.example.org/", "/"), ("https://example.org/a/b", "/a/b/")],
)
def test_addresses_from_the_root_are_found_below_it(url: str, root: str) -> None:
    sheet = f'<link rel="stylesheet" href="{root}assets/site.css">'
    body = f'<img src="{root}a.jpg" alt=""><img src="/elsewhere/a.jpg" alt="">'
    files: dict[str, str | bytes] = {
        "en/404.html": page(body, sheet),
        "assets/site.css": noise(2_000),
        "a.jpg": bytes(700),
    }
    made = finish(outputs(files), site(url=url), {})
    load = Scales(made.outputs, made.root).load(made.pages["en/404.html"])
    assert set(load.text) == {"en/404.html", "assets/site.css"}
    assert load.pictures == {"a.jpg": 700}
    heavy = {**files, "assets/site.css": noise(31_000)}
    (problem,) = found(check, heavy, site(url=url, budget={"page": 30}))
    assert "assets/site.css (" in problem.hint
