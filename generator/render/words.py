"""The theme's own words in each language, with plural forms, from templates/locales/."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.locales import Locale
from generator.problems import Place, Problem
from generator.read.text import decode
from generator.read.yaml import parse_yaml

PLURALS = frozenset({"zero", "one", "two", "few", "many", "other"})

Entry = str | Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language; a key is a dotted way, as in `timeline.none`."""

    entries: Mapping[str, Entry]
    locale: Locale

    def __call__(self, key: str, **values: Any) -> str:
        """The words for a key; `n` picks the plural form; numbers get the language's digits."""
        entry = self.entries[key]
        if not isinstance(entry, str):
            category = self.locale.plural(values.get("n", 0))
            entry = entry.get(category) or entry["other"]
        for name, value in values.items():
            if "{" + name + "}" in entry:
                said = self.locale.number(value) if isinstance(value, int) else str(value)
                entry = entry.replace("{" + name + "}", said)
        return entry


def load_words(
    folders: tuple[Path, ...], code: str, locale: Locale
) -> tuple[Words, bool, list[Problem]]:
    """The words of a language, English where it has none; and whether it has any of its own.

    `folders` are the template folders, the site's own first; its words go before the theme's.
    """
    entries: dict[str, Entry] = {}
    problems: list[Problem] = []
    own = False
    for name in dict.fromkeys(("en", code.partition("-")[0], code)):
        for folder in reversed(folders):
            file = folder / "locales" / f"{name}.yaml"
            if file.is_file():
                own = own or name != "en" or code == "en" or code.startswith("en-")
                found, wrong = _read(file)
                entries.update(found)
                problems += wrong
    return Words(entries, locale), own, problems


def _read(file: Path) -> tuple[dict[str, Entry], list[Problem]]:
    path = f"templates/locales/{file.name}"
    text = decode(file.read_bytes(), path)
    if isinstance(text, Problem):
        return {}, [text]
    value, _, problems = parse_yaml(text, path)
    if value is None or problems:
        return {}, problems
    if not isinstance(value, dict):
        message = "here must stand keys with words, as in 'menu: Menu'"
        return {}, [Problem("wrong-type", message, Place(path, 1, 1))]
    return dict(_flat(value)), []


def _flat(value: Mapping[str, Any], before: str = "") -> list[tuple[str, Entry]]:
    found: list[tuple[str, Entry]] = []
    for key, said in value.items():
        if isinstance(said, dict) and "other" in said and set(said) <= PLURALS:
            found.append((before + key, said))
        elif isinstance(said, dict):
            found += _flat(said, f"{before}{key}.")
        else:
            found.append((before + key, str(said)))
    return found
