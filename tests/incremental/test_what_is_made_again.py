"""That builds remember at all: after an edit only that is made which the edit can have changed."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from generator import parallel
from generator.render.recipes import RECIPES, Recipe

from .campaign import picture
from .conftest import MakeLiving
from .edits import Edit, instead, more, put, touched
from .living import Living
from .page_changes import ABOUT, POSTER, SECOND, VIGIL

# Where the work is done, as monkeypatch finds it: what is called once for each text that is
# converted, each file that a recipe makes, and each picture that is encoded. Recipes are
# wrapped in their table. Adapt these lines where the work moves to.
CONVERTS = "generator.resolve.bodies.convert"
ENCODES = "generator.render.encode_all"
# Texts of records are converted in every build: what they say may have to be hidden one day, and so
# it is kept nowhere but in its file.
OF_RECORDS = 6


class Work:
    """Counts what is done, in this process: nothing is spread over others."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.texts = 0
        self.pictures = 0
        self.files: Counter[str] = Counter()
        self._patch = monkeypatch
        monkeypatch.setattr(parallel, "LEAST", 10**9)
        self._count(CONVERTS, "texts")
        self._count(ENCODES, "pictures")
        for name, recipe in RECIPES.items():
            monkeypatch.setitem(RECIPES, name, self._counted(recipe))

    def _count(self, where: str, what: str) -> None:
        module, _, name = where.rpartition(".")
        original = getattr(__import__(module, fromlist=[name]), name)

        def counted(*arguments: Any, **named: Any) -> Any:
            setattr(self, what, getattr(self, what) + 1)
            return original(*arguments, **named)

        self._patch.setattr(where, counted)

    def _counted(self, recipe: Recipe) -> Recipe:
        def make(stage: Any, route: Any, bodies: Any) -> bytes:
            self.files[str(route.path)] += 1
            return recipe.make(stage, route, bodies)

        return replace(recipe, make=make)

    @property
    def pages(self) -> set[str]:
        return {name for name in self.files if name.endswith(".html")}

    def of(self, site: Living, edit: Edit | None = None, **options: Any) -> Work:
        """What one build does, after an edit."""
        if edit:
            edit(site.root)
        self.texts = self.pictures = 0
        self.files.clear()
        assert site.build(**options).written, site.problems
        return self


def _settled(living: MakeLiving) -> Living:
    """A site whose files were there before its last build began: nothing is in doubt."""
    site = living()
    assert site.build().written
    return site


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    return Work(monkeypatch)


def test_a_first_build_does_all_of_it(living: MakeLiving, work: Work) -> None:
    """So that the other tests count where the work is done."""
    site = living()
    done = work.of(site, cache=False)
    assert done.texts > 15
    assert done.pictures == 4
    assert {"about.html", "ar/about.html", "voices.html"} <= done.pages


def test_nothing_is_made_again_without_a_change(living: MakeLiving, work: Work) -> None:
    done = work.of(_settled(living))
    assert (done.texts, done.pictures, done.pages) == (OF_RECORDS, 0, set())


def test_nothing_is_made_again_for_another_time_of_a_file(living: MakeLiving, work: Work) -> None:
    done = work.of(_settled(living), touched(ABOUT))
    assert (done.texts, done.pictures, done.pages) == (OF_RECORDS, 0, set())


def test_a_body_is_converted_and_its_page_drawn(living: MakeLiving, work: Work) -> None:
    done = work.of(_settled(living), more(VIGIL, "\nAt eight.\n"))
    assert (done.texts, done.pictures, done.pages) == (OF_RECORDS + 1, 0, {"help/vigil.html"})


def test_a_title_is_drawn_where_it_is_shown(living: MakeLiving, work: Work) -> None:
    done = work.of(_settled(living), instead(SECOND, "No answer yet", "Still no answer"))
    assert done.pictures == 0
    assert {"updates/no-answer.html", "updates/index.html", "index.html"} <= done.pages


def test_a_picture_is_encoded_alone(living: MakeLiving, work: Work) -> None:
    done = work.of(_settled(living), put(POSTER, picture("crimson", (30, 50))))
    assert (done.texts, done.pictures) == (OF_RECORDS, 1)
    assert "updates/2026-05-01-first-day.html" in done.pages


def test_an_edit_taken_back_makes_at_most_what_the_edit_made(
    living: MakeLiving, work: Work
) -> None:
    site = _settled(living)
    work.of(site, more(VIGIL, "\nAt eight.\n"))
    site.restore()
    assert work.of(site).pages <= {"help/vigil.html"}


def test_all_is_made_again_when_nothing_may_be_remembered(living: MakeLiving, work: Work) -> None:
    site = living()
    first = set(work.of(site, cache=False).files)
    assert set(work.of(site, cache=False).files) == first
