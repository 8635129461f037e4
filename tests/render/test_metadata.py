"""The policy lets in what the site needs, and nothing that it does not."""

from __future__ import annotations

import html

import pytest

from conftest import MakeSite
from generator.render.metadata import policy

STUDIO = "- {id: s, kind: photo, title: Red%s}\n"


def pictures_from(text: str) -> str:
    (said,) = (part for part in html.unescape(text).split(";") if " img-src " in f" {part} ")
    return said.partition("img-src ")[2]


@pytest.mark.parametrize(
    ("actions", "sources"),
    [
        ("", "'self'"),
        ("- {id: v, kind: pledge, title: Vow}\n", "'self'"),
        (STUDIO % ", until: 2016-05-31", "'self'"),
        (STUDIO % "", "'self' blob:"),
    ],
)
def test_photos_are_let_in_where_there_is_a_studio(
    site: MakeSite, actions: str, sources: str
) -> None:
    made = site({"content/actions.yaml": actions} if actions else {})
    assert made.build().written, made.problems
    assert pictures_from(made.out("index.html")) == sources


def test_headers_hold_for_every_page() -> None:
    headers = policy(headers=True, https=True)
    assert pictures_from(headers) == "'self' blob:"
    assert headers.endswith("; frame-ancestors 'none'; upgrade-insecure-requests")
    assert "data:" not in headers


ONION = "http://" + "a" * 56 + ".onion"


@pytest.mark.parametrize("base", ["/", "/campaign/"])
def test_each_page_names_itself_on_the_onion_service(site: MakeSite, base: str) -> None:
    settings = f"title: T\nonion: {ONION}{base}\nlanguages: {{en: E, ar: A}}\n"
    front = "---\ntitle: T\ndescription: About T.\n---\n"
    pages = {f"content/{name}.md": front for name in ("index.ar", "notes/water", "notes/ماء.ar")}
    made = site({"site.yaml": settings, **pages})
    assert made.build().written, made.problems
    said = {
        "index.html": "",
        "notes/water.html": "notes/water.html",
        "ar/notes/ماء.html": "ar/notes/%D9%85%D8%A7%D8%A1.html",
        "ar/privacy.html": "ar/privacy.html",
        # Where there is no page, whoever asked finds the front page.
        "404.html": "",
        "ar/404.html": "ar/",
    }
    for path, expected in said.items():
        tag = f'<meta http-equiv="onion-location" content="{ONION}{base}{expected}">'
        assert tag in made.out(path)
        assert made.out(path).count("onion-location") == 1


def test_without_an_onion_service_no_page_names_one(site: MakeSite) -> None:
    made = site()
    assert made.build().written, made.problems
    assert "onion-location" not in made.out("index.html")
