"""A result as people read it, and as programs do."""

from __future__ import annotations

import json
import re
import tempfile
import traceback
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from generator.model import Result
from generator.problems import Problem, Severity

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}


# Logs are read by more people than files: no line of one that protects somebody is shown. This must
# hold for files that cannot be read as YAML, too.
PROTECTS = re.compile(
    r"""(?:^|[\s{,?])["']?protect["']?\s*:\s*(?:[>|][+-]?\s*)?["']?(?:handle|name|words)\b"""
)


MUTED = "(the line is not shown: somebody is protected here)"


class Lines:
    """The lines of the files below `root` that problems stand in, as far as they may be shown."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._read: dict[str, list[str]] = {}
        self._mute = False

    def heed(self, problems: Iterable[Problem]) -> None:
        """Show no line at all while one of these says that a file which hides somebody is unread.

        Whoever is hidden in a file that cannot be read might stand in any line of any other.
        """
        self._mute = any(map(self._hides_unread, problems))

    def of(self, problem: Problem) -> str | None:
        """The line as it stands in its file; None where there is none, or it is not to be shown."""
        return None if problem.quiet or self._hushes(problem) else self._line(problem)

    def is_muted(self, problem: Problem) -> bool:
        """Whether there is a line that is not shown, as somebody is protected."""
        # A note is quiet where its line says nothing that the note does not.
        quiet = problem.quiet and problem.severity is not Severity.NOTE
        return (quiet or self._hushes(problem)) and self._line(problem) is not None

    def _hushes(self, problem: Problem) -> bool:
        lines = self._source(problem.place.path)
        return self._mute or PROTECTS.search("\n".join(lines)) is not None

    def _line(self, problem: Problem) -> str | None:
        place = problem.place
        lines = self._source(place.path)
        return lines[place.line - 1] if 0 < place.line <= len(lines) else None

    def _hides_unread(self, problem: Problem) -> bool:
        path = problem.place.path
        if problem.severity is not Severity.ERROR or problem.quiet:
            return False
        if path == "site.yaml":
            return any(map(self._protects, sorted(self._root.glob("content/posts*/**/*.y*ml"))))
        return path.startswith("content/posts") and self._protects(self._root / path)

    def _protects(self, file: Path) -> bool:
        path = file.relative_to(self._root).as_posix()
        return PROTECTS.search("\n".join(self._source(path))) is not None

    def _source(self, path: str) -> list[str]:
        if path not in self._read:
            try:
                text = (self._root / path).read_bytes()[:2_000_000].decode("utf-8-sig", "replace")
            except OSError:
                self._read[path] = []
                return []
            self._read[path] = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return self._read[path]


class Printer:
    """Text with or without colour; excerpts come from the files below `root`."""

    def __init__(self, root: Path, *, colour: bool) -> None:
        self._lines = Lines(root)
        self._colour = colour

    def problems(self, problems: Iterable[Problem]) -> str:
        told = list(problems)
        self._lines.heed(told)
        return "\n".join(self.problem(problem) for problem in told)

    def problem(self, problem: Problem) -> str:
        """Place, severity, message and code; the line it stands in, with a caret; a hint."""
        severity = problem.severity
        head = (
            f"{self._paint(safe(str(problem.place)), '1')}: "
            f"{self._paint(severity, _COLOURS[severity])}: "
            f"{safe(problem.message)} [{problem.code}]"
        )
        parts = [head, *self._excerpt(problem)]
        if problem.hint:
            parts.append(f"   {self._paint('hint:', '1')} {safe(problem.hint)}")
        return "\n".join(parts)

    def _excerpt(self, problem: Problem) -> list[str]:
        place, whole = problem.place, self._lines.of(problem)
        if whole is None:
            return [f"   {MUTED}"] if self._lines.is_muted(problem) else []
        line = safe(whole)
        number = f"{place.line:>5}"
        if not place.column:
            return [f"{number} | {_cut(line, 0)}"]
        before = columns_of(safe(whole[: place.column - 1]))
        marked = columns_of(safe(whole[place.column - 1 :][: place.length]))
        start = max(0, before - 60)
        caret = " " * (before - start + bool(start)) + "^" * max(1, min(marked, 60))
        return [f"{number} | {_cut(line, start)}", f"{'':5} | {self._paint(caret, '31')}"]

    def _paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._colour else str(text)

    def summary(self, result: Result, *, looked: bool = False) -> str:
        """What was made, how large, how long, what is due next; or that nothing was written.

        `looked` says that the command was only to look, as `check` is.
        """
        tally = _tally(result.problems)
        if looked:
            return f"{tally or 'nothing wrong was found'}, in {result.seconds:.2f} s"
        if not result.written:
            stopped = "nothing was written; what stood there before is untouched"
            return f"{tally}: {stopped}" if tally else stopped
        made = ", ".join(count(name, n) for name, n in result.counts.items())
        lines = [
            f"{result.output}: {count('file', result.files)}, {size(result.size)}, "
            f"in {result.seconds:.2f} s",
            f"  {made}",
            f"  root hash {result.spoken}",
        ]
        if result.next_change:
            change = result.next_change
            what = "appears" if change.what == "publish" else "disappears"
            lines.append(
                f"  next change: {change.path} {what} at {change.moment}: build again then"
            )
        return "\n".join([*lines, f"  {tally}"] if tally else lines)


def _tally(problems: Iterable[Problem]) -> str:
    counts = dict.fromkeys(Severity, 0)
    for problem in problems:
        counts[problem.severity] += 1
    return ", ".join(count(name, n) for name, n in counts.items() if n)


_PLURALS = {"entry": "entries", "reply": "replies"}


def count(name: str, n: int) -> str:
    """So many of something."""
    return f"{n:,} {name if n == 1 else _PLURALS.get(name, name + 's')}"


def size(count: int) -> str:
    """A number of bytes as people say it."""
    if count < 1000:
        return f"{count} bytes"
    return f"{count / 1000:.0f} KB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"


def safe(text: str) -> str:
    """Controls and direction marks are spelt out: a terminal must not obey a file's text."""
    return "".join(
        " " if char == "\t" else char if _printable(char) else f"\\u{ord(char):04x}"
        for char in text
    )


def _printable(char: str) -> bool:
    # ZWNJ and ZWJ belong to the spelling of Persian and of emoji.
    return (
        unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
        or char in "\u200c\u200d"
    )


def columns_of(text: str) -> int:
    """Columns on a terminal: wide letters take two, combining marks and joiners none."""
    return sum(
        0
        if unicodedata.category(c) in ("Mn", "Me", "Cf")
        else 2
        if unicodedata.east_asian_width(c) in "WF"
        else 1
        for c in text
    )


def _cut(line: str, start: int) -> str:
    shown = line[start : start + 110]
    return ("…" if start else "") + shown + ("…" if len(line) > start + 110 else "")


def as_json(result: Result) -> str:
    """The same facts for programs; paths are relative to the site."""
    value: dict[str, Any] = {
        "written": result.written,
        "problems": [problem_json(problem) for problem in result.problems],
        "counts": dict(result.counts),
        "files": result.files,
        "bytes": result.size,
        "seconds": round(result.seconds, 3),
        "root_hash": result.root_hash,
        "next_change": None,
    }
    if result.next_change:
        change = result.next_change
        value["next_change"] = {"at": change.moment, "what": change.what, "path": change.path}
    return json.dumps(value, ensure_ascii=False, indent=2)


def problem_json(problem: Problem) -> dict[str, Any]:
    """A problem for programs."""
    return {
        "severity": problem.severity.value,
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
        "file": problem.place.path,
        "line": problem.place.line or None,
        "column": problem.place.column or None,
    }


def crash(error: Exception) -> str:
    """Our fault in a few words; the traceback goes into a file that can be sent to us."""
    with tempfile.NamedTemporaryFile(
        "w", prefix="handbill-", suffix=".log", delete=False, encoding="utf-8"
    ) as log:
        traceback.print_exception(error, file=log)
    return (
        f"error: this is a fault of Handbill's, not yours ({type(error).__name__}).\n"
        f"   Nothing was published. The details are in {log.name}; please send them to us after\n"
        "   looking through them: they may name files of yours."
    )
