"""The press: each edition is the site as its files stand, whatever way it took to make it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from math import inf
from pathlib import Path

import pytest

from generator import amend
from generator.build import Options
from generator.problems import EnvironmentFault
from generator.serve.press import SiteEdition, SitePress
from sites import NOW, BuiltSite, small_site

SITE = "title: Small\nurl: https://example.org/\nlanguages: {en: English, ar: العربية}\n"
HOME = "---\ntitle: Home\ndescription: A home.\n---\n\nSee [us](about.md#who).\n"
ABOUT = "---\ntitle: About\ndescription: About us.\n---\n\nFirst words.\n\n## Who\n\nWe.\n"
UPDATE = "---\ntitle: News\ndate: 2026-05-01\ndescription: New.\n---\n\nIt is new.\n"
POST = (
    "- id: one\n  network: x\n  author: {name: Amina Example}\n  text: Kept words.\n"
    "  posted: 2026-04-01\n  lang: en\n  consent: {status: published}\n"
)
FILES = {
    "site.yaml": SITE,
    "content/index.md": HOME,
    "content/index.ar.md": HOME.replace("about.md#who", "about.md").replace("Home", "البيت"),
    "content/about.md": ABOUT,
    "content/updates/news.md": UPDATE,
    "content/posts.yaml": POST,
}

MakePress = Callable[..., tuple[BuiltSite, SitePress]]


@pytest.fixture
def press(tmp_path: Path) -> Iterator[MakePress]:
    made: list[SitePress] = []

    def make(**files: str) -> tuple[BuiltSite, SitePress]:
        site = small_site(tmp_path / "site", {**FILES, **files})
        options = Options(site.output, NOW, drafts=True, kit=False)
        one = SitePress(site.root, options, clock=lambda: NOW)
        made.append(one)
        return site, one

    yield make
    for one in made:
        one.close()


def write(site: BuiltSite, name: str, text: str) -> Path:
    file = site.root / name
    file.write_text(text, "utf-8")
    return file


def agrees(site: BuiltSite, press: SitePress, edition: SiteEdition) -> bool:
    """Whether a new press, which has nothing to take over, makes the same of every file."""
    options = Options(site.output, NOW, drafts=True, kit=False, cache=False)
    clean = SitePress(site.root, options, clock=lambda: NOW).update()
    assert edition.proofs is not None
    assert clean.proofs is not None
    paths = [path for path in clean.proofs._files.routes if clean.has(path)]
    assert len(paths) > 20
    assert edition.problems == clean.problems
    return all(edition.get(path) == clean.get(path) for path in paths)


def test_an_edition_is_what_a_build_would_make(press: MakePress) -> None:
    site, one = press()
    edition = one.update()
    assert not edition.failed
    assert agrees(site, one, edition)
    assert edition.has("about.html")
    assert not edition.has("nothing.html")
    assert edition.get("nothing.html") is None
    assert not (site.root / "output").exists()


AMENDED = {
    "words": ("content/about.md", ABOUT.replace("First", "Other"), True),
    "another heading": ("content/about.md", ABOUT + "\n## More\n\nYes.\n", True),
    "an update, which the feed holds": ("content/updates/news.md", UPDATE + "\nAnd more.\n", True),
    "a heading that others may name": ("content/about.md", ABOUT.replace("## Who", "## Us"), False),
    "a title": ("content/about.md", ABOUT.replace("title: About", "title: Us"), False),
    "a mistake": ("content/about.md", ABOUT + "\n[x](gone.md)\n", False),
    "a source": ("content/about.md", ABOUT + "\n::: sources\n", True),
    "the address of a lost post": (
        "content/about.md",
        ABOUT + "\nhttps://twitter.com/nobody/status/726435235995504640\n",
        False,
    ),
    "a record": ("content/posts.yaml", POST.replace("Kept", "Other"), False),
    "what is no text": ("content/about.md", "---\ntitle: [\n---\n", False),
}


@pytest.mark.parametrize("change", AMENDED)
def test_only_words_take_the_quick_way_and_all_ways_end_alike(
    press: MakePress, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    name, text, quick = AMENDED[change]
    site, one = press()
    before = one.update()
    before.get("about.html")
    before.get("feed.xml")
    file = write(site, name, text)
    ways: list[bool] = []

    def watched(*given: object) -> object:
        found = amend.amended(*given)  # type: ignore[arg-type]
        ways.append(found is not None)
        return found

    monkeypatch.setattr("generator.serve.press.amended", watched)
    edition = one.update([file])
    assert ways == [quick]
    assert edition.number == before.number + 1
    if not edition.failed:
        assert agrees(site, one, edition)


def test_over_a_mistake_lies_the_last_good_site(press: MakePress) -> None:
    site, one = press()
    good = one.update().get("about.html")
    failed = one.update([write(site, "content/about.md", ABOUT + "\n[x](gone.md)\n")])
    assert failed.failed
    assert [problem.code for problem in failed.problems] == ["dead-link"]
    assert failed.get("about.html") == good
    assert failed.facts("about.html") is not None
    mended = one.update([write(site, "content/about.md", ABOUT)])
    assert not mended.failed
    assert mended.problems == ()


def test_a_site_that_never_was_whole_has_nothing_to_show(press: MakePress) -> None:
    site, one = press(**{"site.yaml": "title: [\n"})
    edition = one.update()
    assert edition.failed
    assert not edition.has("index.html")
    assert edition.get("index.html") is None
    assert edition.facts("index.html") is None
    whole = one.update([write(site, "site.yaml", SITE)])
    assert whole.has("index.html")


def test_what_nobody_looks_at_is_looked_over(press: MakePress) -> None:
    wrong = "{% extends 'base.html' %}{% block main %}{{ no_such_name }}{% endblock %}"
    _, one = press(**{"templates/layouts/page.html": wrong})
    edition = one.update()
    assert "template-error" not in [problem.code for problem in edition.problems]
    while one.look_over(edition):
        pass
    assert "template-error" in [problem.code for problem in edition.problems]


def test_a_page_that_holds_what_is_hidden_is_not_shown(press: MakePress) -> None:
    hidden = POST.replace("consent:", "protect: name\n  consent:").replace("Amina", "Zubaydah")
    site, one = press(**{"content/posts.yaml": hidden})
    assert not one.update().failed
    leaking = ABOUT.replace("We.", "We, and Zubaydah Example.")
    edition = one.update([write(site, "content/about.md", leaking)])
    assert b"Zubaydah" not in (edition.get("about.html") or b"")
    leak = [problem for problem in edition.problems if problem.code == "hidden-value"]
    assert leak
    assert "Zubaydah" not in repr(leak)


def test_styles_keep_their_names_and_pages_their_bytes(press: MakePress) -> None:
    site, one = press(**{"templates/assets/css/90-own.css": "p { color: red }\n"})
    before = one.update()
    page = before.get("about.html")
    file = write(site, "templates/assets/css/90-own.css", "p { color: blue }\n")
    edition = one.update([file])
    assert edition.get("about.html") == page
    assert edition.get("assets/site.css") != before.get("assets/site.css")
    assert agrees(site, one, edition)


def test_the_bar_is_told_of_the_page(press: MakePress) -> None:
    words = ABOUT.replace("title: About", "title: About\npublish: 2030-01-01\ndraft: true")
    _, one = press(**{"content/about.md": words})
    facts = one.update().facts("about.html")
    assert facts is not None
    assert (facts.title, facts.source, facts.draft) == ("About", "content/about.md", True)
    assert facts.publish.startswith("2030-01-01")
    assert facts.html > 1000
    assert facts.styles > 1000
    assert facts.packed < facts.html + facts.styles
    assert {(t.lang, t.state) for t in facts.translations} == {("en", "here"), ("ar", "missing")}
    assert ("X", 280) in {(one.network, one.limit) for one in facts.share}


def test_a_page_that_follows_from_a_record_has_the_record_s_file(press: MakePress) -> None:
    event = "events:\n  - {id: a, date: 2026-01-01, title: A, text: It began.}\n"
    two = POST + POST.replace("id: one", "id: two")
    _, one = press(
        **{"content/posts.yaml": two, "content/timeline/war.yaml": f"title: War\n{event}"}
    )
    edition = one.update()
    assert not edition.failed, edition.problems
    wanted = {
        "timeline/war.html": ("content/timeline/war.yaml", 1),
        "voices/one.html": ("content/posts.yaml", 1),
        "voices/two.html": ("content/posts.yaml", 8),
        "voices.html": ("content/posts.yaml", 1),
        "kit.html": ("", 1),
    }
    found = {path: edition.facts(path) for path in wanted}
    assert {p: (f.source, f.line) for p, f in found.items() if f} == wanted


def test_a_listing_of_several_files_has_none_of_them(press: MakePress) -> None:
    _, one = press(**{"content/posts/two.yaml": POST.replace("id: one", "id: two")})
    facts = one.update().facts("voices.html")
    assert facts
    assert facts.source == ""


def test_a_file_outside_the_site_is_nothing_to_take_over(press: MakePress, tmp_path: Path) -> None:
    _, one = press()
    first = one.update()
    assert one.update([tmp_path / "elsewhere.md"]).number == first.number + 1


def test_a_template_that_cannot_be_drawn_leaves_the_page_as_it_was_and_is_mended(
    press: MakePress,
) -> None:
    site, one = press()
    good = one.update().get("about.html")
    (site.root / "templates" / "layouts").mkdir(parents=True)
    wrong = "{% extends 'base.html' %}{% block main %}{{ no_such_name }}{% endblock %}"
    file = write(site, "templates/layouts/page.html", wrong)
    broken = one.update([file])
    assert broken.get("about.html") == good
    assert broken.failed
    # Another edition, and the page is still the one that was good.
    assert one.update([file]).get("about.html") == good
    right = wrong.replace("{{ no_such_name }}", "Mended.")
    mended = one.update([write(site, "templates/layouts/page.html", right)])
    assert b"Mended." in (mended.get("about.html") or b"")
    assert not mended.failed


def test_what_was_hidden_is_shown_once_it_is_out(press: MakePress) -> None:
    hidden = POST.replace("consent:", "protect: name\n  consent:").replace("Amina", "Zubaydah")
    site, one = press(**{"content/posts.yaml": hidden})
    good = one.update().get("about.html")
    leaking = one.update(
        [write(site, "content/about.md", ABOUT.replace("We.", "We, and Zubaydah Example."))]
    )
    assert leaking.get("about.html") == good
    assert leaking.failed
    mended = one.update([write(site, "content/about.md", ABOUT.replace("We.", "We all."))])
    assert b"We all." in (mended.get("about.html") or b"")
    assert not mended.failed


def test_who_is_protected_is_gone_from_the_preview_at_once(press: MakePress) -> None:
    naming = ABOUT.replace("We.", "We, and Zubaydah Example.")
    post = POST.replace("Amina", "Zubaydah")
    site, one = press(**{"content/about.md": naming, "content/posts.yaml": post})
    assert b"Zubaydah" in (one.update().get("about.html") or b"")
    hidden = post.replace("consent:", "protect: name\n  consent:")
    edition = one.update([write(site, "content/posts.yaml", hidden)])
    assert b"Zubaydah" not in (edition.get("about.html") or b"")
    assert b"Zubaydah" not in (edition.get("index.html") or b"")
    # Nor is it shown while something else is wrong.
    broken = one.update([write(site, "content/index.md", HOME + "\n[x](gone.md)\n")])
    assert b"Zubaydah" not in (broken.get("about.html") or b"")


def test_a_leak_is_told_where_it_stands_now(press: MakePress) -> None:
    hidden = POST.replace("consent:", "protect: name\n  consent:").replace("Amina", "Zubaydah")
    site, one = press(**{"content/posts.yaml": hidden})
    one.update()
    file = write(site, "content/about.md", ABOUT + "\n\nAnd Zubaydah Example.\n")
    edition = one.update([file])
    edition.get("about.html")
    (leak,) = [problem for problem in edition.problems if problem.code == "hidden-value"]
    assert (leak.place.path, leak.place.line) == ("content/about.md", 13)


@pytest.mark.parametrize("how", ["symlink_to", "hardlink_to"])
def test_a_file_of_two_names_takes_the_whole_way(press: MakePress, how: str) -> None:
    site, one = press()
    getattr(site.root / "content" / "copy.md", how)(
        "about.md" if how == "symlink_to" else site.root / "content" / "about.md"
    )
    one.update()
    assert one.update().has("copy.html")
    edition = one.update([write(site, "content/about.md", ABOUT.replace("First", "Other"))])
    assert b"Other words." in (edition.get("copy.html") or b"")


def test_a_page_that_became_a_link_out_of_the_site_is_not_shown(
    press: MakePress, tmp_path: Path
) -> None:
    site, one = press(**{"content/plain.md": "Plain words.\n"})
    one.update().get("plain.html")
    (tmp_path / "secret.txt").write_text("A secret.\n")
    file = site.root / "content" / "plain.md"
    file.unlink()
    file.symlink_to(tmp_path / "secret.txt")
    edition = one.update([file])
    assert b"secret" not in (edition.get("plain.html") or b"")
    assert "outside-link" in [problem.code for problem in edition.problems]


def test_time_passes_in_the_preview(tmp_path: Path) -> None:
    words = ABOUT.replace("title: About", "title: About\nexpires: 2026-06-01")
    site = small_site(
        tmp_path / "site",
        {
            **FILES,
            "content/about.md": words,
            "content/index.md": ABOUT,
            "content/index.ar.md": ABOUT,
        },
    )
    day = datetime(2026, 5, 31, tzinfo=UTC)
    now = [day]
    one = SitePress(site.root, Options(site.output, day, drafts=True, kit=False), lambda: now[0])
    assert one.update().has("about.html")
    now[0] = datetime(2026, 6, 2, tzinfo=UTC)
    edition = one.update([write(site, "content/updates/news.md", UPDATE + "\nMore.\n")])
    assert not edition.has("about.html")
    one.close()


def test_a_theme_folder_that_is_a_link_is_watched_where_it_leads(
    press: MakePress, tmp_path: Path
) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    site, one = press(**{"templates/assets/css/90-own.css": "p { color: red }\n"})
    (site.root / "templates" / "partials").symlink_to(shared)
    assert shared.resolve() in one.watched()


@pytest.mark.parametrize(
    ("renamed", "words"),
    [(False, "there is no site.yaml in this folder"), (True, "the file is named site.yml")],
)
def test_a_site_without_its_settings_is_told_of_as_such(
    press: MakePress, renamed: bool, words: str
) -> None:
    site, one = press()
    one.update()
    file = site.root / "site.yaml"
    if renamed:
        file.rename(file.with_suffix(".yml"))
    else:
        file.unlink()
    with pytest.raises(EnvironmentFault, match=words) as caught:
        one.update([file])
    assert caught.value.hint


def test_a_day_that_has_come_is_due(tmp_path: Path) -> None:
    about = ABOUT.replace("title: About", "title: About\npublish: 2030-01-01T12:00Z")
    site = small_site(tmp_path / "site", {**FILES, "content/about.md": about})
    day = datetime(2030, 1, 1, 12, tzinfo=UTC)
    times = [day - timedelta(seconds=90)]
    options = Options(site.output, NOW, drafts=True, kit=False)
    press = SitePress(site.root, options, clock=lambda: times[-1])
    assert b"ribbon" in (press.update().get("about.html") or b"")
    assert press.due() == 90
    times.append(day)
    assert press.due() == 0
    times.append(day + timedelta(seconds=1))
    assert b"ribbon" not in (press.update(()).get("about.html") or b"ribbon")
    assert press.due() == inf
    press.close()
