"""What pages of voices, figures, statements and sources show, and how they tell one from another."""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest

MakeSite = Callable[..., Any]

SITE = """
title: {en: Example, ar: مثال}
url: https://example.org/
languages: {en: {name: English}, ar: {name: العربية, locale: ar-SY, numerals: arab}}
sources: {report: {title: A report}, other: {title: Another report}}
"""
CITED = SITE.replace(
    "{report: ",
    "{paper: {title: A paper, url: 'https://paper.example.org/1'}, "
    "scan: {title: A scan, archive: 'https://archive.example.org/scan'}, report: ",
)
HOME = "---\ntitle: الصفحة\ndescription: عنها.\n---\n\nكلمات.\n"
BASE = {"site.yaml": SITE, "content/index.ar.md": HOME}
SAVED = b"What was on the screen.\n"


def tree(html: str) -> Element:
    found: Element = html5lib.HTMLParser(namespaceHTMLElements=False).parse(html)
    return found


def words(element: Element | None) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def classed(root: Element, name: str) -> list[Element]:
    return [e for e in root.iter() if name in e.attrib.get("class", "").split()]


def built(site: MakeSite, files: dict[str, str | bytes]) -> Any:
    made = site({**BASE, **files})
    assert made.build().written, made.problems
    return made


# ------------------------------------------------------------------ voices

QUOTATION = f"""
network: x
author: {{name: Amina Example, handle: "@amina"}}
url: https://x.com/amina/status/1
lang: ar
text: كلمات عربية
translation: {{en: Arabic words}}
paraphrase: {{en: The sense of it., ar: معناه.}}
state: deleted
state_as_of: 2016-05-03
archive: https://archive.example.org/1
captured: {{at: 2016-05-01, file: media/a.txt, by: the campaign, sha256: {sha256(SAVED).hexdigest()}}}
consent: {{status: given}}
"""


def test_a_quotation_its_translation_and_its_sense_are_told_apart(site: MakeSite) -> None:
    made = built(site, {"content/posts/a.yaml": QUOTATION, "content/media/a.txt": SAVED})
    page = tree(made.out("voices/a.html"))
    (quotation,) = page.iter("blockquote")
    assert quotation.attrib["cite"] == "https://x.com/amina/status/1"
    assert (quotation.attrib["lang"], quotation.attrib["dir"]) == ("ar", "rtl")
    assert words(quotation) == "كلمات عربية"
    kinds = [words(kind) for kind in classed(page, "kind")]
    assert kinds == [
        "Quotation, word for word",
        "Translation",
        "Paraphrase: the campaign’s words, not the author’s",
    ]
    translation, sense = classed(page, "rendering")
    inner = translation.findall("p")[1]
    assert (inner.attrib, words(inner)) == ({"lang": "en", "dir": "ltr"}, "Arabic words")
    assert words(sense).endswith("The sense of it.")
    arabic = tree(made.out("ar/voices/a.html"))
    assert "Arabic words" not in words(arabic.find(".//main"))


def test_a_paraphrase_is_no_quotation(site: MakeSite) -> None:
    made = built(site, {"content/posts/a.yaml": "author: Amina\nverbatim: no\ntext: Her sense.\n"})
    for page in ("voices.html", "voices/a.html"):
        html = made.out(page)
        assert "Her sense." in html
        assert "<blockquote" not in html
        assert "Paraphrase: the campaign’s words" in html


def test_a_card_shows_what_proves_the_post(site: MakeSite) -> None:
    made = built(site, {"content/posts/a.yaml": QUOTATION, "content/media/a.txt": SAVED})
    facts = [words(li) for li in tree(made.out("voices/a.html")).findall(".//figcaption/ul/li")]
    assert "Deleted since, as seen on 3 May 2016" in facts
    assert "Archived copy" in facts
    (saved,) = [fact for fact in facts if fact.startswith("Saved")]
    assert saved.startswith("Saved on 1 May 2016 by the campaign Fingerprint")
    assert saved.endswith(sha256(SAVED).hexdigest())
    assert "media/a.txt" not in made.out("voices/a.html")


def proof(site: MakeSite, state: str) -> Element | None:
    """The second fact of a voice's own page, which is where to find the post."""
    row = f"url: https://x.com/amina/status/1\nstate: {state}\nlang: en\ntext: Words.\n"
    made = built(site, {"content/posts/a.yaml": f"{row}consent: {{status: given}}\n"})
    facts = tree(made.out("voices/a.html")).findall(".//figcaption/ul/li")
    return next((li for li in facts if "x.com/amina" in words(li)), None)


def test_the_own_page_of_a_live_post_leads_to_the_original(site: MakeSite) -> None:
    address = proof(site, "live")
    assert address is not None
    (link,) = address.iter("a")
    assert link.attrib == {
        "href": "https://x.com/amina/status/1",
        "rel": "noopener noreferrer",
    }
    assert words(link) == "https://x.com/amina/status/1"


@pytest.mark.parametrize("state", ["deleted", "suspended", "lost", "unknown"])
def test_the_address_of_a_post_that_is_gone_is_no_link(site: MakeSite, state: str) -> None:
    address = proof(site, state)
    assert address is not None
    assert list(address.iter("a")) == []


@pytest.mark.parametrize(
    ("row", "cite"),
    [
        (
            "url: https://x.com/a/status/1\narchive: https://archive.example.org/1\n"
            "source: paper\n",
            "https://x.com/a/status/1",
        ),
        (
            "archive: https://archive.example.org/1\nsource: paper\n",
            "https://archive.example.org/1",
        ),
        ("source: [paper, scan]\n", "https://paper.example.org/1"),
        ("source: scan\n", "https://archive.example.org/scan"),
        (
            "url: https://x.com/a/status/1\narchive: https://archive.example.org/1\n"
            "source: paper\nprotect: handle\n",
            "https://paper.example.org/1",
        ),
        ("source: report\n", None),
        ("", None),
    ],
)
def test_a_quotation_cites_the_nearest_place_where_it_stands(
    site: MakeSite, row: str, cite: str | None
) -> None:
    post = f"author: Amina Example\nlang: en\ntext: Words.\nconsent: {{status: given}}\n{row}"
    made = built(site, {"site.yaml": CITED, "content/posts/a.yaml": post})
    (quotation,) = tree(made.out("voices/a.html")).iter("blockquote")
    assert quotation.attrib.get("cite") == cite


NAMELESS = """
- {id: telling-file, verbatim: no, text: Sense., posted: 2016-04-28, source: report,
   corrections: [{date: 2016-05-01, text: One.}, {date: 2016-05-02, text: Two.}]}
- {id: hidden-file, author: {name: Noor Madeup}, protect: name, verbatim: no, text: Sense.,
   posted: 2016-04-29, source: report}
- {id: undated-file, verbatim: no, text: Sense., source: report}
"""
UNNAMED = ("Author not named", "لم يُذكر اسم صاحب المنشور")
PROTECTED = ("Name withheld to protect the person", "الاسم محجوب حفاظًا على سلامة صاحبه")


@pytest.mark.parametrize(
    ("folder", "unnamed", "protected", "undated"),
    [
        (
            "",
            "Author not named, 28 April 2016",
            "Name withheld to protect the person, 29 April 2016",
            "Author not named",
        ),
        (
            "ar/",
            "لم يُذكر اسم صاحب المنشور، ٢٨ نيسان ٢٠١٦",
            "الاسم محجوب حفاظًا على سلامة صاحبه، ٢٩ نيسان ٢٠١٦",
            "لم يُذكر اسم صاحب المنشور",
        ),
    ],
)
def test_a_nameless_voice_is_called_so_and_never_by_its_file(
    site: MakeSite, folder: str, unnamed: str, protected: str, undated: str
) -> None:
    menu = "menu: [voices, voices/telling-file]\n"
    made = built(site, {"site.yaml": SITE + menu, "content/posts.yaml": NAMELESS})

    def page(name: str) -> Element:
        return tree(made.out(f"{folder}{name}.html"))

    assert [words(a) for a in page("sources").findall(".//ul[@class='uses']/li/a")] == [
        unnamed,
        protected,
        undated,
    ]
    voices = [page(f"voices/{name}-file") for name in ("telling", "hidden", "undated")]
    titles = [words(voice.find(".//title")).split(" – ")[0] for voice in voices]
    assert titles == [unnamed, protected, undated]
    (nav,) = classed(voices[1], "neighbours")
    assert [words(name) for name in nav.iter("bdi")] == [unnamed, undated]
    assert words(classed(page("corrections"), "changes")[0].find(".//bdi")) == unnamed
    home = tree(made.out(f"{folder}index.html"))
    assert unnamed in [words(a) for a in home.iter("a")]
    shown = " ".join(map(words, [page("sources"), page("corrections"), page("voices"), *voices]))
    assert re.search(r"(?<!/)(telling|hidden|undated)-file", shown) is None


def test_several_corrections_are_told_apart(site: MakeSite) -> None:
    made = built(site, {"content/posts.yaml": NAMELESS})
    facts = [
        words(li) for li in tree(made.out("voices/telling-file.html")).findall(".//figcaption//li")
    ]
    assert "Corrected on 1 May 2016, Corrected on 2 May 2016" in facts
    facts = [
        words(li)
        for li in tree(made.out("ar/voices/telling-file.html")).findall(".//figcaption//li")
    ]
    assert "صُحّح في ١ أيار ٢٠١٦، صُحّح في ٢ أيار ٢٠١٦" in facts


def test_who_saved_the_copy_is_told_in_the_pages_language(site: MakeSite) -> None:
    named = QUOTATION.replace("by: the campaign", "by: {en: the campaign, ar: الحملة}")
    made = built(site, {"content/posts/a.yaml": named, "content/media/a.txt": SAVED})
    assert "by <bdi>the campaign</bdi>" in made.out("voices/a.html")
    assert "على يد <bdi>الحملة</bdi>" in made.out("ar/voices/a.html")


# ------------------------------------------------------------------ figures

FIGURES = """
- {id: new, value: {more_than: 900}, unit: people, what: signed, source: report, as_of: 2026-05-06, supersedes: old}
- {id: old, value: 600, what: had signed, source: other, as_of: 2026-04-20~, supersedes: oldest}
- {id: oldest, value: 12, what: had signed, source: report}
- {id: a, value: 1, what: x, source: report, differs_from: b}
- {id: b, value: 2, what: x, source: other}
"""


def test_a_count_that_was_replaced_stands_below_the_newest(site: MakeSite) -> None:
    made = built(site, {"content/figures.yaml": FIGURES})
    page = tree(made.out("figures.html"))
    shown = [e.attrib.get("id") for e in page.iter("figure")]
    assert shown == ["new", "a", "b"]
    assert [words(s) for s in page.iter("s")] == ["600", "12"]
    former = classed(page, "former")
    assert [e.attrib["id"] for e in former] == ["old", "oldest"]
    assert words(former[0]) == (
        "Formerly: 600 had signed As of about 20 April 2026 Source: Another report"
    )
    assert "سابقًا: <s>٦٠٠</s>" in made.out("ar/figures.html")


def test_a_count_that_was_replaced_says_so_where_it_is_shown(site: MakeSite) -> None:
    body = "---\ntitle: A\ndescription: B.\n---\n\n::: figure oldest\n\n[12](figure:oldest)\n"
    made = built(site, {"content/figures.yaml": FIGURES, "content/a.md": body})
    assert [problem.code for problem in made.problems] == ["figure-superseded"]
    html = made.out("a.html")
    (figure,) = classed(tree(html), "superseded")
    assert words(figure).startswith("No longer the current count. Now: more than 900")
    assert '<s class="digits">12</s>' in html
    assert html.count('href="figures.html#new"') == 1
    assert 'href="figures.html#oldest"' in html


def test_a_list_of_figures_leaves_old_counts_out(site: MakeSite) -> None:
    body = "---\ntitle: A\ndescription: B.\n---\n\n::: figures\n"
    made = built(site, {"content/figures.yaml": FIGURES, "content/a.md": body})
    page = tree(made.out("a.html"))
    assert len(list(page.iter("figure"))) == 3
    (group,) = classed(page, "disagree")
    assert len(group.findall("figure")) == 2


REPLACED = """
- {id: new, value: 900, unit: people, what: signed, where: {en: in Exampleton, ar: في مثال}, period: in two months, source: report, supersedes: old}
- {id: old, value: 600, unit: households, what: signed, where: {en: in Exampleton, ar: في مثال}, period: in one month, source: other,
   note: Counted at the door., corrections: {date: 2026-05-08, text: The unit was wrong.}, supersedes: oldest}
- {id: oldest, value: 12, what: had asked, where: {en: at the council, ar: في المجلس}, source: report}
"""


def test_a_count_that_was_replaced_keeps_what_is_its_own(site: MakeSite) -> None:
    made = built(site, {"content/figures.yaml": REPLACED})
    old, oldest = classed(tree(made.out("figures.html")), "former")
    assert [words(p) for p in old.iter("p")] == [
        "Formerly: 600 households",
        "in one month",
        "Source: Another report",
        "Counted at the door.",
        "Corrected on 8 May 2026",
    ]
    (mark,) = classed(old, "corrected")
    assert mark.attrib["href"] == "corrections.html#figure-old-2026-05-08"
    assert [words(p) for p in oldest.iter("p")] == [
        "Formerly: 12 had asked",
        "at the council",
        "Source: A report",
    ]
    old, oldest = classed(tree(made.out("ar/figures.html")), "former")
    assert words(oldest.findall("p")[1]) == "في المجلس"
    assert "صُحّح في ٨ أيار ٢٠٢٦" in words(old)


RIVALS = """
- {id: a, value: 1, what: x, source: report}
- {id: b, value: 2, what: x, source: other, differs_from: [a]}
- {id: c, value: 3, what: x, source: report, differs_from: [b, old]}
- {id: new, value: 5, what: x, source: other, supersedes: old}
- {id: old, value: 4, what: x, source: other, corrections: {date: 2026-05-08, text: Not 40.}}
- {id: d, value: 6, what: x, source: report}
"""


def test_every_count_that_disagrees_stands_beside_the_others(site: MakeSite) -> None:
    made = built(site, {"content/figures.yaml": RIVALS})
    for folder in ("", "ar/"):
        page = tree(made.out(f"{folder}figures.html"))
        (group,) = classed(page, "disagree")
        assert [e.attrib.get("id") for e in group.findall("figure")] == ["a", "b", "c", None]
        (held,) = classed(group, "superseded")
        assert [words(s) for s in held.iter("s")] == ["٤" if folder else "4"]
        assert len(classed(held, "corrected")) == 1
        ids = [e.attrib["id"] for e in page.iter() if "id" in e.attrib]
        assert len(ids) == len(set(ids))
        assert {"a", "b", "c", "d", "new", "old"} <= set(ids)


@pytest.mark.parametrize("line", ["figure c", "figures c", "figures limit=1"])
def test_a_count_is_never_placed_without_those_that_disagree(site: MakeSite, line: str) -> None:
    home = f"---\ntitle: A\ndescription: B.\n---\n\n::: {line}\n"
    made = built(site, {"content/figures.yaml": RIVALS, "content/index.md": home})
    (group,) = classed(tree(made.out("index.html")), "disagree")
    digits = [words(e).split()[-1] for e in classed(group, "amount")]
    assert sorted(digits) == ["1", "2", "3", "4"]
    assert digits[0] == ("1" if "limit" in line else "3")


# ------------------------------------------------------------------ statements

STATEMENTS = """
- {id: reply, who: Friends, kind: reply, text: It is cheap., lang: en, replies_to: claim, source: report}
- {id: alone, who: Others, text: The sense., verbatim: no, source: report}
- {id: claim, who: The council, text: It is dear., lang: en, source: report}
"""


def test_a_claim_stands_beside_its_reply(site: MakeSite) -> None:
    made = built(site, {"content/statements.yaml": STATEMENTS})
    page = tree(made.out("statements.html"))
    (exchange,) = classed(page, "exchange")
    assert [e.attrib["id"] for e in exchange.findall("section")] == ["claim", "reply"]
    assert [e.attrib["id"] for e in classed(page, "statement")] == ["claim", "reply", "alone"]
    assert [words(e) for e in page.iter("blockquote")] == ["It is dear.", "It is cheap."]


def test_words_cite_the_first_source_that_they_rest_on(site: MakeSite) -> None:
    statements = """
    - {id: a, who: The council, text: It is dear., lang: en, sources: [paper, scan]}
    - {id: b, who: The mayor, text: Perhaps., lang: en, source: scan}
    - {id: c, who: Friends, text: It is cheap., lang: en, sources: [report, paper]}
    """
    events = """
    title: T
    events:
    - {id: e, date: 2016-04-29, title: E, reported_as: Friday, source: paper}
    - {id: f, date: 2016-04-30, title: F, reported_as: Saturday, source: report}
    """
    made = built(
        site,
        {
            "site.yaml": CITED,
            "content/statements.yaml": statements,
            "content/timeline/t.yaml": events,
        },
    )
    paper, scan = "https://paper.example.org/1", "https://archive.example.org/scan"
    said = tree(made.out("statements.html")).iter("blockquote")
    assert [e.attrib.get("cite") for e in said] == [paper, scan, None]
    said = tree(made.out("timeline/t.html")).iter("q")
    assert [e.attrib.get("cite") for e in said] == [paper, None]


@pytest.mark.parametrize(
    ("until", "english", "arabic"),
    [
        ("2016-05-01", "1 May 2016: 1 day.", "يوم واحد."),
        ("2016-05-01~", "about 1 May 2016: about 1 day.", "نحو يوم واحد."),
        ("2016-05-02", "2 May 2016: 2 days.", "يومان."),
        ("2016-05-02~", "about 2 May 2016: about 2 days.", "نحو يومين."),
        ("2016-05-03", "3 May 2016: 3 days.", "٣ أيام."),
        ("2016-05-10", "10 May 2016: 10 days.", "١٠ أيام."),
        ("2016-05-11", "11 May 2016: 11 days.", "حتى ١١ أيار ٢٠١٦، أي ١١ يومًا."),
        ("2016-08-07", "7 August 2016: 99 days.", "٩٩ يومًا."),
        ("2016-05", "May 2016.", "أيار ٢٠١٦."),
        ("2016-04-30", "30 April 2016.", "٣٠ نيسان ٢٠١٦."),
    ],
)
def test_silence_is_counted_in_the_languages_words(
    site: MakeSite, until: str, english: str, arabic: str
) -> None:
    row = f"- {{id: a, who: X, asked_on: 2016-04-30, no_answer_by: {until}, source: report}}\n"
    made = built(site, {"content/statements.yaml": row})
    (silence,) = classed(tree(made.out("statements.html")), "silence")
    assert words(silence) == f"Asked on 30 April 2016. No answer by {english}"
    (silence,) = classed(tree(made.out("ar/statements.html")), "silence")
    assert words(silence).endswith(arabic)
    assert words(silence).startswith("وُجّه السؤال في ٣٠ نيسان ٢٠١٦.")


def test_a_vague_question_is_not_put_on_a_day(site: MakeSite) -> None:
    row = "- {id: a, who: X, asked_on: 2016-04, no_answer_by: 2016-05-01, source: report}\n"
    made = built(site, {"content/statements.yaml": row})
    (silence,) = classed(tree(made.out("statements.html")), "silence")
    assert words(silence) == "Asked: April 2016. No answer by 1 May 2016."


# ------------------------------------------------------------------ sources


@pytest.mark.parametrize("folder", ["", "ar/"])
def test_each_source_lists_everything_that_rests_on_it(site: MakeSite, folder: str) -> None:
    files: dict[str, str | bytes] = {
        "content/figures.yaml": FIGURES,
        "content/statements.yaml": STATEMENTS,
        "content/posts/a.yaml": "author: Amina\nverbatim: no\ntext: Sense.\nsource: report\n",
        "content/timeline/t.yaml": "title: T\nevents: [{id: e, date: 2016, title: E, source: report}]\n",
        "content/about.md": "---\ntitle: A\ndescription: B.\n---\n\n::: note\n::: sources report\n:::\n",
        "content/about.ar.md": "---\ntitle: ألف\ndescription: باء.\n---\n\n::: sources report\n",
    }
    made = built(site, files)
    page = tree(made.out(f"{folder}sources.html"))
    row = page.find(".//li[@id='source-report']")
    assert row is not None
    links = [a.attrib["href"] for ul in classed(row, "uses") for a in ul.iter("a")]
    prefix = f"../{folder}" if folder else ""
    assert sorted(links) == sorted(
        prefix + link
        for link in [
            "about.html",
            "figures.html#a",
            "figures.html#new",
            "figures.html#oldest",
            "statements.html#alone",
            "statements.html#claim",
            "statements.html#reply",
            "timeline/t.html#e",
            "voices/a.html",
        ]
    )
    kinds = [words(span) for ul in classed(row, "uses") for span in ul.iter("span")]
    assert kinds.count("(رقم)" if folder else "(Figure)") == 3
    assert len(page.findall(".//li[@id='source-report']")) == 1
    for link in links:
        file, _, ident = link.partition("#")
        target = made.out(file.removeprefix("../"))
        assert not ident or len(re.findall(rf'id="{ident}"', target)) == 1
