"""The files of a new site, made from the theme's starter and the answers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

import yaml
from babel import Locale

from generator.scaffold.drawing import squares
from generator.scaffold.filling import fill_text, fill_yaml, quoted
from generator.scaffold.questions import Answers

# What stands in where the starter, or the theme, does not speak a language.
FALLBACK = "en"

_OWN_WORDS = """\
# The words of '{source}': change what is said differently in '{code}', and delete the rest.
"""
_FOREIGN_WORDS = """\
# Translate these words into '{code}'. What stands in braces, as in {{n}}, stays as it is.
# Where words depend on a number, this language has the forms: {forms}.
"""

# A folder in the starter would itself be ruled by a .gitignore.
_RENAMED = {"gitignore": ".gitignore"}


def starter_files(answers: Answers, theme: Path) -> dict[str, bytes]:
    """The new site's files by path; `theme` is the folder of the default templates."""
    starter = theme / "starter"
    spoken = {code: _spoken(starter, code) for code in answers.languages}
    files = _skeletons(answers, starter / "site", spoken)
    for number, (code, folder) in enumerate(spoken.items()):
        files |= _pages(answers, code, folder, first=number == 0)
    for code in answers.languages:
        files |= _theme_words(theme / "locales", code)
    return files | {"content/media/squares.png": squares(answers.accent)}


def untranslated(answers: Answers, theme: Path) -> tuple[str, ...]:
    """The languages in which English words stand in."""
    starter = theme / "starter"
    speech = {code: _spoken(starter, code).name for code in answers.languages}
    return tuple(c for c, name in speech.items() if name == FALLBACK and _base(c) != FALLBACK)


def _base(code: str) -> str:
    return code.split("-")[0]


def _spoken(starter: Path, code: str) -> Path:
    """The starter's folder for a language."""
    own = starter / _base(code)
    return own if (own / "words.yaml").is_file() else starter / FALLBACK


@lru_cache(maxsize=16)
def _words(folder: Path) -> Mapping[str, str]:
    """A language's words by dotted name."""
    return dict(_flat(yaml.safe_load((folder / "words.yaml").read_text("utf-8"))))


def _flat(value: Mapping[str, Any], before: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, said in value.items():
        found += (
            _flat(said, f"{before}{key}.") if isinstance(said, dict) else [(before + key, said)]
        )
    return found


def _skeletons(answers: Answers, site: Path, spoken: Mapping[str, Path]) -> dict[str, bytes]:
    """What every new site has, whatever it speaks; texts stand in it in all its languages."""
    values = _values(answers, next(iter(spoken.values())).name)
    words = {code: _words(folder) for code, folder in spoken.items()}
    files: dict[str, bytes] = {}
    for path, text in _texts(site):
        filled = fill_yaml(text, values, words) if path.suffix == ".yaml" else text
        files[str(path.with_name(_RENAMED.get(path.name, path.name)))] = filled.encode()
    return files


def _values(answers: Answers, quoted_language: str) -> dict[str, str]:
    address = f"url: {quoted(answers.url)}" if answers.url else "# url: https://www.example.org/"
    return {
        "title": quoted(answers.title),
        "url": address,
        "languages": "\n".join(
            f"{code}: {{name: {_own_name(code)}}}" for code in answers.languages
        ),
        "hashtags": f"[{', '.join(map(quoted, answers.hashtags))}]",
        "accent": quoted(answers.accent),
        "lang": quoted_language,
    }


def _own_name(code: str) -> str:
    """What a language calls itself, as a name in a menu: English, Français, العربية."""
    tag = Locale.parse(code, sep="-")
    name = tag.get_language_name(tag) or code
    # Title case and not upper case: a Georgian word would become capitals throughout.
    return quoted(name[:1].title() + name[1:])


def _pages(answers: Answers, code: str, folder: Path, *, first: bool) -> dict[str, bytes]:
    """The Markdown files in one language; what stands beside content/ is in the first one only."""
    words = _words(folder)
    suffix = "" if first else f".{code}"
    demand = answers.demand if first and answers.demand else words["demand"]
    values = {"demand": quoted(demand), "suffix": suffix, "squares": words["squares"]}
    files: dict[str, bytes] = {}
    for path, text in _texts(folder):
        in_content = path.parts[0] == "content"
        if path.suffix == ".md" and (first or in_content):
            name = f"{path.stem}{suffix if in_content else ''}.md"
            files[str(path.with_name(name))] = fill_text(text, values).encode()
    return files


def _texts(folder: Path) -> list[tuple[PurePosixPath, str]]:
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return [
        (PurePosixPath(file.relative_to(folder).as_posix()), file.read_text("utf-8"))
        for file in files
    ]


def _theme_words(locales: Path, code: str) -> dict[str, bytes]:
    """The theme's words in a language that it does not speak: a copy to be translated."""
    if (locales / f"{code}.yaml").is_file():
        return {}
    own = (locales / f"{_base(code)}.yaml").is_file()
    source = _base(code) if own else FALLBACK
    note = _OWN_WORDS if own else _FOREIGN_WORDS
    forms = ", ".join([*sorted(Locale.parse(code, sep="-").plural_form.tags), "other"])
    head = note.format(source=source, code=code, forms=forms)
    text = (locales / f"{source}.yaml").read_text("utf-8")
    return {f"templates/locales/{code}.yaml": (head + "\n" + text).encode()}
