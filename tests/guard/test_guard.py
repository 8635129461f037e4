"""Nothing is written while an output holds what a post hides; the message says where, never what."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest

from generator.guard import Guard, Leak, guard
from generator.model import Output
from generator.problems import Problem, has_errors
from generator.read import read
from generator.report import Printer, as_json
from guard.seeking import hidden, needles
from sites import BuiltSite, small_site

POST = """\
protect: name
author: {name: Amina Zorblat, handle: amina_zz}
url: https://x.com/amina_zz/status/1234567890123456789
lang: en
text: They took my brother at night.
consent: {status: given}
"""
MakeSite = Callable[..., BuiltSite]


def voiced(site: MakeSite, **more: str | bytes) -> BuiltSite:
    return site({"content/posts/p1.yaml": POST, **more})


def page(words: str) -> str:
    return f"---\ntitle: About\ndescription: About it.\n---\n\nFirst.\n\n{words}\n"


def errors(made: BuiltSite) -> list[Problem]:
    return [problem for problem in made.problems if has_errors([problem])]


def test_a_site_without_a_leak_is_written(site: MakeSite) -> None:
    made = voiced(site)
    assert made.build().written
    assert b"zorblat" not in made.everything().lower()


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("Said by Amina Zorblat.", "name"),
        ("Said by &#65;mina.", "name"),
        ("Said by @amina_zz.", "handle"),
        ("Number 1234567890123456789.", "address"),
    ],
)
def test_a_leak_is_told_at_its_line_and_nothing_is_written(
    site: MakeSite, words: str, what: str
) -> None:
    made = voiced(site, **{"content/about.md": page(words)})
    assert not made.build().written
    lines = {(p.place.path, p.place.line) for p in errors(made) if f"the {what} " in p.message}
    assert lines == {("content/about.md", 8)}
    assert {problem.code for problem in errors(made)} == {"hidden-value"}
    assert not made.output.exists()


def test_neither_text_nor_json_tells_what_is_hidden(site: MakeSite) -> None:
    said = "Said by [Amina Zorblat](https://x.com/amina_zz/status/1234567890123456789)."
    made = voiced(site, **{"content/about.md": page(said), "content/amina_zz.md": page("Hi.")})
    assert errors(made)
    result = made.result
    assert result
    told = Printer(made.root, colour=False).problems(made.problems) + as_json(result)
    for secret in ("amina", "zorblat", "1234567890123456789"):
        assert secret not in told.lower()
    assert "post 'p1'" in told


def test_a_leak_that_comes_from_no_file_is_told_at_the_output(tmp_path: Path) -> None:
    watch, _ = watcher(tmp_path)
    problems = leaks(watch, {"a/b.html": b"Amina", "a/amina.html": b"", "c.html": b"nobody"})
    assert [str(problem.place) for problem in problems] == ["output/a/…"]
    assert "a/b.html" in problems[0].message
    assert "…" in problems[0].message
    assert "amina" not in problems[0].message.lower()


def watcher(root: Path, *values: str, post: str = "p1") -> tuple[Guard, list[Problem]]:
    made = small_site(root / "site", {"content/posts/p1.yaml": POST})
    reading, _ = read(made.root, map)
    assert reading
    sought = [hidden(value, post=post) for value in values or ("Amina",)]
    return guard(sought, reading, [], [])


def leaks(watch: Guard, outputs: dict[str, bytes]) -> list[Problem]:
    """What is told behind the last output: nothing is kept before the end, so all may pass."""
    made = [Output(PurePosixPath(path), data) for path, data in outputs.items()]
    passed: list[Output] = []
    with pytest.raises(Leak) as caught:
        passed.extend(watch.watch(made, map))
    assert passed == made
    return caught.value.problems


def test_all_leaks_are_told_at_once(tmp_path: Path) -> None:
    watch, _ = watcher(tmp_path, "Karim", "Lucia")
    outputs = {f"{n}.html": b"Karim" for n in range(9)} | {
        "b.html": b"Lucia",
        "c.zip": b"PK\x03\x04",
    }
    problems = leaks(watch, outputs)
    assert sorted(problem.code for problem in problems) == ["hidden-value", "unsearchable"]
    assert "and 7 more" in problems[0].message


def test_a_post_whose_id_tells_is_not_named(tmp_path: Path) -> None:
    watch, _ = watcher(tmp_path, post="amina")
    assert "a protected post" in leaks(watch, {"a.html": b"Amina"})[0].message


def test_what_cannot_be_searched_is_an_error(tmp_path: Path) -> None:
    watch, _ = watcher(tmp_path)
    (problem,) = leaks(watch, {"amina.rar": b"Rar!\x1a\x07"})[-1:]
    assert problem.code == "unsearchable"
    assert has_errors([problem])
    assert str(problem.place) == "output/…"


def test_an_archive_is_searched_before_it_is_written(tmp_path: Path) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("list.csv", "1,Amina,2\n")
    watch, _ = watcher(tmp_path)
    assert [p.code for p in leaks(watch, {"kit.zip": target.getvalue()})] == ["hidden-value"]


def test_clean_outputs_pass_in_their_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.guard._MOST_AT_ONCE", 10)
    watch, _ = watcher(tmp_path)
    outputs = [Output(PurePosixPath(f"{n}.txt"), b"x" * n) for n in range(20)]
    assert list(watch.watch(outputs, map)) == outputs


def test_without_protected_posts_nothing_is_looked_into(tmp_path: Path) -> None:
    made = small_site(tmp_path, {})
    reading, _ = read(made.root, map)
    assert reading
    watch, problems = guard([], reading, [], [])
    closed = [Output(PurePosixPath("a.rar"), b"Rar!")]
    assert list(watch.watch(closed, map)) == closed
    assert problems == []


def test_names_in_names_are_told_with_the_rest(tmp_path: Path) -> None:
    made = small_site(tmp_path, {"content/posts/amina-1.yaml": POST})
    reading, _ = read(made.root, map)
    assert reading
    _, problems = guard([hidden("Amina Jo", post="amina-1")], reading, [], [])
    assert {problem.code for problem in problems} == {"hidden-in-name", "cannot-guard"}
    assert needles([hidden("Amina")], frozenset())[0]


def test_what_is_unguarded_in_site_yaml_is_no_leak_itself(tmp_path: Path) -> None:
    files = {
        "site.yaml": "title: Example\nunguarded: [Zorblat]\n",
        "content/posts/p.yaml": "protect: name\nauthor: Amina Zorblat\nparaphrase: Hers.\n",
        "content/about.md": "---\ntitle: About\ndescription: About us.\n---\n\nZorblat came.\n",
    }
    assert small_site(tmp_path / "a", files).build().written
    files["content/about.md"] += "\nAmina Zorblat.\n"
    problems = small_site(tmp_path / "b", files).build().problems
    assert [(p.code, p.place.line) for p in problems] == [("hidden-value", 8)]


def test_a_word_of_several_hidden_names_is_told_once_for_a_place(tmp_path: Path) -> None:
    posts = "".join(
        f"- {{id: p{n}, protect: name, author: Amina Hidden{n}x, paraphrase: Hers.}}\n"
        for n in range(5)
    )
    about = "---\ntitle: About\ndescription: About us.\n---\n\nAmina came.\n"
    made = small_site(tmp_path, {"content/posts.yaml": posts, "content/about.md": about})
    (problem,) = made.build().problems
    assert problem.message.startswith("word 1 of the name that posts hide (post 'p0', post 'p1'")
    assert "2 more" in problem.message
    assert "unguarded" in problem.hint
