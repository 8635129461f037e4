"""Real servers with the configurations that are printed for them: every sort of file, every header."""

from __future__ import annotations

import gzip
import io
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from PIL import Image

from generator.build import Options, prepare
from generator.render.hosting import configuration
from generator.targets.media_types import kind_of
from servers.apache import apache
from servers.caddy import caddy
from servers.nginx import HOST, Answer, Web, free_port, nginx
from sites import NOW, BuiltSite, small_site

FOREVER = "public, max-age=31536000, immutable"
PAGE = (
    "---\ntitle: About\ndescription: Who we are.\naliases: [{}]\n---\n\n![Squares](media/p.png)\n"
)
ALIASES = "/old.html, /once/, /two words.html, '/$uri;}.html', /قديم.html"
ONION = "http://" + "a" * 56 + ".onion"
FORMER = [
    "/old.html",
    "/once/",
    "/once/index.html",
    "/two%20words.html",
    "/%24uri%3B%7D.html",
    "/%D9%82%D8%AF%D9%8A%D9%85.html",
]
TIMELINE = "title: Days\nevents:\n  - {date: 2026-05-01, title: A day, source: S1}\n"
SITE = """\
title: A campaign
url: https://campaign.example.org/
onion: {}
languages: [en, ar]
sources: {{S1: {{title: A report, publisher: The Example}}}}
"""
HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
}


def picture() -> bytes:
    """A picture just wide enough for two sizes."""
    made = io.BytesIO()
    Image.new("RGB", (640, 20), "red").save(made, "PNG")
    return made.getvalue()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """A site with a file of every sort; parts of pages are there in two languages."""
    files = {
        "site.yaml": SITE.format(ONION),
        "content/about.md": PAGE.format(ALIASES),
        "content/about.ar.md": PAGE.format(""),
        "content/index.ar.md": "---\ntitle: بيت\ndescription: حملة.\n---\n\nمرحبا\n",
        "content/timeline/days.yaml": TIMELINE,
        "content/media/p.png": picture(),
    }
    site = small_site(tmp_path_factory.mktemp("hosted") / "site", files)
    assert site.build().written, site.problems
    return site


def printed(site: BuiltSite, server: str) -> str:
    """The configuration of a server for a site."""
    book = prepare(site.root, Options(site.output, NOW, kit=False)).book
    assert book
    text = configuration(book, server)
    assert isinstance(text, str), text
    return text


@pytest.fixture(scope="module", params=["nginx", "apache", ".htaccess", "caddy"])
def web(
    request: pytest.FixtureRequest, built: BuiltSite, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Web]:
    """The site as each of the servers gives it to readers."""
    folder = tmp_path_factory.mktemp("server") / "server"
    servers = {
        "nginx": lambda: nginx(folder, built.output, printed(built, "nginx")),
        "apache": lambda: apache(folder, built.output, printed(built, "apache")),
        ".htaccess": lambda: apache(folder, built.output),
        "caddy": lambda: caddy(folder, built.output, printed(built, "caddy")),
    }
    with servers[request.param]() as running:
        yield running


def files_of(built: BuiltSite) -> list[str]:
    """The files that readers ask for: without those for servers, and without former addresses."""
    hidden = [name for name in built.files() if Path(name).name.startswith(".")]
    former = [unquote(path).lstrip("/") for path in FORMER]
    return sorted(set(built.files()) - set(hidden) - set(former))


def has_all_headers(built: BuiltSite, answer: Answer) -> None:
    (csp,) = re.findall("Content-Security-Policy: (.*)", built.out("_headers"))
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert answer.headers["content-security-policy"] == csp
    assert "camera=()" in answer.headers["permissions-policy"]
    assert "server" not in answer.headers or "/" not in answer.headers["server"].split("Apache/")[0]
    assert "strict-transport-security" not in answer.headers


def test_every_file_is_served_with_its_type_and_all_headers(built: BuiltSite, web: Web) -> None:
    sorts = set()
    for name in files_of(built):
        answer = web.get("/" + name)
        assert (answer.status, answer.body) == (200, (built.output / name).read_bytes()), name
        has_all_headers(built, answer)
        if "." in name:
            assert answer.headers.get("content-type") == kind_of(name).media_type, name
            sorts.add(Path(name).suffix)
    assert {".html", ".css", ".js", ".xml", ".json", ".ics", ".csv", ".avif", ".png"} <= sorts


def test_tor_browser_is_led_to_the_same_page(web: Web) -> None:
    headers = web.get("/about.html").headers
    if "Apache" in headers.get("server", ""):
        # There the header is a text as it stands: the front page has it, others name themselves.
        assert "onion-location" not in headers
        assert web.get("/").headers["onion-location"] == ONION
    else:
        assert headers["onion-location"] == ONION + "/about.html"
        assert web.get("/").headers["onion-location"] == ONION + "/"


def test_what_never_changes_is_kept_and_all_else_asked_for(built: BuiltSite, web: Web) -> None:
    for name in files_of(built):
        forever = name.startswith(("assets/", "media/"))
        assert web.get("/" + name).headers["cache-control"] == (FOREVER if forever else "no-cache")


def test_other_sites_may_show_pictures_and_no_pages(built: BuiltSite, web: Web) -> None:
    name = "cross-origin-resource-policy"
    (picture,) = (built.output / "media").glob("*-480.png")
    assert web.get(f"/media/{picture.name}").headers[name] == "cross-origin"
    assert web.get("/kit/qr-en.png").headers[name] == "cross-origin"
    assert web.get("/about.html").headers[name] == "same-site"


def test_a_page_that_was_not_changed_is_not_sent_again(web: Web) -> None:
    first = web.get("/about.html")
    again = web.get("/about.html", If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    packed = web.get("/about.html", Accept_Encoding="gzip")
    again = web.get("/about.html", Accept_Encoding="gzip", If_None_Match=packed.headers["etag"])
    assert again.status == 304


def test_texts_are_packed_on_their_way(web: Web) -> None:
    for path in ("/about.html", "/sitemap.xml", "/ar/feed.xml"):
        plain, packed = web.get(path), web.get(path, Accept_Encoding="gzip")
        assert packed.headers.get("content-encoding") == "gzip", (path, packed)
        assert "accept-encoding" in packed.headers["vary"].lower()
        assert gzip.decompress(packed.body) == plain.body
        assert len(packed.body) < len(plain.body)


@pytest.mark.parametrize("path", ["/none.html", "/assets/none.0123456789.css", "/.nojekyll"])
def test_what_is_not_there_gets_the_sites_own_page(built: BuiltSite, web: Web, path: str) -> None:
    answer = web.get(path)
    assert answer.status == 404
    assert answer.body == (built.output / "404.html").read_bytes()
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "immutable" not in answer.headers.get("cache-control", "")
    has_all_headers(built, answer)


@pytest.mark.parametrize("path", FORMER)
def test_former_addresses_lead_on(built: BuiltSite, web: Web, path: str) -> None:
    answer = web.get(path)
    assert answer.status == 301
    assert answer.headers["location"].removeprefix(f"http://127.0.0.1:{web.port}") == "/about.html"
    has_all_headers(built, answer)


def test_servers_settings_are_nobody_elses(built: BuiltSite, web: Web) -> None:
    assert built.exists(".htaccess")
    assert web.get("/.htaccess").status in (403, 404)
    assert b"Header" not in web.get("/.htaccess").body


def test_a_folder_shows_its_page_and_never_a_list(built: BuiltSite, web: Web) -> None:
    assert web.get("/").body == (built.output / "index.html").read_bytes()
    assert web.get("/ar/").body == (built.output / "ar" / "index.html").read_bytes()
    assert web.get("/assets/").status in (403, 404)
    moved = web.get("/ar")
    assert moved.status in (301, 308)
    assert moved.headers["location"].removeprefix(f"http://127.0.0.1:{web.port}") == "/ar/"


def test_a_site_in_a_folder_of_its_host(tmp_path: Path) -> None:
    files = {
        "site.yaml": SITE.format(ONION).replace(".org/", ".org/a.campaign/"),
        "content/about.md": PAGE.format("/old.html").replace("media/p.png", "media/q.png"),
        "content/media/q.png": picture(),
    }
    site = small_site(tmp_path / "site", {**files, "content/index.ar.md": "---\ntitle: بيت\n---\n"})
    assert site.build().written, site.problems
    root = tmp_path / "root"
    root.mkdir()
    (root / "a.campaign").symlink_to(site.output)
    (shown,) = (site.output / "media").glob("*-480.png")
    assert r'"~^/a\.campaign/' in printed(site, "nginx")
    with nginx(tmp_path / "server", root, printed(site, "nginx")) as web:
        assert web.get("/a.campaign/").status == 200
        assert web.get("/a.campaign/none").body == (site.output / "404.html").read_bytes()
        assert web.get("/a.campaign/old.html").headers["location"] == "/a.campaign/about.html"
        kept = web.get(f"/a.campaign/media/{shown.name}")
        assert kept.headers["cache-control"] == FOREVER
        has_all_headers(site, web.get("/a.campaign/about"))


def test_the_onion_service_beside_the_site(built: BuiltSite, tmp_path: Path) -> None:
    """Both configurations in one nginx: no name is taken twice, and neither sends readers away."""
    web_too = printed(built, "nginx").replace("    listen [::]:80;\n", "")
    web_too = web_too.replace("listen 80;", f"listen {HOST}:{free_port()};")
    onion = printed(built, "onion")
    with nginx(tmp_path / "server", built.output, onion, beside=web_too) as web:
        answer = web.get("/about.html")
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "upgrade-insecure-requests" not in policy
        assert not {"onion-location", "strict-transport-security"} & set(answer.headers)
        assert answer.headers["x-frame-options"] == "DENY"
        assert web.get("/old.html").headers["location"] == "/about.html"
