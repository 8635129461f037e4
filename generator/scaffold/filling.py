"""Starter files filled in: placeholders give way to words, as YAML that reads back the same."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping

# A placeholder: {{title}}, {{figures.unit}}.
_NAME = re.compile(r"\{\{([\w.-]+)\}\}")
_COMMENT = re.compile(r"(?P<lead> *# )\{\{(?P<name>[\w.-]+)\}\}")
_VALUE = re.compile(
    r"(?P<indent> *(?:- )?)(?P<key>[\w-]+: )?\{\{(?P<name>[\w.-]+)(?:\|(?P<part>first|others))?\}\}"
)

WIDTH = 98
# Longer texts are folded over several lines, where they can be read and edited.
_SHORT = 76

# Texts by language, then by name.
Words = Mapping[str, Mapping[str, str]]

_PARTS = {None: slice(None), "first": slice(1), "others": slice(1, None)}

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def quoted(text: str) -> str:
    """`text` as a double-quoted YAML scalar, which holds whatever stands in it."""
    return '"' + "".join(_ESCAPES.get(char) or _spelt(char) for char in text) + '"'


def _spelt(char: str) -> str:
    """A character as it is, or by its number where YAML would refuse it or break the line at it."""
    number = ord(char)
    breaks = number in (0x85, 0x2028, 0x2029, 0xFEFF) or number & 0xFFFE == 0xFFFE
    if breaks or number < 0x20 or 0x7F <= number < 0xA0:
        return f"\\U{number:08x}"
    return char


def fill_text(text: str, values: Mapping[str, str]) -> str:
    """Markdown with its placeholders replaced; what is put in is not looked at again."""
    return _NAME.sub(lambda match: values[match[1]], text)


def fill_yaml(text: str, values: Mapping[str, str], words: Words) -> str:
    """A YAML skeleton with each line's placeholder replaced.

    `values` are finished YAML, by name. Of `words`, one language gives one text, several give one
    for each; `{{name|first}}` is the first one alone, `{{name|others}}` the rest, if any. Notes
    (`# {{name}}`) speak the first language.
    """
    lines = (_line(line, values, words) for line in text.splitlines())
    return "".join(f"{line}\n" for line in lines if line is not None)


def _line(line: str, values: Mapping[str, str], words: Words) -> str | None:
    note = _COMMENT.fullmatch(line)
    if note:
        spoken = next(iter(words.values()))
        return _wrapped(spoken[note["name"]], note["lead"])
    value = _VALUE.fullmatch(line)
    if value is None:
        return line
    indent, key, name = value["indent"], value["key"] or "", value["name"]
    if name in values:
        return textwrap.indent(key + values[name], indent)
    part = _PARTS[value["part"]]
    said = {language: texts[name] for language, texts in list(words.items())[part]}
    if len(said) == 1 and value["part"] != "others":
        return _pair(indent + key, next(iter(said.values())), len(indent) + 2)
    return _by_language(indent, key.rstrip(), said) if said else None


def _by_language(indent: str, key: str, said: Mapping[str, str]) -> str:
    """A text for each language below the key, or below the dash of a list."""
    column = len(indent) + (2 if key else 0)
    pairs = [
        _pair(f"{' ' * column}{language}: ", text, column + 2) for language, text in said.items()
    ]
    if key:
        return "\n".join([indent + key, *pairs])
    pairs[0] = indent + pairs[0][column:]
    return "\n".join(pairs)


def _pair(lead: str, text: str, column: int) -> str:
    if len(text) <= _SHORT:
        return lead + quoted(text)
    return f"{lead}>-\n" + _wrapped(text, " " * column)


def _wrapped(text: str, lead: str) -> str:
    lines = textwrap.wrap(
        text,
        WIDTH,
        initial_indent=lead,
        subsequent_indent=lead,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(lines)
