"""Whether the languages of a site say the same."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.build import Options, prepare
from generator.check.finished import finish
from generator.check.parity import check
from generator.problems import Problem
from sites import NOW, small_site

LANGUAGES = "title: {en: A, ar: ب}\nurl: https://campaign.example.org/\nlanguages: {en: English, ar: العربية}\n"
HOME = "---\ntitle: Home\ndescription: A.\n---\n\nWords.\n"
BOTH = {"site.yaml": LANGUAGES, "content/index.md": HOME, "content/index.ar.md": HOME}


def look(root: Path, files: dict[str, str], ages: dict[str, int] | None = None) -> list[Problem]:
    """What parity finds in a site of these files; `ages` are seconds since their last change."""
    made = small_site(root, {**BOTH, **files})
    for name in {**BOTH, **files}:
        moment = 1_000_000 - (ages or {}).get(name, 0)
        os.utime(root / name, (moment, moment))
    resolved = prepare(made.root, Options(made.output, NOW, kit=False)).resolved
    assert resolved is not None
    return list(check(finish([], resolved.site, resolved.bodies)))


@pytest.fixture(autouse=True)
def _no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))


def test_a_site_in_two_languages_that_says_the_same(tmp_path: Path) -> None:
    body = HOME + "\n## One\n\n::: updates\n\n## Two\n"
    figures = "- {id: a, value: 3, what: {en: a, ar: b}, source: {title: {en: a, ar: b}}}\n"
    files = {"content/a.md": body, "content/a.ar.md": body, "content/figures.yaml": figures}
    assert look(tmp_path, files) == []


def test_a_site_in_one_language_has_nothing_to_compare(tmp_path: Path) -> None:
    files = {
        "site.yaml": "title: A\n",
        "content/a.md": HOME,
        "content/figures.yaml": "- {id: a, value: 3, what: a}",
    }
    made = small_site(tmp_path, files)
    resolved = prepare(made.root, Options(made.output, NOW, kit=False)).resolved
    assert resolved is not None
    assert list(check(finish([], resolved.site, resolved.bodies))) == []


@pytest.mark.parametrize(
    ("name", "lang", "hint"),
    [("content/x/a.md", "ar", "content/x/a.ar.md"), ("content/a.ar.md", "en", "content/a.md")],
)
def test_a_page_without_translation(tmp_path: Path, name: str, lang: str, hint: str) -> None:
    (problem,) = look(tmp_path, {name: HOME})
    assert problem.code == "translation-missing"
    assert problem.message == f"the page is not translated into '{lang}'"
    assert problem.place.path == name
    assert hint in problem.hint


def test_a_page_that_is_nobodys_translation_needs_none(tmp_path: Path) -> None:
    assert look(tmp_path, {"content/a.md": HOME.replace("title:", "lang: ar\ntitle:")}) == []


def test_a_language_without_a_home_page_is_not_asked_for(tmp_path: Path) -> None:
    three = LANGUAGES.replace("ar: العربية}", "ar: العربية, fr: Français}")
    assert look(tmp_path, {"site.yaml": three, "content/a.md": HOME, "content/a.ar.md": HOME}) == []


def test_a_translation_that_is_older(tmp_path: Path) -> None:
    files = {"content/a.md": HOME, "content/a.ar.md": HOME}
    assert look(tmp_path / "1", files, {"content/a.ar.md": 59}) == []
    assert look(tmp_path / "2", files, {"content/a.md": 500}) == []
    (problem,) = look(tmp_path / "3", files, {"content/a.ar.md": 61})
    assert problem.code == "translation-older"
    assert problem.place.path == "content/a.ar.md"
    assert "'content/a.md'" in problem.message


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("## One\n\n## Two\n", "a heading of level 2 stands here only"),
        ("Words.\n", "a heading of level 2 is missing here"),
        (
            "### One\n",
            "a heading of level 3 stands here only, a heading of level 2 is missing here",
        ),
        ("## One\n\n::: updates\n", "'::: updates' stands here only"),
        (
            "## One\n\n::: note\n::: sources\n:::\n",
            "'::: note' stands here only, '::: sources' stands here only",
        ),
        ("## 1\n" * 6, "a heading of level 2 stands here only and 2 more"),
    ],
)
def test_a_translation_that_differs(tmp_path: Path, body: str, words: str) -> None:
    problems = look(
        tmp_path, {"content/a.md": HOME + "\n## One\n", "content/a.ar.md": f"{HOME}\n{body}"}
    )
    (problem,) = [p for p in problems if p.code == "translation-differs"]
    assert problem.place.path == "content/a.ar.md"
    assert problem.message.startswith("this differs from 'content/a.md': ")
    assert problem.message.endswith(words)


def test_texts_that_lack_a_language(tmp_path: Path) -> None:
    figures = "- {id: a, value: 3, what: {en: a, ar: b}}\n- id: b\n  value: 3\n  what: {en: a}\n  unit: {en: a}\n"
    problems = look(tmp_path, {"content/figures.yaml": figures})
    (problem,) = problems
    assert problem.code == "translation-missing"
    assert problem.message.startswith("texts are not translated into 'ar' in the figure 'b': ")
    assert set(problem.message.rpartition(": ")[2].split(", ")) == {"what", "unit"}
    assert str(problem.place).startswith("content/figures.yaml:2")


def test_texts_of_one_wording_are_counted_for_each_file(tmp_path: Path) -> None:
    figures = "- {id: a, value: 3, what: a}\n- {id: b, value: 3, what: b, unit: c}\n"
    source = LANGUAGES + "tagline: {ar: ا}\nsources: {S1: {title: A headline as published}}\n"
    problems = look(tmp_path, {"content/figures.yaml": figures, "site.yaml": source})
    assert {(p.code, str(p.place), p.message) for p in problems} == {
        ("translation-missing", "site.yaml", "texts are not translated into 'en': tagline"),
        ("one-wording", "site.yaml", "1 text has one wording for all languages"),
        ("one-wording", "content/figures.yaml", "3 texts have one wording for all languages"),
    }


@pytest.mark.parametrize("own", ["", "targets: {name: A}, ", "targets: [{name: {en: A}}], "])
def test_cells_of_a_table_have_one_language(tmp_path: Path, own: str) -> None:
    action = f"{{id: a, kind: post, title: {{en: a, ar: b}}, message: {{en: a, ar: b}}, {own}targets_file: t.csv}}\n"
    files = {"content/actions.yaml": action, "content/t.csv": "name,role\nB,C\nD,E\n"}
    found = [(p.code, p.message.rpartition(": ")[2]) for p in look(tmp_path, files)]
    assert found == {
        "": [],
        "targets: {name: A}, ": [("one-wording", "1 text has one wording for all languages")],
    }.get(own, [("translation-missing", "targets.name")])
