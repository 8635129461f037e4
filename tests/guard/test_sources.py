"""Each spot of the campaign's files that holds what is looked for is told, and no other."""

from __future__ import annotations

from pathlib import Path

from generator.guard.sources import places
from generator.problems import Place
from generator.read import read
from sites import small_site

POST = """\
protect: name
author: {name: Amina Zorblat, handle: amina_zz}
text: They took him.
lang: en
context: {en: As Zorblat said.}
media: [{file: media/a.jpg, alt: A child.}]
consent: {status: given, note: Zorblat said yes.}
"""


def found(tmp_path: Path, files: dict[str, str]) -> list[Place]:
    made = small_site(tmp_path, files)
    reading, problems = read(made.root, map)
    assert reading
    assert problems == []
    return places(reading, lambda folded: "zorblat" in folded)


def spots(tmp_path: Path, files: dict[str, str]) -> list[tuple[str, int, int]]:
    return [(place.path, place.line, place.column) for place in found(tmp_path, files)]


def test_what_a_record_hides_itself_is_passed_over(tmp_path: Path) -> None:
    assert spots(tmp_path, {"content/posts/a.yaml": POST}) == [("content/posts/a.yaml", 5, 15)]


def test_what_a_record_does_not_hide_is_told(tmp_path: Path) -> None:
    shown = POST.replace("protect: name", "protect: handle")
    assert ("content/posts/a.yaml", 2, 16) in spots(tmp_path, {"content/posts/a.yaml": shown})


def test_lines_of_a_page_are_told_also_where_a_value_stands_on_two(tmp_path: Path) -> None:
    head = "---\ntitle: About Zorblat\ndescription: About.\n---\n"
    body = "\nNobody.\nThe Zorblat.\n\nZor\u00ad\nblat and Z&#111;rblat\n"
    body += "Zor&shy;blat\n"
    lines = [line for _, line, _ in spots(tmp_path, {"content/about.md": head + body})]
    assert lines == [2, 7, 10, 11]


def test_files_that_pages_may_show_are_told_by_their_names(tmp_path: Path) -> None:
    files = {"content/media/Zorblat.txt": "x", "content/media/b.txt": "zorblat"}
    assert [str(place) for place in found(tmp_path, files)] == ["content/media/Zorblat.txt"]


def test_templates_are_told_by_name_and_line(tmp_path: Path) -> None:
    files = {
        "templates/partials/zorblat.html": "<p>\n<b>Zorblat</b>",
        "templates/assets/a.css": "/* a */",
        "templates/assets/b.bin": "zorblat",
    }
    assert [str(place) for place in found(tmp_path, files)] == [
        "templates/partials/zorblat.html",
        "templates/partials/zorblat.html:2:1",
    ]


def test_site_yaml_is_told(tmp_path: Path) -> None:
    files = {"site.yaml": "title: Free Zorblat\nurl: https://example.org/\n"}
    assert spots(tmp_path, files) == [("site.yaml", 1, 8)]


def test_an_id_of_a_record_is_told(tmp_path: Path) -> None:
    files = {"content/figures.yaml": "id: zorblat-count\nvalue: 3\nwhat: Children\n"}
    assert spots(tmp_path, files) == [("content/figures.yaml", 1, 5)]
