"""A page as a part of a single file."""

from __future__ import annotations

import re

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.check.scan import EMPTY, END, START, tokens
from generator.pack.addresses import Addresses
from generator.pack.leaves import Leaf, leaves, look
from generator.pack.rewrite import Rewriter, Shown

from .finished import page

FILES = {"p.png": (9, ""), "p-640.webp": (5, ""), "p-320.webp": (3, ""), "kit.zip": (4, "")}
OTHER = page('<h2 id="two">x</h2>')


def rewritten(body: str, url: str = "https://campaign.example.org/") -> str:
    """The body of a page as it stands in the file, pictures as `[paths]`."""
    site = {"a.html": page(body), "b.html": OTHER}
    known = leaves(site, lambda path: site[path].encode(), ["en"])
    made = Rewriter(
        known.pages["a.html"],
        Addresses(known, url),
        FILES,
        lambda address: f"[tool {address}]",
        lambda alt, address: f"[{alt}|{address}]",
    )
    pieces = [_named(piece) if isinstance(piece, Shown) else piece for piece in made.pieces()]
    text = "".join(pieces).partition(">")[2].removesuffix("</site-page>\n").strip()
    return re.sub(r"\n+", "\n", text)


def _named(shown: Shown) -> str:
    return shown.tag.replace("\0", ",".join(path for path, _ in shown.picture.variants))


@pytest.mark.parametrize(
    ("body", "becomes"),
    [
        ('<h2 id="x">A &amp; b</h2>', '<h2 id="a.html:x">A &amp; b</h2>'),
        ('<a href="#x">y</a><i id="x"></i>', '<a href="#a.html:x">y</a><i id="a.html:x"></i>'),
        ('<a href="b.html#two">y</a>', '<a href="#b.html:two">y</a>'),
        ('<label for="x">y</label>', '<label for="a.html:x">y</label>'),
        ('<p aria-labelledby="x y">', '<p aria-labelledby="a.html:x a.html:y">\n</p>'),
        ('<svg><use href="#s"/></svg>', '<svg><use href="#a.html:s"/></svg>'),
        ('<svg><use href="s.svg#s"/></svg>', "<svg><use/></svg>"),
        ('<path fill="url(#g)"/>', '<path fill="url(&quot;#a.html:g&quot;)"/>'),
        ("x<script>alert(1)</script>y", "xy"),
        ("<noscript>x</noscript>", "x"),
        ("<iframe src=x>y</iframe>", ""),
        ("<form><form></form><p>x</form></form>y", "[tool https://campaign.example.org/a.html]y"),
        ("<button>x</button>", ""),
        ('<button popovertarget="x">y</button>', '<button popovertarget="a.html:x">y</button>'),
        ('<p style="a:b" onclick="c" title="d">e</p>', '<p title="d">e</p>'),
        ('<link rel="stylesheet" href="x.css">y', "y"),
        ('<a href="kit.zip" download>z</a>', '<a href="https://campaign.example.org/kit.zip">z</a>'),
        ('<a href="javascript:x" class="c"><b>y</b></a>', '<span class="c"><b>y</b></span>'),
        ("a</div></site-page>b", "ab"),
        ("<div><p>a", "<div><p>a\n</p></div>"),
        ("<<!-- x -->script>", "&lt;script>"),
        ("<!bogus <b>>x", ">x"),
    ],
)  # fmt: skip
def test_each_thing_has_one_fate(body: str, becomes: str) -> None:
    assert rewritten(body) == becomes


@pytest.mark.parametrize(
    ("body", "becomes"),
    [
        ('<img src="p.png" alt="A">', '<img alt="A" src="p.png">'),
        ('<img src="p.png" srcset="p-320.webp 320w" sizes="9px">', '<img src="p-320.webp,p.png">'),
        (
            '<picture><source type="image/avif" srcset="p.avif 640w">'
            '<source srcset="p-320.webp 320w, p-640.webp 640w"><img src="p.png"></picture>',
            '<picture><img src="p-320.webp,p-640.webp,p.png"></picture>',
        ),
        (
            '<picture><source media="print" srcset="p-640.webp"><img src="p.png"></picture>',
            '<picture><img src="p.png"></picture>',
        ),
        ('<img src="gone.png" alt="A">', "[A|]"),
        ('<img src="https://example.org/p.png" alt="A">', "[A|]"),
        ('<img src="gone.png" alt="">', ""),
        ('<img src="data:image/gif,x" alt>', '<img alt src="data:image/gif,x">'),
    ],
)
def test_pictures_know_their_sizes(body: str, becomes: str) -> None:
    assert rewritten(body) == becomes


def test_what_stands_for_a_picture_links_to_it_unless_a_link_is_round_it() -> None:
    site = {
        "a.html": page('<img src="p.png" alt="A"><a href="b.html"><img src="p.png" alt="B"></a>')
    }
    known = leaves(site, lambda path: site[path].encode(), ["en"])
    addresses = Addresses(known, "https://campaign.example.org/")
    made = Rewriter(
        known.pages["a.html"], addresses, FILES, lambda _: "", lambda alt, to: f"[{alt}|{to}]"
    )
    instead = [piece.instead for piece in made.pieces() if isinstance(piece, Shown)]
    assert instead == ["[A|https://campaign.example.org/p.png]", "[B|]"]


def test_a_site_without_an_address_has_plain_words_for_its_files() -> None:
    assert rewritten('<a href="kit.zip" class="c">z</a>', url="") == '<span class="c">z</span>'


def test_what_stands_before_the_body_stays_behind() -> None:
    leaf = look("a.html", "<title>T</title><meta charset=utf-8></head><p>x")
    assert isinstance(leaf, Leaf)
    known = leaves({}, lambda _: b"", [])
    made = Rewriter(leaf, Addresses(known, ""), FILES, str, lambda alt, to: "")
    assert "".join(map(str, made.pieces())).endswith("><p>x</p></site-page>\n")


_PARTS = st.sampled_from(
    "<script> </script> <p <b> </b> <a href=b.html> <a/href='javascript:x'> </a> <img/src=p.png "
    "onerror=x <!-- --> <svg> </svg> <style> </style> <form> </form> <textarea> </textarea> "
    "</site-page> <site-page> <iframe> <template> <noscript> </noscript> > \" ' = < / <xmp> "
    "<title> </title> <math> <button> </div> <div> id=x <plaintext> <li> <table> <!x".split(" ")
)


@given(st.lists(_PARTS | st.text(max_size=4), max_size=12))
def test_no_page_breaks_out_or_brings_anything_along(parts: list[str]) -> None:
    text = rewritten("".join(parts))
    for kind, name, attrs, _ in tokens(text):
        if kind in (START, EMPTY, END):
            assert name not in {
                "script",
                "style",
                "iframe",
                "form",
                "site-page",
                "template",
                "body",
            }
        assert not [key for key in attrs if re.match(r"on|style|srcset", key)]
        assert not attrs.get("href", "").startswith("javascript")
    whole = f"<!doctype html><body><site-page>{text}</site-page><site-page>b</site-page>"
    tree = html5lib.parse(whole, treebuilder="etree", namespaceHTMLElements=False)
    assert tree.findall(".//script") == []
