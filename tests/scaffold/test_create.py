"""A new site stands there whole, or nothing has changed; what stands in it fits together."""

from __future__ import annotations

import errno
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import default_templates
from generator.cli import handbill
from generator.problems import EnvironmentFault
from generator.read.yaml import parse_yaml
from generator.scaffold import Answers, Created, create, farewell
from generator.scaffold.starter import starter_files
from generator.schema import schemas

Make = Callable[..., Created]

EVERY = ("en", "ar", "fr", "es", "de")
PRINTABLE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp"]), min_size=1)


def tree(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def test_everything_that_a_site_has_is_there(make: Make) -> None:
    made = make(languages=("en", "ar"))
    found = {path for path in tree(made.folder) if (made.folder / path).is_file()}
    assert found == set(made.files)
    assert found >= {
        "site.yaml",
        "README.md",
        ".gitignore",
        "templates/README.md",
        "content/index.md",
        "content/index.ar.md",
        "content/about.ar.md",
        "content/updates/2026-05-06-no-answer-yet.md",
        "content/posts/amina.yaml",
        "content/timeline/first-weeks.yaml",
        "content/figures.yaml",
        "content/statements.yaml",
        "content/actions.yaml",
        "content/share.yaml",
        "content/media/squares.png",
        "schemas/posts.schema.json",
    }
    assert (made.folder / ".gitignore").read_text("utf-8").split() == [
        "/output/",
        "/.handbill/",
        "/packed/",
    ]
    assert list(made.folder.parent.iterdir()) == [made.folder]


@pytest.mark.parametrize("name", ["my campaign", "حملة حلب", "a'b\"c $(d)", "o" * 200])
def test_folders_with_any_name(make: Make, tmp_path: Path, name: str) -> None:
    assert (make(tmp_path / name).folder / "site.yaml").is_file()


def test_an_empty_folder_and_an_empty_repository_are_filled(make: Make, tmp_path: Path) -> None:
    for number, before in enumerate(([], [".git"])):
        folder = tmp_path / str(number)
        folder.mkdir()
        for name in before:
            (folder / name).mkdir()
        made = make(folder)
        assert {path.split("/")[0] for path in tree(folder)} == {
            *before,
            *(path.split("/")[0] for path in made.files),
        }


def test_nothing_is_ever_written_over(make: Make, tmp_path: Path) -> None:
    folder = tmp_path / "park"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")
    with pytest.raises(EnvironmentFault, match="not empty") as caught:
        make(folder)
    assert "does not exist yet" in caught.value.hint
    assert tree(tmp_path) == {"park", "park/notes.txt"}


def test_a_file_and_a_missing_place_are_refused(make: Make, tmp_path: Path) -> None:
    (tmp_path / "park").write_text("mine")
    with pytest.raises(EnvironmentFault, match="cannot be used"):
        make(tmp_path / "park")
    with pytest.raises(EnvironmentFault, match=r"no folder '.*nowhere'"):
        make(tmp_path / "nowhere" / "park")
    assert tree(tmp_path) == {"park"}


@pytest.mark.parametrize("there", [False, True])
@pytest.mark.parametrize("fault", [OSError(errno.ENOSPC, "No space left"), KeyboardInterrupt()])
@pytest.mark.parametrize("step", ["write_bytes", "rename"])
def test_an_interruption_leaves_nothing(
    make: Make,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    fault: BaseException,
    there: bool,
) -> None:
    folder = tmp_path / "park"
    if there:
        folder.mkdir()
    before = tree(tmp_path)
    original = getattr(Path, step)

    def failing(path: Path, argument: Any) -> Any:
        if path.name in ("site.yaml", ".handbill-new") or path.name.startswith(".handbill-new"):
            monkeypatch.setattr(Path, step, original)
            raise fault
        return original(path, argument)

    monkeypatch.setattr(Path, step, failing)
    expected = KeyboardInterrupt if isinstance(fault, KeyboardInterrupt) else EnvironmentFault
    with pytest.raises(expected):
        make(folder)
    assert tree(tmp_path) == before


@settings(max_examples=40)
@given(title=PRINTABLE, demand=PRINTABLE)
def test_any_title_and_demand_read_back_the_same(title: str, demand: str) -> None:
    answers = Answers(
        title, demand, ("ar", "en"), ("A_b", "حلب"), "https://example.org/?a#b", "#b3001b"
    )
    files = starter_files(answers, default_templates())
    site, _, problems = parse_yaml(files["site.yaml"].decode(), "site.yaml")
    assert problems == []
    assert (site["title"], site["url"]) == (title, answers.url)
    assert site["hashtags"] == ["A_b", "حلب"]
    front, _, problems = parse_yaml(files["content/index.md"].decode().split("---\n")[1], "x")
    assert problems == []
    assert front["title"] == demand


def test_every_yaml_file_fits_the_schema_that_it_names(make: Make) -> None:
    made = make(languages=EVERY)
    named: set[str] = set()
    for path in made.files:
        file = made.folder / path
        if file.suffix not in (".yaml", ".md") or "README" in path:
            continue
        text = file.read_text("utf-8")
        head = text.split("---\n")[1] if file.suffix == ".md" else text
        found = re.match(r"# yaml-language-server: \$schema=(\S+)\n", head)
        assert found, path
        schema = (file.parent / found[1]).resolve()
        named.add(schema.name)
        value, _, problems = parse_yaml(head, path)
        assert problems == []
        jsonschema.validate(value, json.loads(schema.read_text("utf-8")))
    assert named == {f"{name}.schema.json" for name in schemas()}


def test_every_language_of_the_starter_has_the_same_files_and_words() -> None:
    starter = default_templates() / "starter"
    assert {folder.name for folder in starter.iterdir()} == {"site", *EVERY}

    def words(code: str) -> set[str]:
        text = (starter / code / "words.yaml").read_text("utf-8")
        return set(names(yaml.safe_load(text)))

    def names(value: dict[str, Any], before: str = "") -> list[str]:
        return [
            name
            for key, said in value.items()
            for name in (
                names(said, f"{before}{key}.") if isinstance(said, dict) else [before + key]
            )
        ]

    for code in EVERY:
        assert tree(starter / code) == tree(starter / "en")
        assert words(code) == words("en")


def test_dates_are_as_precise_as_three_events_may_be(make: Make) -> None:
    text = (make().folder / "content/timeline/first-weeks.yaml").read_text("utf-8")
    assert re.findall(r"date: (\S+)", text) == ["2026-03", "2026-04-11", "2026-05-06~"]


def test_where_a_language_is_not_spoken_english_stands_in(make: Make) -> None:
    made = make(languages=("pl", "ar-EG", "en-GB"))
    assert made.untranslated == ("pl",)
    own = {path for path in made.files if path.startswith("templates/locales/")}
    assert own == {f"templates/locales/{code}.yaml" for code in ("pl", "ar-EG", "en-GB")}
    words = (made.folder / "templates/locales/pl.yaml").read_text("utf-8")
    assert words.startswith("# Translate these words into 'pl'")
    assert "few, many, one, other" in words
    arabic = (made.folder / "content/index.ar-EG.md").read_text("utf-8")
    assert "ما الذي يحدث" in arabic
    post = yaml.safe_load((made.folder / "content/posts/amina.yaml").read_text("utf-8"))
    assert post["lang"] == "en"
    assert "translate templates/locales/pl.yaml" in farewell(made)


def test_what_to_type_next_can_be_typed(make: Make, tmp_path: Path) -> None:
    said = farewell(make(tmp_path / "it's mine", demand="Keep it", languages=("en", "fr")))
    assert f"""  cd '{tmp_path}/it'"'"'s mine'\n""" in said
    assert "handbill build" in said
    assert "'en' only" in said
    assert "content/index.fr.md" in said


@pytest.mark.parametrize("code", EVERY)
def test_only_commands_that_there_are_are_named(make: Make, tmp_path: Path, code: str) -> None:
    made = make(tmp_path / "park", languages=(code,))
    guide = (made.folder / "README.md").read_text("utf-8")
    for text in (guide, farewell(made)):
        assert (
            set(re.findall(r"handbill (\w+)", text))
            == {"check", "build", "serve"}
            <= set(handbill.commands)
        )
        assert "output/index.html" in text


def test_languages_have_their_own_names(make: Make) -> None:
    made = make(languages=("en", "ar", "fr", "ka", "nb", "zh-Hant"))
    site = yaml.safe_load((made.folder / "site.yaml").read_text("utf-8"))
    names = [settings["name"] for settings in site["languages"].values()]
    assert names == ["English", "العربية", "Français", "ქართული", "Norsk bokmål", "中文"]


def test_the_answers_stand_in_the_site(make: Make) -> None:
    made = make(url="https://example.org/park/", accent="#00406a", hashtags=())
    site = yaml.safe_load((made.folder / "site.yaml").read_text("utf-8"))
    assert site["url"] == "https://example.org/park/"
    assert site["colours"] == {"accent": "#00406a"}
    assert site["hashtags"] == []
    assert "url" not in yaml.safe_load(
        (make(made.folder.parent / "b").folder / "site.yaml").read_text("utf-8")
    )


def test_a_folder_that_fills_up_meanwhile_is_left_alone(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "park"
    folder.mkdir()
    original = Path.rename

    def rename(path: Path, target: Path) -> Path:
        (folder / "site.yaml").write_text("somebody else's")
        return original(path, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(EnvironmentFault, match="meanwhile"):
        make(folder)
    assert tree(folder) == {"site.yaml"}
    assert (folder / "site.yaml").read_text() == "somebody else's"


def test_create_asks_for_nothing_but_its_arguments(tmp_path: Path) -> None:
    usual = Answers("Park", "", ("en",), (), "", "#b3001b")
    made = create(tmp_path / "park", usual, default_templates(), {})
    assert not any(path.startswith("schemas/") for path in made.files)
