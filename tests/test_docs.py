"""docs/writing.md and docs/problems.md: examples build, tables agree with the code, links lead on."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from generator import default_templates
from generator.build import Options, prepare
from generator.dates import parse
from generator.kinds.action import Action, Step
from generator.kinds.campaign import Budget, Campaign, Colours, LanguageSettings, MenuItem
from generator.kinds.figure import QUALIFIERS, Figure
from generator.kinds.message import Message
from generator.kinds.page import FrontMatter
from generator.kinds.post import Author, Capture, Consent, Network, Post, Protection
from generator.kinds.statement import Statement
from generator.kinds.timeline import Attribution, Event, Timeline
from generator.kinds.values import Correction, Picture, Record, Source, Target
from generator.locales import locale
from generator.problems import CODES
from generator.read.yaml import parse_yaml
from generator.render.environment import CompiledTemplates
from generator.render.stage import Stage
from generator.render.theme import directives
from manual import (
    DOCS,
    FENCE,
    LINKED,
    NOT_FILES,
    PAGES,
    anchors,
    code_in,
    prose,
    rows,
    section,
    site_of,
    text_of,
)
from sites import NOW, PROJECT, BuiltSite

# What Jinja says of a mistake is told in its own words.
_JINJAS = {"'nope' is undefined"}

_REPORT = re.compile(r"\S+?(?::\d+)*: (\w+): (.*) \[([\w-]+)\]")


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """All examples of writing.md as one site."""
    return site_of("writing.md", tmp_path_factory.mktemp("guide"))


# ------------------------------------------------------------------ all pages


@pytest.mark.parametrize("page", PAGES)
def test_every_example_names_its_file_and_none_comes_twice(page: str) -> None:
    found = [(m[2], m[3]) for m in FENCE.finditer(text_of(page))]
    assert text_of(page).count("\n```") == 2 * len(found)
    assert [kind for kind, name in found if bool(name) == (kind in NOT_FILES)] == []
    files = [name for _, name in found if name]
    assert len(files) == len(set(files))


@pytest.mark.parametrize("page", LINKED)
def test_links_lead_to_pages_and_headings_that_exist(page: str) -> None:
    dead: list[str] = []
    for target in re.findall(r"\]\(([^)\s]+)\)", re.sub("`[^`\n]*`", "", prose(text_of(page)))):
        name, _, anchor = target.partition("#")
        file = DOCS / (name or page)
        if "://" not in target and not (file.is_file() and anchor in {"", *anchors(file)}):
            dead.append(target)
    assert dead == []


# ------------------------------------------------------------------ writing.md


def test_the_examples_for_writers_are_a_site_that_lacks_one_posts_words(guide: BuiltSite) -> None:
    assert [problem.code for problem in guide.problems] == ["lost-post"]
    everything = "".join(guide.out(page) for page in guide.pages())
    assert "a member of staff" in everything
    assert "Noor Madeup" not in everything
    assert "times.html" in guide.files()
    about = guide.out("about.html")
    assert 'href="figures.html#signed"' in about
    assert "I learnt to read in that room." in about


MODELS: dict[str, tuple[type[Record], ...]] = {
    "site.yaml": (Campaign, LanguageSettings, Colours, MenuItem, Budget),
    "Pages": (FrontMatter, Correction),
    "Quoted posts": (Post, Author, Capture, Consent, Picture),
    "Timelines": (Timeline, Event, Attribution, Picture),
    "Figures": (Figure,),
    "Corrections": (Correction,),
    "Statements": (Statement,),
    "Actions": (Action, Step, Target),
    "Share messages": (Message,),
    "Sources": (Source,),
}


@pytest.mark.parametrize("heading", MODELS)
def test_writers_are_told_of_every_key(heading: str) -> None:
    text = section("writing.md", heading)
    code = " ".join([m[4] for m in FENCE.finditer(text)] + code_in(text))
    told = set(re.findall(r"\w+", code))
    told |= {"sources"} if "source" in told else set()
    keys = {key for model in MODELS[heading] for key in model.model_fields}
    assert keys - told == set()


@pytest.mark.parametrize("heading", ["site.yaml", "Pages", "Quoted posts", "Actions"])
def test_tables_of_keys_name_no_others(heading: str) -> None:
    told = [key for row in rows(section("writing.md", heading), "key") for key in code_in(row[0])]
    assert set(told) <= {*MODELS[heading][0].model_fields, "source"}
    assert len(told) == len(set(told))


@pytest.mark.parametrize(
    ("heading", "choices"),
    [
        ("Quoted posts", Network),
        ("Quoted posts", Protection),
        ("Quoted posts", Post.model_fields["state"].annotation),
        ("Quoted posts", Consent.model_fields["status"].annotation),
        ("Statements", Statement.model_fields["kind"].annotation),
        ("Actions", Action.model_fields["kind"].annotation),
    ],
)
def test_writers_are_told_of_every_choice(heading: str, choices: object) -> None:
    assert get_args(choices)
    assert set(get_args(choices)) <= set(code_in(section("writing.md", heading)))


def shown(heading: str, first: str) -> dict[str, str]:
    """A table of pairs, two in each row: what is written, and how it is shown."""
    table = rows(section("writing.md", heading), first)
    pairs = [row[n : n + 2] for row in table for n in (0, 2)]
    return {written.strip("`"): words for written, words in pairs if written}


def test_dates_are_shown_as_the_table_says() -> None:
    table = shown("Dates", "write")
    assert len(table) == 10
    assert table == {written: locale("en").date(parse(written)) for written in table}


def test_figures_are_shown_as_the_table_says(guide: BuiltSite) -> None:
    book = prepare(guide.root, Options(guide.output, NOW)).book
    assert book is not None
    speech = Stage(book, book.site.languages["en"], CompiledTemplates(default_templates())).speech

    def words(written: str) -> str:
        value, _, _ = parse_yaml(written, "figures.yaml")
        figure = Figure.model_validate({"id": "signed", "what": "have signed", "value": value})
        return f"{speech.qualifier(figure)} {speech.digits(figure)}".strip()

    table = shown("Figures", "`value`")
    assert table == {written: words(written) for written in table}
    assert set(QUALIFIERS) <= set(re.findall(r"\w+", " ".join(table)))


def test_the_table_of_directives_is_the_themes() -> None:
    told: dict[str, set[str]] = {}
    for line, _, options in rows(section("writing.md", "Placing things"), "line"):
        for name in code_in(line):
            told[name.removeprefix("::: ")] = {o.split("=")[0] for o in code_in(options)}
    known = directives((default_templates(),))
    assert told == {name: set(spec.options) for name, spec in known.items()}


# ------------------------------------------------------------------ problems.md


def test_every_code_is_explained_once_and_is_in_the_index() -> None:
    text = text_of("problems.md")
    assert sorted(re.findall(r"^### (.+)$", text, re.MULTILINE)) == sorted(CODES)
    assert set(CODES) <= set(re.findall(r"\]\(#([\w-]+)\)", text.split("\n## ")[0]))


@pytest.fixture(scope="module")
def phrases() -> list[re.Pattern[str]]:
    """The phrases in the generator's code; what they fill in may be anything."""
    found = {phrase for file in (PROJECT / "generator").rglob("*.py") for phrase in _phrases(file)}
    return [re.compile(pattern) for pattern in sorted(found)]


def _phrases(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        parts = node.values if isinstance(node, ast.JoinedStr) else [node]
        fixed = [part.value if isinstance(part, ast.Constant) else None for part in parts]
        words = "".join(part for part in fixed if isinstance(part, str))
        if " " in words.strip() and sum(map(str.isalpha, words)) > 7:
            yield "".join(_pattern(part) if isinstance(part, str) else ".*" for part in fixed)


def _pattern(words: str) -> str:
    return ".*".join(map(re.escape, re.split(r"\{\w+\}", words)))


@pytest.mark.parametrize("code", sorted(CODES))
def test_a_code_has_its_severity_and_a_report_that_may_come(
    code: str, phrases: list[re.Pattern[str]]
) -> None:
    text = section("problems.md", code, level=3)
    assert text.startswith(f"\n**{CODES[code].capitalize()}.** ")
    head, *more = text.partition("```text\n")[2].partition("\n```")[0].split("\n")
    report = _REPORT.fullmatch(head)
    assert report, head
    assert (report[1], report[3]) == (CODES[code], code)
    cases = (PROJECT / "tests" / "invalid").glob(f"{code}*/expected.txt")
    reported = "".join(case.read_text("utf-8") for case in cases)
    hints = [line.removeprefix("   hint: ") for line in more if line.startswith("   hint: ")]
    for words in {report[2], *hints} - _JINJAS:
        assert words in reported or any(p.search(words) for p in phrases), words
