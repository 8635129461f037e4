"""What tells of the machine, the person or the camera behind a site."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from generator.check.finished import finish
from generator.check.leaks import Traces, check, traces
from generator.model import Site
from generator.problems import Problem

from .made import codes, outputs, page, site

TRACES = Traces(folders=("/srv/work/campaign",), names=("amina", "amina-laptop", "joe"))


def look(
    files: dict[str, str | bytes], of: Site | None = None, found: Traces = TRACES
) -> list[Problem]:
    return list(check(finish(outputs(files), of or site(), {}), found))


@pytest.mark.parametrize(
    "text",
    [
        "at /home/",
        "https://example.com/home/amina-b/x",
        "the /homes/x and a/Users/x",
        "C:\\Windows\\x",
        "/srv/work/campaigns and x/srv/work/campaign",
        "benamina aminas xamina-laptop joe",
    ],
)
def test_what_is_fine(text: str) -> None:
    assert look({"a.html": page(f"<p>{text}</p>")}) == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("see /home/x/secret.txt now", "/home/x/secret.txt"),
        ("file:///home/x", "file:///home/x"),
        ('{"file": "/Users/x/y"}', "/Users/x/y"),
        ("C:\\Users\\x\\y", "C:\\Users\\x\\y"),
        ('"c:\\\\Users\\\\x"', "c:\\\\Users\\\\x"),
        ("D:/Users/x", "D:/Users/x"),
        ("in /srv/work/campaign now", "/srv/work/campaign"),
        ("in /srv/work/campaign/content now", "/srv/work/campaign/content"),
    ],
)
@pytest.mark.parametrize("path", ["a.html", "a.json", "assets/a.css", "_headers", "kit/a.zip"])
def test_folders_of_this_machine(path: str, text: str, named: str) -> None:
    (problem,) = look({path: f"one\ntwo {text}"})
    assert problem.code == "machine-path"
    assert problem.message == f"a folder of this machine is named: '{named}'"
    assert (problem.place.path, problem.place.line) == (f"output/{path}", 2)


def test_pages_below_a_folder_called_home_are_no_leak() -> None:
    of = site(url="https://example.org/home/amina-b/")
    links = '<a href="/home/amina-b/a.html#x">x</a><a href="/home/amina-b/">x</a>'
    files = {"404.html": page(links), "a.html": page(), "index.html": page()}
    assert look(files, of) == []
    assert codes(look({"404.html": page(links)}, of)) == ["machine-path", "machine-path"]


@pytest.mark.parametrize("name", ["amina", "amina-laptop"])
def test_names_of_the_user_and_the_machine(name: str) -> None:
    (problem,) = look({"a.json": f'{{"by":\n "{name}"}}'})
    assert problem.code == "machine-name"
    assert f"'{name}'" in problem.message
    assert problem.place.line == 2


def test_names_that_the_campaign_writes_itself_are_meant(tmp_path: Path) -> None:
    text = tmp_path / "content" / "about.md"
    text.parent.mkdir()
    text.write_text("We are amina and others.", "utf-8")
    assert look({"a.html": page("amina")}, replace(site(), root=tmp_path)) == []
    text.write_text("We are aminata and others.", "utf-8")
    assert codes(look({"a.html": page("amina")}, replace(site(), root=tmp_path))) == [
        "machine-name"
    ]


def test_common_names_tell_of_nobody() -> None:
    assert look({"a.html": page("ubuntu, root")}, None, Traces((), ("ubuntu", "root"))) == []


def test_what_this_machine_would_leave(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/amina")
    monkeypatch.setenv("LOGNAME", "amina")
    monkeypatch.setattr("socket.gethostname", lambda: "laptop.example.org")
    found = traces(tmp_path)
    assert {str(tmp_path), "/home/amina"} <= set(found.folders)
    assert found.names == ("amina", "laptop", "laptop.example.org")
    assert not set(traces(Path("/")).folders) & {"/", ""}


def picture(form: str, **extra: bytes) -> bytes:
    stream = BytesIO()
    Image.new("RGB", (8, 8), "#b3001b").save(stream, form, **extra)
    return stream.getvalue()


def test_pictures_hold_nothing_but_their_pixels() -> None:
    assert look({"media/a.jpg": picture("JPEG"), "media/a.png": picture("PNG")}) == []
    (problem,) = look({"media/a.jpg": picture("JPEG", comment=b"taken at home")})
    assert problem.code == "picture-metadata"
    assert "JPEG comment" in problem.message
    assert codes(look({"media/a.webp": b"no picture"})) == ["picture-metadata"]


def test_comments_are_told() -> None:
    (problem,) = look({"a.html": page("\n<!-- ask Amina Example -->")})
    assert (problem.code, problem.place.line) == ("html-comment", 11)
