"""`handbill new`: questions and options, refusals, and a site that builds without a warning."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from generator.audit import audit
from generator.build import Options, build
from generator.cli import main
from generator.model import Result
from generator.problems import Problem, Severity

Run = Callable[..., tuple[int, str, str]]

NOW = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `handbill new` in an empty folder: exit code, what it printed, what it complained."""
    monkeypatch.chdir(tmp_path)

    def new(*args: str, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        with pytest.raises(SystemExit) as ended:
            main(["new", *args])
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return new


def site_in(folder: str) -> dict[str, object]:
    loaded: dict[str, object] = yaml.safe_load(Path(folder, "site.yaml").read_text("utf-8"))
    return loaded


def test_all_defaults(run: Run) -> None:
    code, out, err = run("save-the-park", "--yes")
    assert (code, err) == (0, "")
    assert "cd save-the-park\n" in out
    site = site_in("save-the-park")
    assert site["title"] == "Save the park"
    assert site["hashtags"] == ["SaveThePark"]
    assert site["languages"] == {"en": {"name": "English"}}


def test_options_answer_the_questions(run: Run) -> None:
    code, out, _ = run(
        "park", "--title", 'Park: "now" #1', "--demand", "Don't cut", "--languages", "fr,ar",
        "--hashtags", "#Parc #حديقة", "--url", "https://example.org", "--accent", "00406a", "--yes",
    )  # fmt: skip
    assert code == 0
    assert "content/index.ar.md" in out
    site = site_in("park")
    assert site["title"] == 'Park: "now" #1'
    assert list(site["languages"]) == ["fr", "ar"]
    assert site["hashtags"] == ["Parc", "حديقة"]
    assert site["url"] == "https://example.org"
    assert site["colours"] == {"accent": "#00406a"}
    assert 'title: "Don\'t cut"' in Path("park/content/index.md").read_text("utf-8")


def test_six_questions_are_asked_and_a_bad_answer_once_more(run: Run) -> None:
    answers = ["My park", "", "english", "en", "", "park.org", "", "#ffff00", "#00406a"]
    code, out, err = run("park", typed="\n".join(answers) + "\n")
    assert code == 0
    assert err.count("Error: ") == 3
    assert "hint: use codes such as en, ar or pt-BR" in err
    assert "hint: an address begins with https://" in err
    assert "hint: the nearest readable shade is '#" in err
    assert "[My park]" not in err
    assert "Hashtags [MyPark]" in err
    assert out.startswith("A new site stands in 'park'")
    assert site_in("park")["colours"] == {"accent": "#00406a"}


def test_only_what_no_option_says_is_asked(run: Run) -> None:
    code, _, err = run("park", "--title", "A", "--demand", "B", "--url", "", typed="ar\n\n\n")
    assert code == 0
    assert "title" not in err
    assert err.count(": ") == 3
    assert list(site_in("park")["languages"]) == ["ar"]


def test_without_anybody_to_ask_it_says_how_to_go_on(run: Run) -> None:
    code, out, err = run("park")
    assert (code, out) == (2, "")
    assert "nobody is there" in err
    assert "--yes" in err
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize(
    ("option", "value", "hint"),
    [
        ("--languages", "english", "use codes such as"),
        ("--hashtags", "a!b", "one word"),
        ("--url", "park", "https://"),
        ("--accent", "#eeeeee", "nearest readable"),
        ("--title", " ", "later"),
    ],
)
def test_a_bad_option_is_refused_and_nothing_written(
    run: Run, option: str, value: str, hint: str
) -> None:
    code, out, err = run("park", "--yes", option, value)
    assert (code, out) == (2, "")
    assert err.startswith(f"error: {option}: ")
    assert f"   hint: {hint}" in err or hint in err.split("hint:")[1]
    assert list(Path().iterdir()) == []


def test_a_folder_that_is_not_empty_is_refused_before_any_question(run: Run) -> None:
    Path("park").mkdir()
    Path("park/mine.txt").write_text("mine")
    code, out, err = run("park", typed="A title\n")
    assert (code, out) == (2, "")
    assert err.startswith("error: 'park' is not empty, so nothing was written\n   hint: ")
    assert [path.name for path in Path("park").iterdir()] == ["mine.txt"]


def test_the_folder_that_one_stands_in(run: Run, tmp_path: Path) -> None:
    code, _, _ = run(".", "--yes")
    assert code == 0
    assert (tmp_path / "site.yaml").is_file()
    assert not list(tmp_path.glob(".handbill*"))


def test_quiet_and_json(run: Run) -> None:
    assert run("a", "--yes", "--quiet") == (0, "", "")
    code, out, _ = run("b", "--yes", "--json")
    told = json.loads(out)
    assert (code, told["folder"]) == (0, "b")
    assert "content/index.md" in told["files"]
    assert all(Path("b", path).is_file() for path in told["files"])


# Signs that mean something to YAML, Markdown, HTML and Jinja.
HOSTILE = 'A: "b" #c <d> *e* {{ f }}'


def severe(result: Result) -> list[Problem]:
    return [p for p in result.problems if p.severity != Severity.NOTE]


@pytest.mark.usefixtures("small_picture")
@pytest.mark.parametrize(
    "languages", ["en", "ar", "en,ar", "ar,en", "fr", "es,en", "de", "fa", "nb", "fr,ar-SY,pt-BR"]
)
def test_it_builds_without_a_warning(run: Run, tmp_path: Path, languages: str) -> None:
    assert run("park", "--yes", "--languages", languages, "--title", HOSTILE)[0] == 0
    output = tmp_path / "park" / "output"
    # The cards of other languages are drawn with those that are checked below.
    drawn = languages in ("fa", "fr,ar-SY,pt-BR")
    result = build(tmp_path / "park", Options(output, NOW, strict=True, kit=drawn))
    assert severe(result) == []
    assert result.written
    assert "A: &#34;b&#34; #c &lt;d&gt; *e* {{ f }}" in (output / "index.html").read_text("utf-8")
    for code in languages.split(",")[1:]:
        assert f'lang="{code}"' in (output / code / "index.html").read_text("utf-8")


@pytest.mark.usefixtures("small_picture")
@pytest.mark.parametrize("languages", ["ar,en", "fr", "es,de", "fa"])
def test_it_is_checked_without_a_warning(run: Run, tmp_path: Path, languages: str) -> None:
    run("park", "--yes", "--languages", languages, "--url", "https://example.org/")
    options = Options(tmp_path / "park" / "output", NOW, kit=languages in ("ar,en", "es,de"))
    assert severe(audit(tmp_path / "park", options)) == []


@pytest.mark.usefixtures("small_picture")
def test_the_protected_voice_is_protected(run: Run, tmp_path: Path) -> None:
    run("park", "--yes")
    root = tmp_path / "park"
    hidden = ("Noor Madeup", "noor_madeup")
    source = (root / "content/posts/neighbour.yaml").read_text("utf-8")
    assert all(word in source for word in hidden)
    assert build(root, Options(root / "output", NOW)).written
    made = b"".join(f.read_bytes() for f in (root / "output").rglob("*") if f.is_file())
    assert b"Amina Example" in made
    assert not any(word.encode() in made for word in hidden)
