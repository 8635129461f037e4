"""What a body tells the stages to come: headings, ids, anchors, words, parts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.markup import DirectiveSpec, Link, Surroundings, convert
from generator.model import Anchor, Body, Directive, Heading, Image
from generator.problems import Place

Around = Callable[..., Surroundings]


def test_headings_in_their_order(surroundings: Around) -> None:
    body, _ = convert("# One *two* & `three`\n\n## ![a](media/a.jpg) Four {#x}", surroundings())
    assert body.headings == (
        Heading(2, "one-two-three", "One two & three"),
        Heading(3, "x", "Four"),
    )


def test_without_a_heading_of_level_one_levels_stay(surroundings: Around) -> None:
    body, _ = convert("### a\n\n## b", surroundings())
    assert [heading.level for heading in body.headings] == [3, 2]


@pytest.mark.parametrize("name", ["location", "name", "body", "top", "constructor", "innerHTML"])
def test_ids_never_stand_in_for_what_scripts_look_up(name: str, surroundings: Around) -> None:
    body, _ = convert(f"## x {{#{name}}}\n\n[y](#{name}) [z](a.md#{name})", surroundings())
    safe = name if name == "innerHTML" else f"h-{name}"
    assert safe in body.ids
    assert body.headings[0].id == safe
    expected = ["h-top"] if name == "top" else [safe, safe]
    assert [anchor.id for anchor in body.anchors] == expected
    assert f"a.html#{safe}" in str(body.parts[0])


def test_ids_of_bodies_within_are_the_page_s_and_single(surroundings: Around) -> None:
    text = "## One\n\n::: note\n## One\n\n<p id='two'>x</p>\n\n[a](b.md#c)\n:::\n\n## One"
    body, problems = convert(text, surroundings())
    assert not problems
    assert body.ids == {"one", "one-2", "one-3", "two"}
    assert [anchor.id for anchor in body.anchors] == ["c"]
    note = next(part for part in body.parts if isinstance(part, Directive))
    assert note.body is not None
    assert note.body.headings == (Heading(2, "one-3", "One"),)
    assert [heading.id for heading in body.headings] == ["one", "one-2"]


def test_anchors_are_kept_for_later_with_their_places(surroundings: Around) -> None:
    body, _ = convert(
        "[a](#x) [b](b.md#y) [c](c.md) [d](#) [e](#top) n[^1]\n\n[^1]: m", surroundings()
    )
    assert body.anchors == (
        Anchor("", "x", Place("content/a.md", 1, 5, 2)),
        Anchor("b.md", "y", Place("content/a.md", 1, 13, 6)),
    )


def test_an_anchor_in_entities_and_percents_is_the_id_itself(surroundings: Around) -> None:
    body, _ = convert("[a](#%D8%A3%20b) <a href='#&#x623;'>c</a>", surroundings())
    assert [anchor.id for anchor in body.anchors] == ["أ-b", "أ"]


def test_words_are_counted_as_a_reader_would(surroundings: Around) -> None:
    body, _ = convert("# Two words\n\n- three *in* line\n\n::: note\nand two\n:::", surroundings())
    assert body.words == 2 + 3 + 1 + 2


def test_a_paragraph_of_a_picture_alone_goes_and_another_stays(surroundings: Around) -> None:
    body, _ = convert("![a](media/a.jpg)\n\nb ![c](media/c.jpg)", surroundings())
    assert [part if isinstance(part, str) else part.file for part in body.parts] == [
        "media/a.jpg",
        "\n<p>b ",
        "media/c.jpg",
        "</p>\n",
    ]


def test_an_empty_text_is_an_empty_body(surroundings: Around) -> None:
    for text in ("", "\n", " \n\t\n", "<!-- nothing -->", "\ufdd0"):
        body, problems = convert(text, surroundings())
        assert (body, problems) == (Body((), (), frozenset(), (), 0), ())


def test_a_link_s_text_reaches_the_one_who_looks_it_up(surroundings: Around) -> None:
    seen: list[tuple[str, str]] = []

    def link(target: str, text: str) -> Link:
        seen.append((target, text))
        return Link("x")

    around = surroundings()
    asked = Surroundings("a", 1, 0, around.directives, link, around.image, around.permalink)
    convert("[more *than* 240 &amp;](figure:a) <a href=figure:b>200 <b>x</b></A>", asked)
    assert seen == [("figure:a", "more than 240 &"), ("figure:b", "200 x")]


def test_nothing_of_one_text_is_left_in_the_next(surroundings: Around) -> None:
    convert("[a]: b.md\n*[HTA]: x\n\n[^n]: note\n\na[^n] \u0627 @x", surroundings())
    body, _ = convert("[a] HTA [^n] @x", surroundings())
    assert body.parts == ("<p>[a] HTA [^n] @x</p>\n",)


def test_bodies_nest_only_so_far(surroundings: Around) -> None:
    depth = 12
    _, problems = convert("::: note\n" * depth + ":::\n" * depth, surroundings())
    assert [(p.code, p.place.line) for p in problems] == [("directive-syntax", 11)]


def test_a_misspelt_directive_with_a_body_is_told_once(surroundings: Around) -> None:
    _, problems = convert("::: noet\nwords\n:::", surroundings())
    assert [(p.code, p.hint) for p in problems] == [("unknown-directive", "did you mean 'note'?")]


def test_options_that_a_directive_has_are_offered(surroundings: Around) -> None:
    hints = [p.hint for p in convert("::: post a lmit=2 xyz=1\n\n::: share a=b", surroundings())[1]]
    assert hints == ["did you mean 'limit'?", "it has 'limit'", "it has none"]


def test_a_directive_of_its_own_name_only_needs_a_template(surroundings: Around) -> None:
    around = surroundings()
    more = {**around.directives, "ours": DirectiveSpec(options=frozenset({"key", "k"}))}
    asked = Surroundings("a", 1, 0, more, around.link, around.image, around.permalink)
    body, problems = convert("::: ours a “two words” key=“x y” k=", asked)
    assert not problems
    (directive,) = (part for part in body.parts if not isinstance(part, str | Image))
    assert directive.refs == ("a", "two words")
    assert directive.options == {"key": "x y", "k": ""}
