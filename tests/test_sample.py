"""The project's own campaign, as it is published: a few strong facts."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import re
from collections import Counter
from pathlib import Path
from urllib.parse import quote, unquote
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import html5lib
import pytest

from sites import PROJECT, BuiltSite

ADDRESS = "https://makefacebookred.example.org/"
LANGUAGES = {"en": "", "ar": "ar/"}
PICTURES = (".png", ".jpg", ".webp", ".avif", ".gif")
PACKED = (".pdf", ".zip")

# When the four lost posts were posted, as their numbers tell.
SECONDS = ("15:37:11", "17:15:17", "21:45:40", "22:39:20")

EACH_LANGUAGE = [
    "index.html",
    "about.html",
    "demands.html",
    "safety-check.html",
    "take-action.html",
    "voices.html",
    "figures.html",
    "statements.html",
    "sources.html",
    "privacy.html",
    "timeline/aleppo-2016.html",
    "timeline/aleppo-2016.csv",
    "timeline/aleppo-2016.ics",
    "timeline/aleppo-2016.json",
    "voices/helpless.html",
    "voices/are-they-alive.html",
    "voices/turn-red-call.html",
    "voices/lost-1.html",
    "voices/lost-2.html",
    "voices/lost-3.html",
    "voices/lost-4.html",
    "updates/index.html",
    "updates/2016-05-01-thousands-pledge.html",
    "tags/index.html",
    "feed.xml",
    "feed.json",
    "404.html",
    "kit.html",
    "mastodon.html",
    "safe.html",
]
ONCE = [
    "sitemap.xml",
    "robots.txt",
    "manifest.webmanifest",
    "_headers",
    "_redirects",
    ".htaccess",
    ".nojekyll",
    "manifest.json",
    "SHA256SUMS",
]


@pytest.fixture(scope="module")
def trees(sample: BuiltSite) -> dict[str, Element]:
    """Every page as a tree, by its path; what is wrong with a page's HTML fails here."""
    trees, faults = {}, {}
    for name in sample.pages():
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        trees[name] = parser.parse(sample.out(name))
        faults[name] = parser.errors
    assert {name: errors for name, errors in faults.items() if errors} == {}
    return trees


def address(name: str) -> str:
    """Where a file of the output will stand."""
    return ADDRESS + quote(re.sub(r"(^|/)index\.html$", r"\1", name))


def texts(site: BuiltSite) -> dict[str, str]:
    """Every file of the output that is text, by its path."""
    return {
        name: site.out(name) for name in site.files() if not name.endswith((*PICTURES, *PACKED))
    }


@pytest.mark.parametrize("folder", LANGUAGES.values())
def test_each_language_has_every_file(sample: BuiltSite, folder: str) -> None:
    assert {folder + name for name in EACH_LANGUAGE} - set(sample.files()) == set()


def test_the_files_for_hosts_and_readers_are_there(sample: BuiltSite) -> None:
    assert set(ONCE) - set(sample.files()) == set()
    assets = [name for name in sample.files() if name.startswith("assets/")]
    sheets = {name.split("/")[1].split(".")[0] for name in assets if name.endswith(".css")}
    assert sheets == {"site", "actions", "kit", "studio", "tools"}
    assert [n for n in assets if not re.fullmatch(r"assets/[\w-]+\.[0-9a-f]{10}\.\w+", n)] == []


def test_the_sample_is_built_without_a_complaint(sample: BuiltSite) -> None:
    notes = [(problem.code, problem.place.path) for problem in sample.problems]
    assert notes == [("lost-post", f"content/posts/lost-{n}.yaml") for n in (1, 2, 3, 4)]
    for problem, second in zip(sample.problems, SECONDS, strict=True):
        assert f"2016-04-30T{second}Z" in problem.message


def test_the_manifest_lists_exactly_what_is_there(sample: BuiltSite) -> None:
    manifest = json.loads(sample.out("manifest.json"))
    listed = {entry["path"]: (entry["size"], entry["sha256"]) for entry in manifest["files"]}
    files = set(sample.files()) - {"manifest.json", "SHA256SUMS"}
    data = {name: (sample.output / name).read_bytes() for name in files}
    assert listed == {n: (len(d), hashlib.sha256(d).hexdigest()) for n, d in data.items()}
    lines = "".join(f"{e['sha256']}  {e['path']}\n" for e in manifest["files"])
    assert sample.out("SHA256SUMS") == lines
    assert manifest["root"] == hashlib.sha256(lines.encode()).hexdigest()


HIDDEN = ("Latif", "latif_syr", "عبداللطيف")


def test_a_protected_person_is_nowhere(sample: BuiltSite) -> None:
    source = (PROJECT / "content/posts/are-they-alive.yaml").read_text("utf-8")
    assert [name for name in HIDDEN if name not in source] == []
    for name in HIDDEN:
        forms = {name, quote(name), json.dumps(name)[1:-1], "".join(f"&#{ord(c)};" for c in name)}
        wanted = re.compile(b"|".join(re.escape(form.encode()) for form in forms), re.IGNORECASE)
        assert [path for path in sample.files() if wanted.search(path.encode())] == []
        assert [p for p in sample.files() if wanted.search((sample.output / p).read_bytes())] == []
    shown = "a Twitter user"
    assert shown in sample.out("voices/are-they-alive.html")


def test_nothing_of_ours_shows(sample: BuiltSite) -> None:
    """Comments, our own link scheme, template marks, the builder's folders."""
    for mark in ("<!--", "handbill:/", "{{", "{%", ":::", str(sample.root), str(Path.home()) + "/"):
        assert [name for name, text in texts(sample).items() if mark in text] == [], mark


@pytest.mark.parametrize("folder", LANGUAGES.values())
def test_the_first_view_fits_into_one_round_trip(
    sample: BuiltSite, trees: dict[str, Element], folder: str
) -> None:
    home = f"{folder}index.html"
    sheets = _addressed(trees[home], ".//link[@rel='stylesheet']", "href")
    others = _addressed(trees[home], ".//script[@src]", "src")
    others += _addressed(trees[home], ".//link[@rel='icon']", "href")
    assert len(sheets) == 1
    need = sum(_packed(sample, home, file) for file in ["", *sheets])
    assert need <= 14_000
    assert need + sum(_packed(sample, home, file) for file in others) <= 30_000


def _addressed(tree: Element, path: str, attribute: str) -> list[str]:
    return [element.attrib[attribute] for element in tree.iterfind(path)]


def _packed(sample: BuiltSite, page: str, link: str) -> int:
    """How many bytes a host sends for what `page` links to; for the page itself if to nothing."""
    file = (sample.output / page).parent / unquote(link) if link else sample.output / page
    return len(gzip.compress(file.read_bytes(), mtime=0))


def test_each_page_says_where_it_stands_and_in_which_languages(trees: dict[str, Element]) -> None:
    alternates = {}
    for name, tree in trees.items():
        if name.endswith("404.html"):
            continue
        canonical = _addressed(tree, ".//link[@rel='canonical']", "href")
        assert canonical == [address(name)]
        assert tree.find(".//meta[@property='og:url']").attrib["content"] == address(name)
        links = tree.iterfind(".//link[@hreflang]")
        alternates[address(name)] = {link.attrib["hreflang"]: link.attrib["href"] for link in links}
    assert sum(len(each) == 2 for each in alternates.values()) > 30
    for own, each in alternates.items():
        assert not each or own in each.values()
        for language, other in each.items():
            assert other.startswith(ADDRESS + LANGUAGES[language])
            assert (language == "ar") == other.startswith(f"{ADDRESS}ar/")
            assert alternates[other] == each


def test_each_page_has_one_heading_a_title_and_a_description(trees: dict[str, Element]) -> None:
    pages = {name: tree for name, tree in trees.items() if not name.endswith("404.html")}
    assert [name for name, tree in trees.items() if len(list(tree.iter("h1"))) != 1] == []
    titles = Counter(tree.findtext(".//title") for tree in pages.values())
    assert [title for title, times in titles.items() if times > 1] == []
    found = {n: t.find(".//meta[@name='description']") for n, t in pages.items()}
    assert [n for n, said in found.items() if said is None or not said.attrib["content"]] == []


def test_pictures_say_what_they_show_and_keep_their_place(trees: dict[str, Element]) -> None:
    pictures = [(name, img.attrib) for name, tree in trees.items() for img in tree.iter("img")]
    assert pictures
    assert [p for p in pictures if not {"src", "alt", "width", "height"} <= p[1].keys()] == []


def test_links_to_others_tell_them_nothing(trees: dict[str, Element]) -> None:
    outer = [
        (name, a.attrib)
        for name, tree in trees.items()
        for a in tree.iter("a")
        if a.attrib.get("href", "").startswith("http")
    ]
    assert outer
    wanted = {"noopener", "noreferrer"}
    assert [a for a in outer if not wanted <= set(a[1].get("rel", "").split())] == []


@pytest.mark.parametrize("name", ["feed.xml", "ar/feed.xml", "sitemap.xml"])
def test_feeds_and_sitemap_lead_to_pages_that_exist(sample: BuiltSite, name: str) -> None:
    tree = ElementTree.fromstring(sample.out(name))
    links = [e.attrib["href"] for e in tree.iter() if "href" in e.attrib]
    links += [e.text or "" for e in tree.iter() if e.tag.endswith("}loc")]
    standing = {address(file) for file in sample.files()}
    assert len(links) >= 3
    assert set(links) - standing == set()


def test_the_sitemap_lists_every_page_once(sample: BuiltSite) -> None:
    tree = ElementTree.fromstring(sample.out("sitemap.xml"))
    listed = [e.text for e in tree.iter() if e.tag.endswith("}loc")]
    pages = {address(name) for name in sample.pages() if not name.endswith("404.html")}
    assert sorted(listed) == sorted(pages)


def test_data_files_parse(sample: BuiltSite, trees: dict[str, Element]) -> None:
    names = [name for name in sample.files() if name.endswith((".json", ".webmanifest"))]
    assert len(names) >= 6
    assert [name for name in names if not json.loads(sample.out(name))] == []
    blocks = [
        json.loads(script.text or "")
        for tree in trees.values()
        for script in tree.iterfind(".//script[@type='application/ld+json']")
    ]
    assert len(blocks) > 40
    assert {block["@context"] for block in blocks} == {"https://schema.org"}


@pytest.mark.parametrize("folder", LANGUAGES.values())
def test_the_timeline_s_exports_hold_its_events(sample: BuiltSite, folder: str) -> None:
    base = f"{folder}timeline/aleppo-2016"
    rows = list(csv.DictReader(sample.out(f"{base}.csv").removeprefix("\ufeff").splitlines()))
    events = json.loads(sample.out(f"{base}.json"))["events"]
    page = sample.out(f"{base}.html")
    assert [row["id"] for row in rows] == [event["unique_id"] for event in events]
    assert len(rows) == 12
    assert [row["id"] for row in rows if f'id="{row["id"]}"' not in page] == []
    assert [row for row in rows if None in row or not (row["date"] and row["title"])] == []


@pytest.mark.parametrize("folder", LANGUAGES.values())
def test_the_calendar_can_be_read_by_calendars(sample: BuiltSite, folder: str) -> None:
    data = (sample.output / f"{folder}timeline/aleppo-2016.ics").read_bytes()
    lines = data.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    assert [line for line in lines if not _is_text(line)] == []
    said = data.replace(b"\r\n ", b"").decode()
    names = Counter(
        re.findall(r"^(BEGIN:VEVENT|END:VEVENT|UID|DTSTAMP|DTSTART|SUMMARY)", said, re.M)
    )
    assert len(set(names.values())) == 1
    assert names["UID"] >= 6
    identities = re.findall(r"^UID:(.+)", said, re.M)
    assert len(set(identities)) == len(identities)
    assert "DTSTART;VALUE=DATE:20160429" in said
    assert said.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
    assert said.endswith("END:VCALENDAR\r\n")


def _is_text(line: bytes) -> bool:
    """Whether no letter was torn in two where the line was folded."""
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True
