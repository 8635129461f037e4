from __future__ import annotations

from dataclasses import replace

from conftest import MakeSite
from generator.kit.typeset import Fit
from generator.problems import Place
from generator.render.drawing import Drawing, Drawn
from generator.render.overflow import overflows
from render.drawings import PLACE, card

URL = Place("site.yaml", 2, 6)


def drawing(which: str, what: str = "card of message 'river'") -> Drawing:
    return replace(card(), what=what, which=which, places={"address": URL})


def tight(which: str, *fits: Fit, what: str = "card of message 'river'") -> Drawn:
    return Drawn(drawing(which, what), b"", (), fits)


def test_a_text_is_told_of_once_for_all_its_sizes() -> None:
    every = [
        tight("square, en", Fit("text", 36, 1.2)),
        tight("story, en", Fit("text", 36, 1.4)),
        tight("square, ar", Fit("text", 36, 1.1)),
    ]
    (problem,) = overflows(every)
    assert problem.code == "card-overflow"
    assert problem.place == PLACE
    assert problem.message == (
        "the card of message 'river' has no room for its text "
        "(square, en; story, en; square, ar), not even in the smallest readable type"
    )
    assert problem.hint == "shorten it by about 30 %"


def test_an_address_is_told_of_once_where_it_is_written() -> None:
    fit = Fit("address", 25, 1.05)
    (problem,) = overflows([tight("square, en", fit), tight("A4, en", fit, what="poster")])
    assert problem.place == URL
    assert problem.message.startswith("cards and sheets have no room for the address (")
    assert problem.hint == "shorten it by about 10 %"


def test_two_texts_are_two_problems() -> None:
    every = [tight("A4, en", Fit("words", 20, 1.3), Fit("strip", 6, 1.3), what="poster")]
    assert [problem.message.split(" (")[0] for problem in overflows(every)] == [
        "the poster has no room for its words",
        "the poster has no room for the title and the address on its strips",
    ]


def test_what_fits_is_not_told() -> None:
    assert list(overflows([tight("square, en")])) == []


def test_what_does_not_fit_is_told_once_where_it_was_written(site: MakeSite) -> None:
    made = site(
        {
            "site.yaml": f"title: Keep it\nurl: https://library.example.org/{'and-its-readers/' * 6}\n"
            "share: {networks: [facebook]}\n",
            "content/index.md": f"---\ntitle: {'Keep the library ' * 30}\ndescription: A page.\n"
            "---\n\nHello.\n",
            "content/share.yaml": f"- {{id: read, text: {'We read here. ' * 120}, page: index}}\n",
        }
    )
    told = [one for one in made.build(kit=True).problems if one.code == "card-overflow"]
    assert not made.output.exists()
    found = {(str(one.place), one.message.split(" (")[0]): one.message for one in told}
    assert len(found) == len(told)
    assert ("site.yaml:2:6", "cards and sheets have no room for the address") in found
    assert ("content/index.md:2:8", "the poster has no room for its words") in found
    text = "the card of message 'read' has no room for its text"
    message = found["content/share.yaml:1:20", text]
    assert "(preview, en; square, en; portrait, en" in message
