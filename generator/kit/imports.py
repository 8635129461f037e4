"""What a template of the kit may not ask for: packages, which Typst would fetch from outside."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.problems import Place, Problem

_HINT = "copy what you need of it into templates/kit/, and import that file by its name"

# Comments and texts as Typst reads them in code; comments may lie in one another.
_TOKEN = re.compile(r'//[^\n]*|/\*|"(?:[^"\\]|\\.)*"', re.DOTALL)
_NESTED = re.compile(r"/\*|\*/")

_IMPORT = re.compile(r"(?<![\w-])(import|include)(?![\w-])\s*")
# Found even where a lone quotation mark in markup, which begins no text, makes the reading stumble.
_PACKAGE = re.compile(r'(?<![\w-])(import|include)[\s(]*"@')
_FILE = re.compile(r'"[^"@\\][^"\\]*"')
_EVAL = re.compile(r"(?<![\w-])eval(?![\w-])")


def forbidden(text: str, place: Place) -> Iterator[Problem]:
    """Each import of a package, and each way to write one that nobody can see through."""
    code = _without_comments(text)
    seen: set[int] = set()
    for found in _IMPORT.finditer(code):
        if not _FILE.match(code, found.end()) and not _in_text(code, found.start()):
            seen.add(found.start())
            yield _problem(text, found.start(), found[1], place)
    for found in _PACKAGE.finditer(code):
        if found.start() not in seen:
            yield _problem(text, found.start(), found[1], place)
    for found in _EVAL.finditer(code):
        if not _in_text(code, found.start()):
            message = "'eval' makes code out of text, so that nobody can see what it imports"
            yield Problem("kit-template", message, _at(text, found.start(), place), "write it out")


def _without_comments(text: str) -> str:
    """The same text with blanks for comments, so that all else stays in its place."""
    parts: list[str] = []
    at = 0
    while found := _TOKEN.search(text, at):
        end = _end(text, found.end()) if found[0] == "/*" else found.end()
        kept = (
            found[0]
            if found[0].startswith('"')
            else re.sub(r"[^\n]", " ", text[found.start() : end])
        )
        parts += [text[at : found.start()], kept]
        at = end
    return "".join([*parts, text[at:]])


def _end(text: str, at: int) -> int:
    """Where a block comment ends that begins before `at`."""
    depth = 1
    while depth and (found := _NESTED.search(text, at)):
        depth += 1 if found[0] == "/*" else -1
        at = found.end()
    return len(text) if depth else at


def _in_text(code: str, at: int) -> bool:
    return any(found.start() < at < found.end() for found in _TOKEN.finditer(code))


def _problem(text: str, at: int, word: str, place: Place) -> Problem:
    message = f"'{word}' may name nothing but a file of templates/kit/"
    return Problem("kit-template", message, _at(text, at, place), _HINT)


def _at(text: str, offset: int, place: Place) -> Place:
    line = text.count("\n", 0, offset) + 1
    return Place(place.path, line, offset - text.rfind("\n", 0, offset))
