"""Mistakes in templates are told in plain words, with the word that they are about."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jinja2 import FileSystemLoader, StrictUndefined, TemplateError

from generator.problems import Problem
from generator.render.environment import Sandbox
from generator.render.slips import SLIPS, problem_of
from generator.render.theme import Theme
from generator.render.views import LanguageView

LANG = LanguageView("en", "English", "ltr", "en", "index.html", "latn")


def slip(folder: Path, template: str) -> Problem:
    """What is said of a template with a mistake."""
    own = folder / "templates"
    (own / "partials").mkdir(parents=True)
    (own / "partials" / "footer.html").write_text("{% macro foot(text) %}{{ text }}{% endmacro %}")
    (own / "a.html").write_text(template, "utf-8")
    env = Sandbox(loader=FileSystemLoader(own), undefined=StrictUndefined)
    theme = Theme((own,), {}, {}, {})
    try:
        env.get_template("a.html").render(lang=LANG, words={}, text="x", one=1)
    except (TemplateError, *SLIPS) as error:
        return problem_of(error, theme, env)
    raise AssertionError("nothing is wrong with it")


OPEN = "<p>\n{% if one %}\n{% for x in y %}\n{% endfor %}\n{# {% if one %} #}{% set z = 1 %}\n"


@pytest.mark.parametrize(
    ("template", "place", "message", "hint"),
    [
        (OPEN, "2:4:2", "'{% if %}' in line 2 is never closed", "write '{% endif %}'"),
        (
            "{% block main %}\n {% if one %}\n{% endblock %}",
            "3:4:8",
            "'{% endblock %}' stands where '{% if %}' of line 2 is still open",
            "write '{% endif %}' before it",
        ),
        ("a\n{% endif %}", "2:4:5", "'{% endif %}' belongs to no open tag", "take it away"),
        ("{% if one %}{% elseif %}", "1:16:6", "there is no tag '{% elseif %}'", "'elif'?"),
        ("{% inclde 'x' %}", "1:4:6", "there is no tag '{% inclde %}'", "'include'?"),
        ("title {{ one|titel }}", "1:14:5", "there is no filter 'titel'", "'title'?"),
        ("{{ one is defned }}", "1:11:6", "there is no test 'defned'", "'defined'?"),
        ("{% include 'partials/fooer.html' %}", "1:13:19", "there is no template", "footer.html'?"),
        ("nope {{ nope }}", "1:9:4", "there is no 'nope'", "docs/themes.md"),
        ("{{ lagn.name }}", "1:4:4", "there is no 'lagn'", "'lang'?"),
        ("\n{{ lang.nmae }}", "2:4:9", "there is no 'lang.nmae'", "'name'?"),
        ("{{ words.nope }}", "1:4:10", "there is no 'words.nope'", "docs/themes.md"),
        ("{{ words['nope'] }}", "1:11:4", "there is no 'nope'", "docs/themes.md"),
        ("{{ [1][5] }}", "1:8:1", "there is nothing at [5]", ""),
        (
            "{% from 'partials/footer.html' import fot %}{{ fot() }}",
            "1:39:3",
            "there is no macro 'fot' to import",
            "",
        ),
        ("{{ lang.__init__ }}", "1:4:13", "there is no 'lang.__init__'", "docs/themes.md"),
        ("{{ ''.__class__ }}", "1:7:9", "'__class__' is not for templates", "docs/themes.md"),
        ("{{ one", "1:1:2", "'{{' is never closed", ""),
        ("{% if one", "1:1:2", "'{%' is never closed", ""),
        ("{# one", "1:1:2", "'{#' is never closed", ""),
        ("{% if %}", "1:7:2", "something is missing before '%}'", ""),
        ("{{ 1 + }}", "1:8:2", "something is missing before '}}'", ""),
        ("{% for a of text %}", "1:10:2", "'in' is missing before 'of'", ""),
        ("{{ one ? 2 }}", "1:8:1", "'?' cannot stand here", ""),
        ("{{ one) }}", "1:7:1", "')' cannot stand here", ""),
        ("{{ 1 / 0 }}", "1::1", "division by zero", ""),
        ("{{ text() }}", "1::1", "this cannot be called: it is no function", ""),
        ("{{ text + 1 }}", "1::1", "this cannot be calculated", "'~' joins texts"),
        ("{{ text|replace }}", "1::1", "in the brackets is missing: 'old' and 'new'", ""),
    ],
)
def test_a_slip_in_plain_words(
    tmp_path: Path, template: str, place: str, message: str, hint: str
) -> None:
    problem = slip(tmp_path, template)
    where = problem.place
    assert (problem.code, where.path) == ("template-error", "templates/a.html")
    assert f"{where.line}:{where.column or ''}:{where.length}" == place
    assert problem.message.startswith(message)
    assert hint in problem.hint
    assert "object" not in problem.message


def test_a_mistake_that_is_in_no_template_has_no_line(tmp_path: Path) -> None:
    problem = problem_of(ValueError("too much"), Theme((tmp_path,), {}, {}, {}), None)
    assert str(problem.place) == "templates"
    assert problem.message == "too much"


def test_a_word_that_the_site_view_lacks_is_told_with_its_neighbour(
    site: Callable[..., Any],
) -> None:
    made = site({"templates/partials/footer.html": "<footer>\n{{ site.titel }}</footer>\n"})
    result = made.build()
    assert not result.written
    (problem,) = result.problems
    assert str(problem.place) == "templates/partials/footer.html:2:4"
    assert problem.message == "there is no 'site.titel'"
    assert problem.hint == "did you mean 'title'?"
