from __future__ import annotations

from datetime import UTC, datetime

import pytest

from conftest import MakeSite
from generator import default_templates
from generator.build import Options, prepare
from generator.render.cards import Card, cards
from generator.render.documents import document_values
from generator.render.environment import CompiledTemplates
from generator.render.stage import Stage

SITE = {
    "site.yaml": "title: Keep it\nurl: https://library.example.org/\n"
    "languages: [en, ar, fr, de, es]\nsources: {gazette: {title: The gazette}}\n",
    "content/figures.yaml": "- {id: signed, value: {more_than: 240}, unit: people, what: signed,"
    " where: eastern Exampleton, period: in a week, as_of: 2026-05-01, source: gazette}\n"
    "- {id: dated, value: 3, unit: rooms, what: shut, as_of: 2026-05-01, source: gazette}\n",
    "content/posts/role.yaml": "network: x\nauthor: {shown_as: a reader}\nposted: 2026-04-30\n"
    "lang: en\ntext: I read.\nsource: gazette\nconsent: {status: given}\n",
    "content/posts/name.yaml": "network: x\nauthor: {name: amina example}\nposted: 2026-04-30\n"
    "lang: en\ntext: I read.\nsource: gazette\nconsent: {status: given}\n",
}
INDEX = "---\ntitle: Home\ndescription: A page.\n---\n\nHello.\n"


@pytest.fixture
def stages(site: MakeSite) -> dict[str, Stage]:
    pages = {f"content/index.{code}.md": INDEX for code in ("ar", "fr", "de", "es")}
    made = site({**SITE, **pages})
    options = Options(made.output, datetime(2026, 6, 1, tzinfo=UTC), kit=False)
    book = prepare(made.root, options).book
    assert book is not None
    code = CompiledTemplates(default_templates())
    return {lang: Stage(book, one, code) for lang, one in book.site.languages.items()}


def card(stage: Stage, kind: str, ident: str) -> Card:
    (found,) = (one for one in cards(stage, ()) if one.subject == (kind, ident))
    return found


def bylines(stages: dict[str, Stage], kind: str, ident: str) -> dict[str, str]:
    return {
        lang: card(stage, kind, ident).byline.replace("\xa0", " ") for lang, stage in stages.items()
    }


def test_a_byline_begins_with_a_capital_and_goes_on_without(stages: dict[str, Stage]) -> None:
    assert bylines(stages, "figure", "signed") == {
        "en": "Eastern Exampleton, in a week, as of 1 May 2026",
        "ar": "Eastern Exampleton، in a week، حتى 1 مايو 2026",
        "fr": "Eastern Exampleton, in a week, date : 1er mai 2026",
        "de": "Eastern Exampleton, in a week, Stand 1. Mai 2026",
        "es": "Eastern Exampleton, in a week, fecha: 1 de mayo de 2026",
    }
    assert bylines(stages, "figure", "dated") == {
        "en": "As of 1 May 2026",
        "ar": "حتى 1 مايو 2026",
        "fr": "Date : 1er mai 2026",
        "de": "Stand 1. Mai 2026",
        "es": "Fecha: 1 de mayo de 2026",
    }


def test_a_role_has_a_capital_and_a_name_is_as_it_is_written(stages: dict[str, Stage]) -> None:
    assert bylines(stages, "post", "role")["en"] == "A reader, 30 April 2026"
    assert bylines(stages, "post", "name")["en"] == "amina example, 30 April 2026"


def test_a_figure_on_paper_keeps_where_and_when_it_is_true(stages: dict[str, Stage]) -> None:
    figure, dated = document_values(stages["en"], "a4")["figures"]
    assert figure["what"] == "people signed, eastern Exampleton, in a week"
    assert dated["what"] == "rooms shut"
