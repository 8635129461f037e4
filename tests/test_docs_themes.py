"""docs/themes.md: examples do what is said, tables name everything that a template receives."""

from __future__ import annotations

import dataclasses
import json
import re
from dataclasses import replace
from pathlib import Path

import jinja2.defaults
import jinja2.filters
import jinja2.tests
import pytest

from generator import default_templates
from generator.build import Options, prepare
from generator.dates import EdtfDate
from generator.kinds.figure import Amount, Figure
from generator.kinds.post import Post
from generator.kinds.statement import Statement
from generator.kinds.timeline import Event
from generator.kinds.values import Correction, Record
from generator.model import Heading
from generator.render import views
from generator.render.colours import palette
from generator.render.corrections import Change
from generator.render.drawing import Easel
from generator.render.environment import CompiledTemplates, public_names
from generator.render.metadata import POLICY
from generator.render.scenes import SCENES, Use
from generator.render.stage import PictureView, Stage
from manual import code_in, examples, names, rows, section, site_of
from render.drawings import ARABIC, SIZES, VALUES, card, drawn, opened, street
from sites import NOW, PROJECT

_RECEIVES = "What a template receives"


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """The stage of the site that writing.md makes: it has something of every kind."""
    guide = site_of("writing.md", tmp_path_factory.mktemp("guide"))
    book = prepare(guide.root, Options(guide.output, NOW)).book
    assert book is not None
    return Stage(book, book.site.languages["en"], CompiledTemplates(default_templates()))


def test_the_examples_do_what_is_said(tmp_path: Path) -> None:
    site = site_of("themes.md", tmp_path)
    assert [problem.code for problem in site.problems] == ["foreign-key"]
    home = site.out("index.html")
    assert "Keep the library open, hello@example.org" in home
    assert ">What we know of you<" in home
    assert '<h2><a href="take-action.html#sign">Sign with us</a></h2>' in home
    assert "<p>1,000</p>" in home
    assert "Bring it <strong>in person</strong>." in home
    assert 'class="flyer"' in site.out("meeting.html")
    assert "<p>Reading room</p>" in site.out("meeting.html")
    assert ">Privateco<" in site.out("eo/index.html")
    (styles,) = (name for name in site.files() if name.startswith("assets/site."))
    assert site.out(styles).rstrip().endswith("solid var(--accent)}")


def test_the_example_of_a_card_draws_all_sizes_in_both_directions(tmp_path: Path) -> None:
    (tmp_path / "kit").mkdir()
    (tmp_path / "kit/card.typ").write_text(examples("themes.md")["templates/kit/card.typ"], "utf-8")
    speech = ({"words_dir": "ltr", "words_lang": "en"}, {"words_dir": "rtl", "words_lang": "ar"})
    cards = [
        card(size, base, **own)
        for size in SIZES
        for base, own in zip((VALUES, ARABIC), speech, strict=True)
    ]
    photo = street(tmp_path)
    over = [replace(one, photo=photo, form="JPEG") for one in cards[:2]]
    made = drawn(Easel((tmp_path, default_templates())), *cards, *over)
    assert [(one.problems, one.tight) for one in made] == [((), ())] * len(made)
    for one in made:
        size = (one.drawing.width, one.drawing.height)
        image = opened(one.data).convert("RGB")
        assert image.size == size
        # Words begin at the side where their direction does; a photo has more colours than they.
        left = 0 if json.loads(one.drawing.values)["dir"] == "ltr" else size[0] // 2
        begun = image.crop((left, 0, left + size[0] // 2, size[1]))
        assert begun.getcolors(2) is None
        assert bool(image.getcolors(4000)) != bool(one.drawing.photo)


def fields(kind: type) -> set[str]:
    return {field.name for field in dataclasses.fields(kind)}


def table(first: str) -> dict[str, set[str]]:
    """What is told of each thing: the names in a row's second cell by the first one's words."""
    found = rows(section("themes.md", _RECEIVES), first)
    return {row[0].replace("`", ""): names(row[1]) for row in found}


def test_the_table_of_views_names_every_field(stage: Stage) -> None:
    assert table("name") == {
        "lang": fields(views.LanguageView),
        "site": fields(views.SiteView),
        "page": fields(views.PageView),
        "page.meta": fields(views.Meta),
        "of site.menu": fields(views.MenuEntry),
        "of page.alternates": fields(views.Alternate),
        "of page.tags": fields(views.TagLink),
        "of page.contents": fields(Heading),
        "of corrections of a page or a record": set(Correction.model_fields),
        "a summary": fields(views.Summary),
        "paging": fields(views.Paging),
        "a picture": fields(PictureView),
        "a source": set(vars(stage.speech.source("gazette"))),
    }


def further(kind: type[Record]) -> set[str]:
    """What templates see of a record besides its keys."""
    return set(public_names(kind) or ()) - set(kind.model_fields)


def test_the_table_of_records_names_every_property() -> None:
    assert further(Figure) == further(Event)
    assert table("record") == {
        "post": further(Post),
        "statement": further(Statement),
        "figure, event": further(Figure),
        "a figure's value": set(public_names(Amount) or ()),
        "a date": set(public_names(EdtfDate) or ()),
    }


def layouts() -> dict[str, set[str]]:
    return {name: told for row, told in table("layout").items() for name in row.split(", ")}


def test_the_table_of_layouts_names_every_layout() -> None:
    files = (default_templates() / "layouts").glob("*.html")
    assert set(layouts()) == {file.stem for file in files}


def test_layouts_of_made_pages_receive_what_the_table_says(stage: Stage) -> None:
    made = {
        route.options["layout"]: route for route in stage.book.routes if "layout" in route.options
    }
    # The manual's campaign has one timeline, which needs no page that lists several.
    assert set(made) == set(SCENES) - {"timelines"}
    for name, route in made.items():
        assert {"content", *SCENES[name](stage, route).context} == layouts()[name]
    told = set(code_in(section("themes.md", _RECEIVES)))
    assert fields(Use) | fields(Change) <= told


def listed(first: str) -> set[str]:
    found = rows(section("themes.md", "Functions and filters"), first)
    return {name.partition("(")[0] for row in found for name in code_in(row[0])}


def test_the_tables_name_every_function_filter_and_test(stage: Stage) -> None:
    env = stage.env
    functions = {name for name, value in env.globals.items() if callable(value)}
    assert listed("function") == functions - set(jinja2.defaults.DEFAULT_NAMESPACE)
    assert listed("filter") == set(env.filters) - set(jinja2.filters.FILTERS)
    assert {"past"} == set(env.tests) - set(jinja2.tests.TESTS)


def test_custom_properties_exist() -> None:
    text = section("themes.md", "Colours and measures")
    told = {name.removeprefix("--") for name in code_in(text) if name.startswith("--")}
    styles = (default_templates() / "assets").rglob("*.css")
    defined = set(re.findall(r"--([\w-]+):", "".join(f.read_text("utf-8") for f in styles)))
    made = set(palette("#b3001b"))
    assert made <= told
    assert told <= made | defined


def test_what_is_said_of_the_policy_is_so() -> None:
    assert POLICY["script-src"] == POLICY["style-src"] == "'self'"
    assert POLICY["connect-src"] == POLICY["form-action"] == POLICY["trusted-types"] == "'none'"


def test_places_for_a_new_kind_exist() -> None:
    found = rows(section("themes.md", "A kind of content"), "where")
    paths = [path for row in found for path in code_in(row[0])]
    assert [path for path in paths if not (PROJECT / path).exists()] == []
    for path, what in found:
        for name in code_in(what):
            if name.isidentifier() and name == name.upper():
                source = (PROJECT / path.strip("`")).read_text("utf-8")
                assert re.search(rf"^{name}\b", source, re.MULTILINE), name
