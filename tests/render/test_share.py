"""What a page, and what stands on it, is passed on with: words, links, and when there are none."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, get_args
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.kinds.share import ShareNetwork
from generator.kit.messages import compose
from generator.kit.networks import NETWORKS
from generator.render.intents import Intents, with_hashtags
from sites import BuiltSite

MakeSite = Callable[..., Any]

SITE = """
title: {en: Example, ar: مثال}
url: https://example.org/sub/
languages: {en: {name: English}, ar: {name: العربية, locale: ar-SY}}
hashtags: [OneTag, OtherTag]
sources: {report: {title: A report, publisher: {en: The Paper, ar: الصحيفة}}}
share: {networks: {en: [sms, whatsapp, facebook, signal], ar: [telegram, x]}}
"""
HOME = "---\ntitle: الصفحة\ndescription: عنها.\n---\n\nكلمات.\n"
BASE = {"site.yaml": SITE, "content/index.ar.md": HOME}
FIGURE = """
id: dead
value: {at_least: 200}
unit: {en: people, ar: شخص}
what: {en: killed, ar: قُتلوا}
where: {en: Somewhere, ar: مكان ما}
as_of: 2016-04-30
source: report
"""
NAMES = get_args(ShareNetwork)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1)


def tree(html: str) -> Element:
    found: Element = html5lib.HTMLParser(namespaceHTMLElements=False).parse(html)
    return found


def sections(root: Element) -> list[Element]:
    return [e for e in root.iter() if "data-share" in e.attrib]


def links(section: Element) -> dict[str, str]:
    """The addresses of a section's networks, by what is heard."""
    shared = (a.attrib for a in section.iter("a") if "aria-label" in a.attrib)
    return {a["aria-label"]: a["href"] for a in shared if "download" not in a}


def sent(section: Element) -> str:
    return "".join(next(e for e in section.iter("p") if "data-text" in e.attrib).itertext())


def built(site: MakeSite, **files: str) -> Any:
    made = site({**BASE, **files})
    assert made.build().written, made.problems
    return made


@given(WORDS.map(str.strip).filter(bool), WORDS.filter(str.strip), st.booleans())
def test_the_quick_way_and_the_counting_one_make_the_same(
    words: str, title: str, tagged: bool
) -> None:
    tags, link = ("OneTag", "وسم", "Third") if tagged else (), "https://example.org/a?b=c&d=é#e"
    made = Intents(NAMES, "handbill:/mastodon.html").of(words, tags, link, title)
    wanted = [
        compose(words, tags, link, n, "handbill:/mastodon.html", title) for n in NETWORKS.values()
    ]
    assert {one.network: one.href for one in made} == {
        one.network: one.address for one in wanted if one.address
    }
    assert with_hashtags(words, tags) == compose(words, tags, "", NETWORKS["whatsapp"]).text


def test_without_a_chooser_there_is_no_way_to_mastodon() -> None:
    made = Intents(NAMES, "").of("Words", (), "https://example.org/", "Title")
    assert "mastodon" not in {one.network for one in made}


def test_a_page_is_shared_by_its_own_words_then_by_a_message_s_then_by_its_title(
    site: MakeSite,
) -> None:
    page = "---\ntitle: {}\ndescription: {}.\n{}---\n\nText.\n"
    made = built(
        site,
        **{
            "content/own.md": page.format("Own", "One", "share: Say this.\n"),
            "content/led.md": page.format("Led", "Two", ""),
            "content/plain.md": page.format("Plain", "Three", ""),
            "content/share.yaml": "[{id: m, page: led, text: {en: A message.}, hashtags: [Mine]},"
            " {id: n, page: led, text: {en: Another.}}, {id: o, page: own, text: {en: Not this.}}]",
        },
    )
    said = {n: sent(sections(tree(made.out(f"{n}.html")))[0]) for n in ("own", "led", "plain")}
    assert said == {
        "own": "Say this.\n#OneTag #OtherTag\nhttps://example.org/sub/own.html",
        "led": "A message.\n#Mine\nhttps://example.org/sub/led.html",
        "plain": "Plain – Example\n#OneTag #OtherTag\nhttps://example.org/sub/plain.html",
    }


@pytest.mark.parametrize(
    ("length", "words", "tags"),
    [
        (200, " – Example", "#OneTag #OtherTag"),
        (230, "", "#OneTag #OtherTag"),
        (250, "", ""),
    ],
)
def test_a_title_that_does_not_fit_loses_the_site_s_name_and_then_hashtags(
    site: MakeSite, length: int, words: str, tags: str
) -> None:
    title = "a" * length
    page = f"---\ntitle: {title}\ndescription: D.\n---\n\nText.\n"
    networks = SITE.replace("[sms, whatsapp, facebook, signal]", "[x, whatsapp, reddit]")
    made = built(site, **{"site.yaml": networks, "content/p.md": page})
    (section,) = sections(tree(made.out("p.html")))
    text = unquote(links(section)["Share on X"].split("text=")[1].split("&")[0])
    assert text == "\n".join(filter(None, [title + words, tags]))
    # Where there is room, hashtags stay.
    assert "OneTag" in links(section)["Share on WhatsApp"]
    assert links(section)["Share on Reddit"].endswith("title=" + _quoted(title + words))


WIDE = st.text(st.sampled_from("aح👍é.#日 "), min_size=1, max_size=300).filter(str.strip)


@given(WIDE.map(str.strip), st.booleans())
def test_no_link_has_words_that_its_network_will_not_take(words: str, tagged: bool) -> None:
    link, title = "https://example.org/a", "Title"
    tags = ("OneTag", "وسم") if tagged else ()
    made = {n.network for n in Intents(NAMES, "handbill:/m.html").of(words, tags, link, title)}
    for network in NETWORKS.values():
        bare = compose(words, (), link, network, "handbill:/m.html", title)
        short = network.helped or not bare.count.over
        assert (network.id in made) == bool(bare.address and short)


def test_a_title_that_fits_nowhere_makes_no_link() -> None:
    made = Intents(("x", "reddit", "whatsapp"), "").of("a" * 301, (), "https://e.org/", "b" * 301)
    assert [one.network for one in made] == ["whatsapp"]


def test_each_language_has_its_networks_in_its_order(site: MakeSite) -> None:
    made = built(site)
    english, arabic = (sections(tree(made.out(n)))[0] for n in ("index.html", "ar/index.html"))
    assert list(links(english)) == ["Send by SMS", "Share on WhatsApp", "Share on Facebook"]
    assert list(links(arabic)) == ["المشاركة على تيليغرام", "المشاركة على إكس"]
    message = sent(english)
    assert links(english)["Share on WhatsApp"] == "https://wa.me/?text=" + _quoted(message)
    assert unquote(links(english)["Send by SMS"]) == f"sms:?&body={message}"
    assert links(english)["Share on Facebook"].endswith("?u=https%3A%2F%2Fexample.org%2Fsub%2F")
    heard = "".join(english.itertext())
    assert "Facebook takes only the link" in heard
    assert "Signal cannot be opened with words from here" in heard


def _quoted(text: str) -> str:
    kept = re.compile(r"[A-Za-z0-9_.~-]")
    return "".join(c if kept.match(c) else "".join(f"%{b:02X}" for b in c.encode()) for c in text)


def test_a_figure_is_never_sent_without_qualifier_date_and_source(site: MakeSite) -> None:
    made = built(site, **{"content/figures.yaml": FIGURE})
    for folder, words in (
        ("", "At least 200 people killed, Somewhere (as of 30 April 2016, The Paper)"),
        ("ar/", "200 شخص قُتلوا، مكان ما (حتى ٣٠ نيسان ٢٠١٦، الصحيفة)"),
    ):
        figure, page = sections(tree(made.out(f"{folder}figures.html")))
        said, tags, link = sent(figure).split("\n")
        assert said.endswith(words.split("(")[1])
        assert folder or said == words
        assert (tags, link) == (
            "#OneTag #OtherTag",
            f"https://example.org/sub/{folder}figures.html#dead",
        )
        names = [*links(figure), *links(page)]
        assert len(set(names)) == len(names)


@pytest.mark.parametrize("name", ["404", "privacy", "kit"])
def test_some_pages_are_not_for_sharing(site: MakeSite, name: str) -> None:
    made = built(site)
    shown = [e.attrib["class"] for e in tree(made.out(f"{name}.html")).iter("section")]
    assert [c for c in shown if "share" in c.split()] == []


def test_a_campaign_that_has_ended_asks_nobody_to_share(site: MakeSite) -> None:
    ended = {"site.yaml": SITE + "ended: 2016-06-01\n", "content/figures.yaml": FIGURE}
    made = built(
        site, **ended, **{"content/about.md": "---\ntitle: A\ndescription: B.\n---\n\n::: share\n"}
    )
    for name in made.pages():
        html = made.out(name)
        for mark in ("data-share", "data-copy", "data-say", "wa.me", "sms:"):
            assert mark not in html, name


def test_a_site_without_an_address_offers_its_words_alone(site: MakeSite) -> None:
    networks = SITE.replace("url:", "# url:").replace(
        "[telegram, x]", "[telegram, x, mastodon, facebook]"
    )
    made = built(site, **{"site.yaml": networks, "content/figures.yaml": FIGURE})
    for section in sections(tree(made.out("figures.html"))):
        assert section.attrib["data-share"] == ""
        assert sent(section).endswith("#OneTag #OtherTag")
        assert [unquote(address) for address in links(section).values()] == [
            f"sms:?&body={sent(section)}",
            f"https://wa.me/?text={sent(section)}",
        ]
        # What takes only a link is opened by hand, as what has no address.
        assert "Facebook and Signal cannot be opened with words" in "".join(section.itertext())
    arabic = sections(tree(made.out("ar/figures.html")))[-1]
    assert [unquote(address) for address in links(arabic).values()] == [
        f"https://t.me/share/url?url={sent(arabic)}",
        f"https://x.com/intent/tweet?text={sent(arabic)}",
        f"../ar/mastodon.html#text={sent(arabic)}",
    ]


def test_the_directive_stands_for_the_page_s_end(site: MakeSite) -> None:
    text = "---\ntitle: A\ndescription: B.\n---\n\n{}\n"
    made = built(
        site,
        **{
            "content/here.md": text.format("::: share"),
            "content/other.md": text.format("::: share m\n\n::: share dead"),
            "content/share.yaml": "{id: m, text: {en: A message.}}",
            "content/figures.yaml": FIGURE,
        },
    )
    assert len(sections(tree(made.out("here.html")))) == 1
    root = tree(made.out("other.html"))
    message, figure, page = sections(root)
    assert sent(message) == "A message.\n#OneTag #OtherTag\nhttps://example.org/sub/"
    assert sent(figure).startswith("At least 200 people killed")
    names = [name for one in (message, figure, page) for name in links(one)]
    assert len(set(names)) == len(names) == 9


def test_words_in_another_language_say_so(site: MakeSite) -> None:
    made = built(site, **{"content/share.yaml": "{id: m, text: {en: Only English.}, page: index}"})
    said = next(e for e in tree(made.out("ar/index.html")).iter("p") if "data-text" in e.attrib)
    assert (said.attrib["lang"], said.attrib["dir"]) == ("en", "ltr")


def voice(site: MakeSite, post: str, name: str = "voices/p.html", **files: str) -> Any:
    """The share section of the one post's own page."""
    made = built(site, **{"content/posts/p.yaml": "{network: x, id: p, " + post + "}"}, **files)
    (section,) = sections(tree(made.out(name)))
    return section, made


def test_a_hidden_person_is_shared_as_shown(site: MakeSite) -> None:
    post = """author: {name: Amina Example, handle: "@amina", shown_as: a neighbour},
     text: Hidden words., lang: en, protect: words, paraphrase: {en: The sense.}, source: report,
     posted: 2016-04-30"""
    section, made = voice(site, post)
    assert sent(section).startswith("The sense.\n– a neighbour, 30 April 2016, paraphrased\n#One")
    assert b"amina" not in made.everything().lower()
    assert b"Hidden words" not in made.everything()


BY = "author: {name: Amina Example}, posted: 2016-04-30, source: report"


@pytest.mark.parametrize(
    ("post", "folder", "words"),
    [
        ("text: Come out., lang: en", "", "“Come out.”\n– Amina Example, 30 April 2016"),
        (
            "text: اخرجوا., lang: ar, translation: {en: Come out.}",
            "",
            "“Come out.”\n– Amina Example, 30 April 2016, translated",
        ),
        (
            "text: اخرجوا., lang: ar, translation: {en: Come out.}",
            "ar/",
            "«اخرجوا.»\n– Amina Example، ٣٠ نيسان ٢٠١٦",
        ),
        (
            "verbatim: false, text: {en: A call.}",
            "",
            "A call.\n– Amina Example, 30 April 2016, paraphrased",
        ),
        (
            'url: "https://x.com/amina/status/726435235995504640"',
            "",
            "A lost post, whose words were not saved\n– Amina Example, 30 April 2016",
        ),
    ],
)
def test_a_post_is_passed_on_as_what_it_is(
    site: MakeSite, post: str, folder: str, words: str
) -> None:
    section, _ = voice(site, f"{BY}, {post}", f"{folder}voices/p.html")
    said, _, link = sent(section).rsplit("\n", 2)
    assert (said, link) == (words, f"https://example.org/sub/{folder}voices/p.html")


@pytest.mark.parametrize(("length", "whole"), [(200, True), (260, False)])
def test_nobody_s_words_are_cut(site: MakeSite, length: int, whole: bool) -> None:
    """What one network has no room for is read on the page; titles never hold the words."""
    networks = SITE.replace("[sms, whatsapp, facebook, signal]", "[x, whatsapp, reddit]")
    role = BY.replace("name: Amina Example", "shown_as: a neighbour")
    section, _ = voice(site, f"{role}, lang: en, text: {'a' * length}", **{"site.yaml": networks})
    said = sent(section).rsplit("\n", 2)[0]
    assert said == (
        f"“{'a' * length}”\n– a neighbour, 30 April 2016"
        if whole
        else "A neighbour, 30 April 2016 – Example"
    )
    assert len(links(section)) == 3
    assert links(section)["Share on Reddit"].endswith("title=A%20neighbour%2C%2030%20April%202016")


def test_pictures_to_save_say_so_in_the_digits_of_the_language(sample: BuiltSite) -> None:
    for folder, seen in (
        ("", "Save: Square 1080 × 1080 pixels"),
        ("ar/", "حفظ: مربّعة ١٠٨٠ × ١٠٨٠ بكسل"),
    ):
        figure = sections(tree(sample.out(f"{folder}figures.html")))[0]
        saves = [a for a in figure.iter("a") if "download" in a.attrib]
        square = next(a for a in saves if "".join(a.itertext()) == seen)
        # What is heard begins with what is seen.
        assert square.attrib["aria-label"].startswith(seen)


def test_a_code_has_its_address_in_words(site: MakeSite) -> None:
    text = "---\ntitle: A\ndescription: B.\n---\n\n::: qr\n\n::: qr page=index\n"
    root = tree(built(site, **{"content/a.md": text}).out("a.html"))
    said = ["".join(e.itertext()).strip() for e in root.iter("figcaption")]
    assert said == ["https://example.org/sub/a.html", "https://example.org/sub/"]
    assert (
        len([e for e in root.iter() if e.tag.endswith("}svg") and e.attrib.get("role") == "img"])
        == 2
    )
