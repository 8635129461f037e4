"""What browsers are told to keep: the right files, within bounds, whoever made them and when."""

from __future__ import annotations

import hashlib
import json
import random
import re
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from conftest import MakeSite
from generator.build import Options, prepare
from generator.model import Kept, Output
from generator.render.metadata import policy
from generator.render.offline import with_worker
from scripts import answers
from sites import NOW, PROJECT, BuiltSite

OFFLINE = PROJECT / "templates/offline"
PICTURE = "media/red-squares.png"
URL = "title: T\nurl: https://example.org/\n"
LEAVING = "takes its leave"


def listed(worker: str) -> dict[str, str]:
    """The files that a worker keeps, with the beginnings of their hashes."""
    found = re.search(r"const KEPT = (\[.*?\n?\]);\n", worker, re.DOTALL)
    assert found
    return dict(json.loads(re.sub(r",\n\]", "\n]", found[1])))


def page(title: str, text: str = "Text.", **front: str) -> str:
    more = "".join(f"{key}: {value}\n" for key, value in front.items())
    return f"---\ntitle: {title}\ndescription: About {title}.\n{more}---\n\n{text}\n"


def built(made: BuiltSite, **options: Any) -> BuiltSite:
    assert made.build(**options).written, made.problems
    return made


def test_every_file_is_named_by_what_it_holds(site: MakeSite) -> None:
    made = built(site({"content/صفحة.md": page("About")}))
    found = listed(made.out("sw.js"))
    assert {"index.html", "404.html", "privacy.html", "صفحة.html"} <= found.keys()
    digests = {p: hashlib.sha256((made.output / p).read_bytes()).hexdigest() for p in found}
    assert {path: digest[:32] for path, digest in digests.items()} == found
    assert [p for p in found if p.endswith((".zip", ".pdf", ".xml", ".json", ".js.html"))] == []
    assert "sw.js" not in found


def test_the_order_is_that_of_need(site: MakeSite) -> None:
    settings = f"{URL}menu: [demands]\nlanguages: {{en: E, ar: A}}\n"
    files = {
        "site.yaml": settings,
        "content/index.ar.md": page("الصفحة"),
        "content/demands.md": page("Demands", "word " * 900),
        "content/long.md": page("Long", "word " * 500),
        "content/short.md": page("Short", f"![Squares]({PICTURE})"),
        f"content/{PICTURE}": (PROJECT / "content" / PICTURE).read_bytes(),
    }
    made = built(site(files))
    order = list(listed(made.out("sw.js")))
    kinds = [re.sub(r"^assets/.*\.", "*.", path) for path in order]
    groups = list(dict.fromkeys(kinds))
    assert groups[0] == "*.svg"
    assert groups[1] == "*.css"
    ranked = ["index.html", "ar/index.html", "404.html", "demands.html", "*.js"]
    ranked += ["short.html", "long.html"]
    places = [groups.index(one) for one in ranked]
    assert places == sorted(places)
    (picture,) = (path for path in order if path.startswith("media/"))
    assert order[-1] == picture
    assert picture.endswith(".webp")
    assert picture in made.out("short.html")


@pytest.mark.parametrize(("budget", "files"), [(60, 300), (3000, 7)])
def test_it_stays_within_its_bounds(site: MakeSite, budget: int, files: int) -> None:
    pages = {f"content/page-{n}.md": page(f"Page {n}", "word " * 40 * n) for n in range(20)}
    settings = f"{URL}offline: {{budget: {budget}, files: {files}}}\n"
    made = built(site({"site.yaml": settings, **pages}))
    found = listed(made.out("sw.js"))
    assert len(found) <= files
    assert sum((made.output / path).stat().st_size for path in found) <= budget * 1000
    # As much as there is room for: another page would be one too many.
    assert len(found) == files or "index.html" in found


def test_pages_that_have_to_go_one_day_are_not_kept(site: MakeSite) -> None:
    made = built(site({"content/vigil.md": page("Vigil", expires="2030-01-01")}))
    assert made.exists("vigil.html")
    assert "vigil.html" not in listed(made.out("sw.js"))


@pytest.mark.parametrize(
    ("settings", "keeps"),
    [
        ("", True),
        ("offline: yes\n", True),
        ("offline: no\n", False),
        ("risk: high\n", False),
        ("risk: high\noffline: yes\n", True),
    ],
)
def test_whoever_is_in_danger_has_to_want_it(site: MakeSite, settings: str, keeps: bool) -> None:
    made = built(site({"site.yaml": URL + settings}))
    home, headers = made.out("index.html"), made.out("_headers")
    assert (LEAVING not in made.out("sw.js")) == keeps
    assert ("assets/offline." in home) == keeps
    assert ("trusted-types handbill" in home) == keeps
    assert ("trusted-types handbill" in headers) == ("connect-src 'self'" in headers) == keeps
    assert "connect-src 'none'" in home
    assert ("Delete the copy" in made.out("privacy.html")) == keeps
    assert ("Your browser keeps a copy" in made.out("privacy.html")) == keeps
    assert ("data-unkept" in made.out("404.html")) == keeps


def test_a_preview_has_nothing_kept(site: MakeSite, tmp_path: Path) -> None:
    made = site()
    book = prepare(made.root, Options(tmp_path / "out", NOW, preview=True)).book
    assert book is not None
    (worker,) = with_worker((), book)
    assert isinstance(worker, Output)
    assert LEAVING in worker.data.decode()


def test_the_worker_is_the_same_whatever_comes_first_and_stood_before(
    site: MakeSite, tmp_path: Path
) -> None:
    files: dict[str, str | bytes] = {
        f"content/page-{n}.md": page(f"Page {n}", f"![Squares]({PICTURE})") for n in range(30)
    }
    files[f"content/{PICTURE}"] = (PROJECT / "content" / PICTURE).read_bytes()
    files["site.yaml"] = f"{URL}offline: {{files: 20}}\n"
    made = built(site(files))
    book = prepare(made.root, Options(tmp_path / "out", NOW)).book
    assert book is not None
    outputs: list[Output | Kept] = []
    for number, name in enumerate(made.files()):
        data, path = (made.output / name).read_bytes(), PurePosixPath(name)
        digest = hashlib.sha256(data).hexdigest()
        kept = Kept(path, made.output / name, len(data), digest)
        outputs.append(kept if number % 2 else Output(path, data))
    for seed in range(3):
        random.Random(seed).shuffle(outputs)
        *rest, worker = with_worker(outputs, book)
        assert len(rest) == len(outputs) - 1
        assert isinstance(worker, Output)
        assert worker.data.decode() == made.out("sw.js")


def test_a_second_build_renews_the_list(site: MakeSite) -> None:
    made = built(site({"content/about.md": page("About")}))
    before = listed(made.out("sw.js"))
    made.write({"content/about.md": page("About", "Other words.")})
    after = listed(built(made).out("sw.js"))
    assert {path for path in after if after[path] != before[path]} == {"about.html"}
    renewed = made.out("sw.js")
    assert built(made, cache=False).out("sw.js") == renewed


def test_the_address_of_the_worker_is_taken(site: MakeSite) -> None:
    made = site({"content/about.md": page("About", aliases="[/sw.js]")})
    made.build()
    assert [(p.code, p.message) for p in made.problems] == [
        ("same-address", "'sw.js' is the address of another page")
    ]


def test_a_site_has_its_own_worker_if_it_wants(site: MakeSite) -> None:
    own = "const KEPT = [];\n"
    made = built(site({"templates/offline/sw.js": own}))
    assert "index.html" in listed(made.out("sw.js"))


def test_each_language_has_a_manifest_of_its_own(site: MakeSite) -> None:
    settings = "title: {en: Red, ar: أحمر}\nlanguages: {en: E, ar: A}\n"
    made = built(site({"site.yaml": settings, "content/index.ar.md": page("الصفحة")}))
    keys = ("name", "lang", "dir", "start_url", "scope")
    found = [json.loads(made.out(f"{folder}manifest.webmanifest")) for folder in ("", "ar/")]
    assert [[one[key] for key in keys] for one in found] == [
        ["Red", "en", "ltr", "index.html", "./"],
        ["أحمر", "ar", "rtl", "../ar/index.html", "../"],
    ]
    assert '<link rel="manifest" href="manifest.webmanifest">' in made.out("index.html")
    assert '<link rel="manifest" href="../ar/manifest.webmanifest">' in made.out("ar/index.html")


def test_pages_themselves_fetch_nothing() -> None:
    assert "connect-src 'none'" in policy(offline=True)
    assert "connect-src 'self'" in policy(headers=True, offline=True)
    assert "connect-src 'none'" in policy(headers=True)
    assert policy().endswith("trusted-types 'none'")


@pytest.mark.parametrize(
    ("path", "files"),
    [
        ("", ["index.html"]),
        ("ar/", ["ar/index.html"]),
        ("about", ["about", "about.html", "about/index.html"]),
        ("about.html", ["about.html", "about.html.html", "about.html/index.html"]),
    ],
)
def test_addresses_mean_files(path: str, files: list[str]) -> None:
    assert answers("sw.js", ("meant", [path]), folder=OFFLINE) == [files]


@pytest.mark.parametrize(
    ("path", "pages"),
    [
        ("", ["404.html"]),
        ("x", ["404.html"]),
        ("ar/x", ["ar/404.html", "404.html"]),
        ("ar/x/y", ["ar/x/404.html", "ar/404.html", "404.html"]),
    ],
)
def test_the_nearest_page_speaks_for_what_is_missing(path: str, pages: list[str]) -> None:
    assert answers("sw.js", ("missing", [path]), folder=OFFLINE) == [pages]


def test_another_size_stands_in_for_a_picture() -> None:
    names = ["media/a-b-960.webp", "media/a-480.webp", "about.html"]
    calls = [("likeness", [f"media/{name}", names]) for name in ("a-960.avif", "b-960.avif", "a")]
    assert answers("sw.js", *calls, folder=OFFLINE) == ["media/a-480.webp", None, None]


def test_addresses_that_cannot_be_read_lead_nowhere() -> None:
    calls = [("decoded", [path]) for path in ("%D8%AD", "%", "%ff")]
    assert answers("sw.js", *calls, folder=OFFLINE) == ["ح", "%", "%ff"]


def test_the_page_for_missing_pages_has_other_words() -> None:
    page = (
        "<title>It is not here</title>"
        '<h1 data-unkept="No &#34;line&#34; $&amp; $1">It is not here</h1>'
        '<p class="standfirst" data-unkept="Try again.">It was taken down.</p><p>Go on:</p>'
    )
    line = "No &#34;line&#34; $&amp; $1"
    other = f'<title>{line}</title><h1>{line}</h1><p class="standfirst">Try again.</p><p>Go on:</p>'
    plain = "<title>Theirs</title><h1>Theirs</h1>"
    calls = [("reworded", [page]), ("reworded", [plain])]
    assert answers("sw.js", *calls, folder=OFFLINE) == [other, plain]
