"""The workbench: how messages look on each network, how they count, and what stands besides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

import html5lib

MakeSite = Callable[..., Any]

SITE = """
title: {en: Example, ar: مثال}
url: https://example.org/
languages: {en: {name: English}, ar: {name: العربية, locale: ar-SY, numerals: arab}}
hashtags: {en: [OneTag, OtherTag], ar: [وسم_أول]}
share: {networks: [whatsapp, x, sms, threads, reddit, signal]}
"""
HOME = "---\ntitle: الصفحة\ndescription: عنها.\n---\n\nكلمات.\n"
MESSAGES = """
- id: first
  text: {en: Nobody can say that they did not know., ar: لا يقل أحد إنه لم يكن يعلم.}
  networks: {x: {en: Shorter.}}
- id: figures
  text: {en: A second one.}
  hashtags: [Single]
"""
BASE = {"site.yaml": SITE, "content/index.ar.md": HOME, "content/share.yaml": MESSAGES}


def kit(site: MakeSite, name: str = "kit.html", **files: str) -> Element:
    made = site({**BASE, **files})
    assert made.build().written, made.problems
    found: Element = html5lib.HTMLParser(namespaceHTMLElements=False).parse(made.out(name))
    return found


def classed(root: Element, name: str) -> list[Element]:
    return [e for e in root.iter() if name in e.attrib.get("class", "").split()]


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def looks(job: Element) -> list[tuple[str, list[str]]]:
    """The texts of a message as they will look, each with the rows of its networks."""
    return [
        ("".join(classed(look, "sent")[0].itertext()), list(map(words, classed(look, "row-of"))))
        for look in classed(job, "look")
    ]


def test_networks_that_show_the_same_share_a_look(site: MakeSite) -> None:
    first, second = classed(kit(site), "job")
    end = "\nhttps://example.org/"
    assert looks(first) == [
        (
            f"Nobody can say that they did not know.\n#OneTag #OtherTag{end}",
            ["WhatsApp 77 characters", "SMS 1 SMS of up to 160", "Signal 77 characters"],
        ),
        (f"Shorter.\n#OneTag #OtherTag{end}", ["X 50 of 280"]),
        (f"Nobody can say that they did not know.\n#OneTag{end}", ["Threads 67 of 500"]),
        (f"Example{end}", ["Reddit 7 of 300"]),
    ]
    assert looks(second)[0][0] == f"A second one.\n#Single{end}"


def test_bars_are_as_long_as_the_room_is_full(site: MakeSite) -> None:
    job = classed(kit(site), "job")[0]
    bars = {words(row).split()[0]: classed(row, "bar") for row in classed(job, "row-of")}
    assert {name: bool(bar) for name, bar in bars.items()} == {
        "WhatsApp": False,
        "SMS": True,
        "Signal": False,
        "X": True,
        "Threads": True,
        "Reddit": True,
    }
    filled = {name: bar[0][0].attrib["d"] for name, bar in bars.items() if bar}
    assert (filled["X"], filled["SMS"]) == ("M0 0h18v1H0z", "M0 0h49v1H0z")


def test_a_network_without_an_address_says_how_to_get_there(site: MakeSite) -> None:
    first = classed(kit(site), "job")[0]
    told = [words(line) for line in classed(first, "credit")]
    assert any(line.startswith("Signal cannot be opened with words from here") for line in told)
    ended = kit(site, **{"site.yaml": SITE + "ended: 2016-06-01\n"})
    assert classed(ended, "credit") == []


def test_counts_stand_in_the_digits_and_forms_of_the_language(site: MakeSite) -> None:
    first, second = classed(kit(site, "ar/kit.html"), "job")
    rows = [row for _, rows in looks(first) for row in rows]
    assert "رسالة SMS رسالة SMS واحدة، وحدّها ٧٠" in rows
    assert [row for row in rows if any(c in "0123456789" for c in row)] == []
    # What has no translation says in which language it is.
    assert classed(second, "sent")[0].attrib["lang"] == "en"


def test_every_link_and_copy_is_named_once(site: MakeSite) -> None:
    root = kit(site)
    names = [e.attrib["aria-label"] for e in root.iter("a") if "aria-label" in e.attrib]
    names += [e.attrib["data-copy"] for e in root.iter() if "data-copy" in e.attrib]
    assert len(names) == len(set(names)) > 12
    ids = [e.attrib["id"] for e in root.iter() if "id" in e.attrib]
    assert len(ids) == len(set(ids))


def test_hashtags_of_every_language_are_there_to_copy(site: MakeSite) -> None:
    root = kit(site)
    assert [words(e) for e in classed(root, "tagged")] == ["#OneTag #OtherTag", "#وسم_أول"]
    assert [e.attrib["lang"] for e in root.iter("span") if e.attrib.get("lang")] == ["en", "ar"]


def test_tags_that_languages_share_stand_once(site: MakeSite) -> None:
    same = SITE.replace("{en: [OneTag, OtherTag], ar: [وسم_أول]}", "[OneTag]")
    assert [words(e) for e in classed(kit(site, **{"site.yaml": same}), "tagged")] == ["#OneTag"]


def test_a_kit_without_anything_to_send_says_so(site: MakeSite) -> None:
    root = kit(site, **{"content/share.yaml": "[]"})
    assert len(classed(root, "empty")) == 1
    assert classed(root, "job") == []


def test_at_the_end_the_words_stay_and_nothing_is_asked(site: MakeSite) -> None:
    root = kit(site, **{"site.yaml": SITE + "ended: 2016-06-01\n"})
    assert [looks(job)[0][1] for job in classed(root, "job")] == [[], []]
    assert words(classed(root, "sent")[0]).startswith("Nobody can say")
    marks = ("data-share", "data-copy", "data-say-copied", "download", "target")
    assert [e.attrib for e in root.iter() if any(mark in e.attrib for mark in marks)] == []


def test_without_networks_there_are_words_to_copy(site: MakeSite) -> None:
    none = SITE.replace("[whatsapp, x, sms, threads, reddit, signal]", "[]")
    first, _ = classed(kit(site, **{"site.yaml": none}), "job")
    text = "Nobody can say that they did not know.\n#OneTag #OtherTag\nhttps://example.org/"
    assert looks(first) == [(text, [])]
    assert not classed(first, "counts")
