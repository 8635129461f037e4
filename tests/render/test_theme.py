"""A site's own templates, assets, words and directives; and templates that are wrong or hostile."""

from collections.abc import Callable
from typing import Any

import pytest

MakeSite = Callable[..., Any]


def page(body: str) -> str:
    return f"---\ntitle: About\ndescription: About us.\n---\n\n{body}\n"


def test_a_template_of_the_site_replaces_the_themes(site: MakeSite) -> None:
    made = site({"templates/partials/footer.html": "<footer>Our own foot</footer>\n"})
    assert made.build().written
    assert "Our own foot" in made.out("index.html")


def test_a_template_makes_a_directive(site: MakeSite) -> None:
    made = site(
        {
            "templates/directives/shout.html": '<p class="{{ options.how }}">{{ body }}</p>\n',
            "content/about.md": page("::: shout how=loud\nThey *said* so.\n:::"),
        }
    )
    assert not made.build().problems
    assert '<p class="loud">' in made.out("about.html")
    assert "<em>said</em>" in made.out("about.html")


def test_an_unknown_option_names_the_near_one(site: MakeSite) -> None:
    made = site({"content/about.md": page("::: timelines limti=2")})
    assert [problem.code for problem in made.build().problems][:1] == ["unknown-option"]


def test_words_and_styles_of_the_site(site: MakeSite) -> None:
    made = site(
        {
            "templates/locales/en.yaml": "menu: Our menu\n",
            "templates/assets/css/99-own.css": "/* gone */ .own { color : red }\n",
            "content/about.md": page("x").replace("---\n\n", "menu: true\n---\n\n"),
        }
    )
    assert made.build().written
    assert 'aria-label="Our menu"' in made.out("index.html")
    (style,) = [name for name in made.files() if name.startswith("assets/site.")]
    assert ".own{" in made.out(style)
    assert "gone" not in made.out(style)


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("<p>{{ nobody.knows }}</p>\n", 1),
        ("<p>\n{% if %}</p>\n", 2),
        ("<p>{{ site.title.words.__class__.__mro__ }}</p>\n", 1),
        ("<p>\n\n{{ page.__init__.__globals__ }}</p>\n", 3),
        ("{% for post in entries %}{{ post.model_copy() }}{% endfor %}\n", 1),
        ("{{ ''.__class__.__base__.__subclasses__() }}\n", 1),
        ("{{ t.__self__ }}\n", 1),
    ],
)
def test_wrong_and_hostile_templates_are_told_with_their_place(
    site: MakeSite, template: str, line: int
) -> None:
    made = site(
        {
            "templates/directives/posts.html": template,
            "content/posts/amina.yaml": "text: x\nconsent: {status: given}\n",
            "content/about.md": page("::: posts"),
        }
    )
    result = made.build()
    assert not result.written
    (problem,) = result.problems
    assert problem.code == "template-error"
    assert (problem.place.path, problem.place.line) == ("templates/directives/posts.html", line)


def test_compiled_code_that_a_site_brings_is_not_run(site: MakeSite) -> None:
    made = site({"templates/partials/footer.html": "<footer>Foot</footer>\n"})
    assert made.build().written
    assert not (made.root / "templates" / "__pycache__").exists()


def test_jinja_never_runs_over_content(site: MakeSite) -> None:
    made = site({"content/about.md": page("{{ 7 * 7 }} {% if x %}")})
    assert {problem.code for problem in made.build().problems} == {"template-syntax"}
    assert "{{ 7 * 7 }}" in made.out("about.html")
