from __future__ import annotations

import pytest

from generator import default_templates
from generator.kit.imports import forbidden
from generator.problems import Place

PLACE = Place("templates/kit/card.typ")


def places(text: str) -> list[tuple[int, int]]:
    return [(found.place.line, found.place.column) for found in forbidden(text, PLACE)]


@pytest.mark.parametrize(
    "text",
    [
        '#import "@preview/cetz:0.3.0": canvas',
        '#import"@preview/cetz:0.3.0"',
        '#include "@local/x:1.0.0"',
        '#import\n  "@preview/cetz:0.3.0"',
        '#import /* a */ "@preview/cetz:0.3.0"',
        '#{ import "@preview/cetz:0.3.0" }',
        '#import ("@preview/cetz:0.3.0")',
        '#import ("@" + "preview/cetz:0.3.0")',
        r'#import "\u{40}preview/cetz:0.3.0"',
        "#import given.words",
        "#let import-it = 1\n#import import-it",
        '#eval("import " + given.words)',
        "#let run = eval",
        'He said " #import "@preview/cetz:0.3.0"',
        '"/*" #import "@preview/cetz:0.3.0" "*/"',
        '#let a = "//" + 1\n#import "@preview/cetz:0.3.0"',
        '/* /* */ */ #import "@preview/cetz:0.3.0"',
    ],
)
def test_packages_are_refused_however_they_are_written(text: str) -> None:
    assert {found.code for found in forbidden(text, PLACE)} == {"kit-template"}


@pytest.mark.parametrize(
    "text",
    [
        '#import "parts.typ": *',
        '#include "leaf.typ"',
        '// #import "@preview/cetz:0.3.0"\n#let a = 1',
        '/* #import "@preview/cetz:0.3.0" /* eval */ */',
        '#let a = "import \\"@preview/x\\" eval"',
        "#let important = 1\n#let re-import = 2\n#let evaluation = 3",
        "",
    ],
)
def test_files_beside_a_template_are_allowed(text: str) -> None:
    assert places(text) == []


def test_the_place_is_that_of_the_word() -> None:
    assert places('#set page()\n  #import "@preview/x:1.0.0"') == [(2, 4)]
    assert places('/* one\ntwo */ #import "@preview/x:1.0.0"') == [(2, 9)]


def test_the_theme_asks_for_nothing() -> None:
    for file in sorted((default_templates() / "kit").glob("*.typ")):
        assert not list(forbidden(file.read_text("utf-8"), PLACE)), file.name
