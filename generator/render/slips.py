"""A mistake in a template as a problem: its file and line, and the word that it is about."""

from __future__ import annotations

import re
import traceback
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError

from generator.problems import Place, Problem
from generator.render.sayings import ALWAYS, Scene, said
from generator.render.theme import Theme

# What a template raises that asks for a word, an entry or a calculation that does not exist.
SLIPS = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError)


def problem_of(error: Exception, theme: Theme, env: Environment | None) -> Problem:
    """A template's mistake; `env` is that of any language, None where none could be set up."""
    file, line = _where(error, theme)
    scene = Scene(_text(file), line, _names(theme, env))
    told = said(error, scene)
    line = told.line or line
    column = _column(scene.lines[line - 1], told.word) if 0 < line <= len(scene.lines) else 0
    place = Place(_inside(file, theme), line, column, len(told.word) if column else 1)
    return Problem("template-error", told.message, place, told.hint)


def _where(error: Exception, theme: Theme) -> tuple[str, int]:
    """The file and line of a mistake: the innermost of its frames that is a template."""
    if not isinstance(error, TemplateSyntaxError):
        roots = tuple(str(folder) for folder in theme.folders)
        frames = traceback.extract_tb(error.__traceback__)
        inside = [frame for frame in frames if frame.filename.startswith(roots)]
        return (inside[-1].filename, inside[-1].lineno or 0) if inside else ("", 0)
    # Of a sign that is never closed, Jinja gives the file as the template's name.
    return error.filename or error.name or "", error.lineno


def _inside(file: str, theme: Theme) -> str:
    for folder in theme.folders:
        if file.startswith(str(folder)):
            return "templates" + file.removeprefix(str(folder)).replace("\\", "/")
    return file or "templates"


def _text(file: str) -> str:
    try:
        return Path(file).read_text("utf-8-sig", "replace") if file else ""
    except OSError:
        return ""


def _names(theme: Theme, env: Environment | None) -> dict[str, list[str]]:
    files = {
        file.relative_to(folder).as_posix()
        for folder in theme.folders
        for file in folder.rglob("*.html")
    }
    named = {"template": sorted(files)}
    if env is None:
        return named
    names = {"filter": env.filters, "test": env.tests, "name": {*env.globals, *ALWAYS}}
    return named | {what: sorted(known) for what, known in names.items()}


def _column(line: str, word: str) -> int:
    """Where the word first stands in the line, within a tag if it does; 0 where it does not."""
    if not word:
        return 0
    left = r"(?<!\w)" if word[0].isalnum() or word[0] == "_" else ""
    right = r"(?!\w)" if word[-1].isalnum() or word[-1] == "_" else ""
    whole = re.compile(left + re.escape(word) + right)
    for tag in re.finditer(r"\{[{%].*?(?:[%}]\}|\Z)", line):
        found = whole.search(line, tag.start(), tag.end())
        if found:
            return found.start() + 1
    found = whole.search(line)
    return found.start() + 1 if found else 0
