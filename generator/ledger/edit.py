"""Changes in YAML files that leave every other byte as it is: no file is written anew."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Any, NoReturn

import yaml

from generator.ledger.writing import as_item, quoted, scalar
from generator.model import Loc, Places
from generator.problems import Place, Problem, has_errors
from generator.read.text import decode
from generator.read.yaml import parse_yaml

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BREAK = re.compile(r"\r\n|\r|\n")
_ONE_LINE_REST = re.compile(r"[ \t]*(?:[ \t]#[^\r\n]*)?(?=[\r\n]|\Z)")
_ENDED = ("\n", "\r")


class EditFault(Exception):
    """A file that is not to be changed as it stands; `problems` say where and why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems[0].message)
        self.problems = problems


@dataclass(frozen=True, slots=True)
class _File:
    """A file taken apart: marks of `node` count characters of `text`, whatever ends its lines."""

    path: str
    mark: bytes
    text: str
    value: Any
    places: Places
    node: Any

    @property
    def end(self) -> str:
        found = _BREAK.search(self.text)
        return found[0] if found else "\n"


def set_key(data: bytes, path: str, loc: Loc, key: str, value: str) -> bytes:
    """The file with `key` of the record at `loc` set to one word or line. Raises EditFault.

    The record may stand alone, in a list, in lines or in braces; a new key stands behind its id,
    or before all others.
    """
    file = _opened(data, path)
    node = file.node
    for part in loc:
        node = node.value[part]
    hint = f"write '{key}: {value}' into the record yourself"
    if not isinstance(node, yaml.MappingNode) or not node.value:
        _refuse(file, "this is no record with keys and values", hint)
    held = next((held for name, held in node.value if name.value == key), None)
    start, end, new = (
        _inserted(file, node, key, value)
        if held is None
        else _replaced(file, held, node.flow_style, value, hint)
    )
    text = file.text[:start] + new + file.text[end:]
    wanted = _with(file.value, loc, key, value)
    return _proven(file, text, wanted, hint)


def add_item(data: bytes, path: str, record: str) -> bytes:
    """The file with one more record, given as the lines of a mapping. Raises EditFault."""
    file = _opened(data, path)
    dashed = isinstance(file.node, yaml.SequenceNode) and not file.node.flow_style
    if file.node is not None and not dashed:
        message, hint = _NO_LIST[isinstance(file.node, yaml.SequenceNode)]
        _refuse(file, message, hint)
    item = as_item(record, file.node.start_mark.column if dashed else 0)
    gap = file.end if dashed and _is_spaced(file) else ""
    ended = not file.text or file.text.endswith(_ENDED)
    text = file.text + ("" if ended else file.end) + gap + item.replace("\n", file.end)
    wanted = [*(file.value or ()), parse_yaml(record, path)[0]]
    hint = "end the file with an empty line, or name another file"
    return _proven(file, text, wanted, hint)


_NO_LIST = {
    False: (
        "this file holds one record, and not a list to add another to",
        "name another file with --file, or leave it away: each post then gets a file of its own",
    ),
    True: (
        "this list stands in brackets, where nothing can be added",
        "write each record on lines of its own that begin with '- ', or name another file",
    ),
}


def _opened(data: bytes, path: str) -> _File:
    text = decode(data, path)
    if isinstance(text, Problem):
        raise EditFault([text])
    value, places, problems = parse_yaml(text, path)
    if has_errors(problems):
        raise EditFault(problems)
    raw = data.decode("utf-8-sig")
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    return _File(path, mark, raw, value, places, yaml.compose(raw, Loader=_LOADER))


def _replaced(
    file: _File, held: Any, in_braces: bool, value: str, hint: str
) -> tuple[int, int, str]:
    if not _is_short(held):
        _refuse(file, "the value that stands there has several lines", hint)
    start, end = held.start_mark.index, held.end_mark.index
    blank = " " if file.text[start - 1 : start] == ":" else ""
    return start, end, blank + _fit(value, in_braces)


def _is_short(held: Any) -> bool:
    """Whether a value is one word or line, plain or in quotes."""
    return isinstance(held, yaml.ScalarNode) and held.style not in ("|", ">")


def _inserted(file: _File, node: Any, key: str, value: str) -> tuple[int, int, str]:
    """Where a new key goes: never behind a block of text, whose end is hard to tell."""
    first, held = node.value[0]
    start, pair = first.start_mark.index, f"{key}: {_fit(value, node.flow_style)}"
    if node.flow_style:
        return start, start, f"{pair}, "
    if first.value == "id" and _is_short(held) and held.value:
        rest = _ONE_LINE_REST.match(file.text, held.end_mark.index)
        if rest:
            end = rest.end()
            return end, end, f"{file.end}{' ' * first.start_mark.column}{pair}"
    return start, start, f"{pair}{file.end}{' ' * first.start_mark.column}"


def _fit(value: str, in_braces: bool) -> str:
    return value if value.isalpha() else quoted(value) if in_braces else scalar(value)


def _with(value: Any, loc: Loc, key: str, new: str) -> Any:
    """A copy of what a file says with one key of one record changed."""
    if not loc:
        return {**value, key: new}
    inner = _with(value[loc[0]], loc[1:], key, new)
    if isinstance(value, list):
        return [inner if n == loc[0] else item for n, item in enumerate(value)]
    return {**value, loc[0]: inner}


def _is_spaced(file: _File) -> bool:
    """Whether an empty line stands before the last record of a list of several."""
    items = file.node.value
    if len(items) < 2:
        return False
    before = file.text[: items[-1].start_mark.index].rpartition("-")[0]
    return before.rstrip(" \t").endswith((file.end * 2, f"{file.end}{file.end}"))


def _proven(file: _File, text: str, wanted: Any, hint: str) -> bytes:
    """The new bytes, once the reader has found in them what was wanted, and nothing else."""
    data = file.mark + text.encode()
    read = decode(data, file.path)
    value, _, problems = (
        (None, None, [read]) if isinstance(read, Problem) else parse_yaml(read, file.path)
    )
    if has_errors(problems) or value != wanted:
        _refuse(file, "the way in which this is written allows no change in place", hint)
    return data


def _refuse(file: _File, message: str, hint: str) -> NoReturn:
    """Points at the file alone: the line might show what a post hides. Raises EditFault."""
    raise EditFault([Problem("not-editable", message, Place(file.path), hint)])
