"""What the preview's script is told of a page: what is wrong, in which words, and its facts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path, PurePath
from typing import Any

from generator.problems import EnvironmentFault, Place, Problem, Severity
from generator.report import MUTED, Lines, safe
from generator.serve.edition import Edition

# Nobody reads more of them in a page, and the script has to draw each.
MOST = 200

# A paragraph is often one long line: this much of it is shown, so much of that before the place.
WIDTH, BEFORE = 240, 80


def state(
    edition: Edition, path: str, root: Path, fault: EnvironmentFault | None = None
) -> dict[str, Any]:
    """What stands in state.json for an output: no absolute path, no line that protects somebody.

    `fault` is what keeps the preview from a newer edition; it is told as the first error. Errors
    come first, then what is wrong in the page's own file, then the rest. `page` is None for
    what is no page, or could not be drawn yet; `more` is how many problems are left out.
    """
    facts = edition.facts(path)
    source = facts.source if facts else ""
    problems = sorted(set(edition.problems), key=lambda one: _rank(one, source))
    told = _Told(root, source, problems)
    site = _counts(problems)
    site[Severity.ERROR.value] += fault is not None
    return {
        "edition": edition.number,
        "failed": edition.failed or fault is not None,
        "path": path,
        "counts": {
            "here": _counts(one for one in problems if _is_here(one, source)),
            "site": site,
        },
        "problems": [
            *([told.fault(fault)] if fault else []),
            *(told.problem(one) for one in problems[:MOST]),
        ],
        "more": max(0, len(problems) - MOST),
        "page": asdict(facts) if facts else None,
    }


def _is_here(problem: Problem, source: str) -> bool:
    return bool(source) and problem.place.path == source


def _rank(problem: Problem, source: str) -> tuple[Any, ...]:
    severity = list(Severity).index(problem.severity)
    elsewhere = not _is_here(problem, source)
    return (problem.severity is not Severity.ERROR, elsewhere, severity, problem.sort_key)


def _counts(problems: Iterable[Problem]) -> dict[str, int]:
    found = Counter(problem.severity.value for problem in problems)
    return {severity.value: found[severity.value] for severity in Severity}


class _Told:
    """Problems as JSON, with what may be seen of their lines."""

    def __init__(self, root: Path, source: str, problems: Iterable[Problem]) -> None:
        self._roots = sorted({str(root), str(root.absolute()), str(root.resolve())}, key=len)[::-1]
        self._source = source
        self._lines = Lines(root)
        self._lines.heed(problems)

    def fault(self, fault: EnvironmentFault) -> dict[str, Any]:
        """What no file can be blamed for, in the form of a problem."""
        return {
            "severity": Severity.ERROR.value,
            "code": "environment",
            "message": self._words(str(fault)),
            "hint": self._words(fault.hint),
            "place": "",
            "path": "",
            "line": 0,
            "column": 0,
            "here": False,
            "excerpt": None,
        }

    def problem(self, problem: Problem) -> dict[str, Any]:
        place = problem.place
        path = self._inside(place.path)
        return {
            "severity": problem.severity.value,
            "code": problem.code,
            "message": self._words(problem.message),
            "hint": self._words(problem.hint),
            "place": safe(str(Place(path, place.line, place.column))),
            "path": path,
            "line": place.line,
            "column": place.column,
            "here": _is_here(problem, self._source),
            "excerpt": self._excerpt(problem),
        }

    def _excerpt(self, problem: Problem) -> dict[str, Any] | None:
        """The line, cut round the place; `start` and `length` count its characters, not bytes."""
        place, line = problem.place, self._lines.of(problem)
        if line is None:
            muted = self._lines.is_muted(problem)
            return (
                {"line": place.line, "text": MUTED, "start": None, "length": 0} if muted else None
            )
        if not place.column:
            return {"line": place.line, "text": _cut(safe(line), 0), "start": None, "length": 0}
        at = place.column - 1
        before, marked = len(safe(line[:at])), len(safe(line[at:][: place.length]))
        cut = max(0, before - BEFORE) if before > WIDTH - BEFORE else 0
        start = before - cut + bool(cut)
        return {
            "line": place.line,
            "text": _cut(safe(line), cut),
            "start": start,
            "length": min(marked, WIDTH - (before - cut)),
        }

    def _words(self, text: str) -> str:
        """What is told to people, without the folders that lead to the site."""
        for root in self._roots:
            inside = re.escape(root.rstrip("/")) + "/(?=[^/\\s])"
            text = re.sub(inside, "", text) if len(root) > 1 else text
            text = re.sub(re.escape(root) + r"(?![\w.-])", "the site's folder", text)
        return safe(text)

    def _inside(self, path: str) -> str:
        """A path from the site's root; of one outside, only the name."""
        if not PurePath(path).is_absolute():
            return path
        for root in self._roots:
            if PurePath(path).is_relative_to(root):
                return PurePath(path).relative_to(root).as_posix()
        return PurePath(path).name


def _cut(line: str, start: int) -> str:
    shown = line[start : start + WIDTH]
    return ("…" if start else "") + shown + ("…" if len(line) > start + WIDTH else "")
