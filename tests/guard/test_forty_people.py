"""Forty made-up people are quoted at every level; a searcher of its own looks for what is hidden."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator import build as line
from generator.guard import Guard
from generator.kinds.post import Author, Post
from generator.model import Reading
from generator.problems import has_errors
from generator.resolve import protect
from guard.oracle import FORMS, Finished, Found, Oracle, finished, shows_picture
from guard.people import FIELDS, LEVELS, OF_LEVEL, Person, campaign, forty, picture
from sites import NOW, BuiltSite, small_site

PEOPLE = forty()
OF = {level: [person for person in PEOPLE if person.level == level] for level in LEVELS}
HIDING = tuple(OF_LEVEL)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    made = small_site(tmp_path_factory.mktemp("forty"), campaign(PEOPLE))
    assert made.build().written, made.problems
    return made


@pytest.fixture(scope="module")
def read(built: BuiltSite) -> Finished:
    return finished(built.output)


def oracle(people: list[Person], level: str = "") -> Oracle:
    return Oracle([secret for person in people for secret in person.secrets(level)])


# ------------------------------------------------------------------ all of them are hidden


@pytest.mark.parametrize("level", HIDING)
def test_what_a_level_hides_is_nowhere(read: Finished, level: str) -> None:
    assert oracle(OF[level]).in_finished(read) == []


def test_pictures_of_hidden_words_are_nowhere(read: Finished) -> None:
    assert [p.id for p in OF["words"] if shows_picture(read, picture(p.number))] == []
    assert all(shows_picture(read, picture(p.number)) for p in PEOPLE if p.level != "words")


def test_captures_are_nowhere(read: Finished) -> None:
    assert [p.id for p in PEOPLE if shows_picture(read, p.capture)] == []


def test_the_searcher_finds_whom_nothing_hides(read: Finished) -> None:
    found = {one.form for one in oracle(OF["nothing"], "words").in_finished(read)}
    for person in OF["nothing"]:
        shown = {
            field for field, value in person.secrets("words") if found & set(FORMS[field](value))
        }
        # Pictures get names of their own, and translations are shown where another language is.
        assert shown >= set(FIELDS) - {"media", "translation"}, person.id
        assert shown >= {"translation"} or person.lang != "ar", person.id


def test_what_a_lower_level_shows_is_shown(read: Finished) -> None:
    people = OF["handle"] + OF["name"]
    shown = {one.form for one in Oracle([("text", p.text) for p in people]).in_finished(read)}
    for person in people:
        assert set(FORMS["text"](person.text)) <= shown, person.id


def test_nobody_is_left_out() -> None:
    assert [len(OF[level]) for level in LEVELS] == [10] * 4
    assert len({p.name for p in PEOPLE}) == len({p.url for p in PEOPLE}) == 40
    for level, hides in zip(HIDING, (5, 6, 9), strict=True):
        assert len({field for p in OF[level] for field, _ in p.secrets()}) == hides


def test_every_value_that_is_hidden_is_guarded(built: BuiltSite) -> None:
    """No name, handle or word of theirs is such that the guard would let it pass."""
    assert [p for p in built.problems if p.code == "cannot-guard"] == []


def test_the_guard_knows_every_hidden_value(built: BuiltSite) -> None:
    """Each by itself: that one value holds another, as an archive's address does, is chance."""
    prepared = line.prepare(built.root, line.Options(output=built.output, now=NOW, kit=False))
    assert prepared.resolved is not None
    known = {(hidden.post, hidden.value) for hidden in prepared.resolved.hidden}
    for person in (one for level in HIDING for one in OF[level]):
        for field, value in person.secrets():
            # The guard keeps the second without a zone.
            assert (person.id, value.removesuffix("+00:00")) in known, (person.id, field)


def test_no_report_tells_whom_a_post_hides(built: BuiltSite) -> None:
    told = "\n".join(f"{p.place} {p.message} {p.hint}" for p in built.problems)
    assert [one for level in HIDING for one in oracle(OF[level]).in_text(told)] == []


# ------------------------------------------------------------------ one protection is missing

# A theme may show any field of a post: this one shows all.
BARE = """{% for one in entries %}<dl><dt>{{ one.author.name }}</dt><dd>{{ one.author.handle }}</dd>
<dd>{{ one.url }}</dd><dd>{{ one.archive }}</dd><dd>{{ one.text }}</dd><dd>{{ one.translation }}</dd>
{% if one.captured %}<dd>{{ one.captured.file }} {{ one.captured.sha256 }}</dd>{% endif %}
{% if one.posted %}<dd>{{ one.posted.iso }}</dd>{% endif %}
{% for item in one.media %}<dd>{{ item.file }}</dd>{% endfor %}</dl>
{% endfor %}
"""


def one_field_left(field: str) -> Callable[[Post], dict[str, Any]]:
    """What the level of a field takes out, but for that field."""
    level = level_of(field)
    whole = protect._HIDE[level]

    def hide(post: Post) -> dict[str, Any]:
        changes = whole(post)
        if field in ("handle", "name"):
            kept = {field: getattr(post.author, field), "shown_as": post.author.shown_as}
            return {**changes, "author": Author(**kept)}
        return {key: value for key, value in changes.items() if key != field}

    return hide


def without(monkeypatch: pytest.MonkeyPatch, field: str) -> None:
    level = level_of(field)
    monkeypatch.setitem(protect._HIDE, level, one_field_left(field))


def unguarded(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(hidden: Any, reading: Reading, *others: Any) -> tuple[Guard, list[Any]]:
        return Guard((), reading), []

    monkeypatch.setattr(line, "guard", nobody)


def site_of(folder: Path, person: Person, level: str) -> BuiltSite:
    """A small site with one post, as the theme shows it and as a bare list of its fields."""
    posts = json.dumps([replace(person, level=level).record()], ensure_ascii=False)
    return small_site(
        folder,
        {
            "site.yaml": "title: Small\nlanguages: {en: English, ar: العربية}\n",
            "content/posts/one.yaml": posts,
            f"content/{person.media_file}": picture(person.number),
            f"content/{person.capture_file}": person.capture,
            "templates/directives/bare.html": BARE,
            "content/bare.md": f"---\ntitle: B\ndescription: b\n---\n\n::: bare {person.id}\n",
        },
    )


def level_of(field: str) -> str:
    return next(level for level, fields in OF_LEVEL.items() if field in fields)


@pytest.mark.parametrize("field", FIELDS)
def test_without_a_protection_the_searcher_finds_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, field: str
) -> None:
    person = OF["words"][4]
    site = site_of(tmp_path, person, level_of(field))
    without(monkeypatch, field)
    unguarded(monkeypatch)
    assert site.build().written, site.problems
    assert {one.field for one in leaks(site, person, level_of(field))} >= {field}


@pytest.mark.parametrize("field", FIELDS)
def test_without_a_protection_the_guard_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, field: str
) -> None:
    person = OF["words"][4]
    site = site_of(tmp_path, person, level_of(field))
    assert site.build().written, site.problems
    before = site.everything()
    without(monkeypatch, field)
    # What was made by other code is not kept; of code that is patched at run time nobody can know.
    result = site.build(cache=False)
    assert not result.written
    assert {p.code for p in result.problems if has_errors([p])} == {"hidden-value"}
    assert site.everything() == before


def leaks(site: BuiltSite, person: Person, level: str) -> list[Found]:
    return oracle([person], level).in_finished(finished(site.output, pictures=False))


@pytest.mark.parametrize("level", HIDING)
def test_with_all_protections_one_person_is_hidden(tmp_path: Path, level: str) -> None:
    """The same sites, whole: what the two tests above find is the missing protection's."""
    site = site_of(tmp_path, OF["words"][4], level)
    assert site.build().written, site.problems
    assert leaks(site, OF["words"][4], level) == []


def test_the_theme_itself_shows_a_picture_that_is_left_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = OF["words"][0]
    site = small_site(tmp_path, campaign([person]))
    without(monkeypatch, "media")
    unguarded(monkeypatch)
    assert site.build().written
    assert shows_picture(finished(site.output), picture(person.number))
