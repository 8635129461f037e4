"""Wherever an author lets a hidden value slip in, and however it is written, nothing is written."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from generator.build import Options, prepare
from generator.guard.search import NOTHING, Look
from generator.parallel import spread
from generator.problems import Problem, has_errors
from generator.render import render
from generator.report import Printer, as_json
from guard.oracle import Oracle
from guard.slips import (
    ABOUT,
    FILES,
    HIDDEN,
    OTHER,
    PLACES,
    SHE,
    SURNAME,
    WAYS,
    WITHOUT_A_LINE,
    Slip,
)
from sites import NOW, BuiltSite, small_site

ORACLE = Oracle([secret for person in HIDDEN for secret in person.secrets()])


HIDDEN_POSTS = "content/posts/hidden.yaml"
# What every campaign here needs; the rest only where the slip is in it.
NEEDED = ("site.yaml", "content/index.md", ABOUT, HIDDEN_POSTS, "content/share.yaml")
ALWAYS = ("content/media/", "templates/")

Slipped = Callable[[Mapping[str, str]], BuiltSite]


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The campaign without a slip, built."""
    made = small_site(tmp_path_factory.mktemp("clean"), FILES)
    assert made.build().written, made.problems
    return made


@pytest.fixture
def slipped(clean: BuiltSite, tmp_path: Path) -> Slipped:
    """Lays the campaign with some of its files changed, its former output beside it."""

    def lay(changed: Mapping[str, str]) -> BuiltSite:
        needed = {path: FILES[path] for path in FILES if path.startswith(ALWAYS) or path in NEEDED}
        made = small_site(tmp_path, {**needed, **changed})
        shutil.copytree(clean.output, made.output)
        return made

    return lay


def refused(site: BuiltSite) -> list[Problem]:
    """The errors of a build that must not write, and must not tell what is hidden."""
    before = site.everything()
    result = site.build()
    assert not result.written
    assert site.everything() == before
    assert not result.root_hash
    printed = Printer(site.root, colour=False)
    for text in (printed.problems(result.problems), printed.summary(result), as_json(result)):
        assert ORACLE.in_text(text) == set()
        assert SURNAME.casefold() not in text.casefold()
    return [problem for problem in result.problems if has_errors([problem])]


def _line(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def text_with(slip: Slip) -> str:
    """The file with the slip in it."""
    whole = FILES[slip.path]
    assert isinstance(whole, str)
    assert slip.before in whole
    return whole.replace(slip.before, slip.after.replace("@@", slip.leak), 1)


def _line(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


@pytest.mark.parametrize("name", PLACES)
def test_a_slip_in_any_place_is_refused(slipped: Slipped, name: str) -> None:
    path, leak = PLACES[name].path, PLACES[name].leak
    written = text_with(PLACES[name])
    found = refused(slipped({path: written}))
    assert {problem.code for problem in found} == {"hidden-value"}
    # An address tells the handle too, which is then the other author's.
    also = {(path, _line(written, "author:"))} if leak == SHE.url and path == OTHER else set()
    places = {(problem.place.path, problem.place.line) for problem in found}
    assert places == {(path, _line(written, leak)), *also}
    for problem in found:
        assert SHE.id in problem.message
        assert any(
            made in problem.message for made in (".html", ".xml", ".js", ".css", ".svg", "…")
        )


@pytest.mark.parametrize("name", WITHOUT_A_LINE)
def test_a_slip_that_has_no_line_of_its_own_is_refused(slipped: Slipped, name: str) -> None:
    slip = WITHOUT_A_LINE[name]
    found = refused(slipped({slip.path: text_with(slip)}))
    assert {problem.code for problem in found} == {"hidden-value"}
    assert all("about.html" in problem.message and SHE.id in problem.message for problem in found)


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        ('"id": "voice-30"', '"id": "sinead"', "id"),
        ('"id": "voice-30"', '"id": "call-SineadSamplaigh2"', "id"),
        (f'"{SHE.media_file}"', '"media/wall-samplaigh.png"', "picture"),
        (f'"{SHE.capture_file}"', '"media/sinead_samplaigh2.png"', "capture"),
    ],
)
def test_a_telling_name_of_the_posts_own_is_refused(
    slipped: Slipped, before: str, after: str, named: str
) -> None:
    whole = FILES[HIDDEN_POSTS]
    assert isinstance(whole, str)
    assert before in whole
    site = slipped({HIDDEN_POSTS: whole.replace(before, after)})
    named_in = [problem for problem in refused(site) if problem.code == "hidden-in-name"]
    assert [(p.place.path, p.place.line) for p in named_in] == [(HIDDEN_POSTS, 1)]
    assert named in named_in[0].message


def test_a_telling_name_of_the_file_is_refused(slipped: Slipped) -> None:
    site = slipped({})
    posts = site.root / HIDDEN_POSTS
    posts.rename(posts.with_name("samplaigh.yaml"))
    # The name of the file is where the mistake is, so the report cannot but say it.
    assert not site.build().written
    assert {p.code for p in site.problems if has_errors([p])} == {"hidden-in-name"}


@pytest.fixture(scope="module")
def ways(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """A campaign with a page for each way in which a text can hold what is hidden."""
    pages = {
        f"content/way-{number}.md": (
            f"---\ntitle: Way {number}\ndescription: Way {number}.\n---\n\n"
            f"It was dark, and\n{text}\nsaid so.\n"
        )
        for number, text in enumerate(WAYS.values())
    }
    posts = {path: text for path, text in FILES.items() if path.startswith("content/posts/hidden")}
    pictures = {path: text for path, text in FILES.items() if path.startswith("content/media/")}
    languages = {"site.yaml": "title: Small\nlanguages: {en: English, ar: العربية}\n"}
    return small_site(tmp_path_factory.mktemp("ways"), {**languages, **pages, **posts, **pictures})


@pytest.fixture(scope="module")
def looked(ways: BuiltSite) -> dict[str, Look]:
    """What is found in each page, by its path."""
    prepared = prepare(ways.root, Options(output=ways.output, now=NOW, kit=False))
    assert prepared.book is not None
    assert prepared.resolved is not None
    assert prepared.guard is not None
    assert not has_errors(prepared.problems), prepared.problems
    outputs = render(prepared.book, prepared.resolved.bodies, spread)
    return {str(output.path): prepared.guard.search.look(output) for output in outputs}


@pytest.mark.parametrize("way", WAYS)
def test_a_hidden_value_in_any_form_is_found(looked: dict[str, Look], way: str) -> None:
    assert looked[f"way-{list(WAYS).index(way)}.html"].found


def test_pages_that_say_nothing_hidden_are_clean(looked: dict[str, Look]) -> None:
    found = {path for path, look in looked.items() if look != NOTHING}
    assert found == {f"way-{number}.html" for number in range(len(WAYS))}


def test_every_form_is_refused_at_its_line(ways: BuiltSite) -> None:
    found = refused(ways)
    assert {problem.code for problem in found} == {"hidden-value"}
    # A file that is hidden has the name itself.
    places = {(p.place.path, p.place.line) for p in found if p.place.path != "content/media/…"}
    # An address alone on a line becomes the protected post itself, and gives nobody away.
    shown = [number for number, way in enumerate(WAYS.values()) if not way.startswith("https://m.")]
    assert places == {(f"content/way-{number}.md", 7) for number in shown}
