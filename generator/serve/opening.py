"""Opening a file in the writer's own editor, at a line."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

Which = Callable[[str], str | None]

# How each editor with a window takes a place, from its own documentation. It may be missing here:
# then its whole command line goes into HANDBILL_EDITOR.
_CODE = ("-g", "{file}:{line}:{column}")
_COLONS = ("{file}:{line}:{column}",)
_PLUS = ("+{line}:{column}", "{file}")
_PLUS_LINE = ("+{line}", "{file}")
_JETBRAINS = ("--line", "{line}", "--column", "{column}", "{file}")
EDITORS: Mapping[str, tuple[str, ...]] = {
    "code": _CODE,
    "code-insiders": _CODE,
    "codium": _CODE,
    "vscodium": _CODE,
    "cursor": _CODE,
    "windsurf": _CODE,
    "subl": _COLONS,
    "sublime_text": _COLONS,
    "zed": _COLONS,
    "zeditor": _COLONS,
    "lapce": _COLONS,
    "geany": _COLONS,
    "gedit": _PLUS,
    "gnome-text-editor": _PLUS,
    "xed": _PLUS_LINE,
    "pluma": _PLUS_LINE,
    "bbedit": _PLUS_LINE,
    "gvim": _PLUS_LINE,
    "mvim": _PLUS_LINE,
    "mousepad": ("-l", "{line}", "-c", "{column}", "{file}"),
    "kate": ("-l", "{line}", "-c", "{column}", "{file}"),
    "kwrite": ("-l", "{line}", "-c", "{column}", "{file}"),
    "mate": ("-l", "{line}:{column}", "{file}"),
    "notepad++": ("-n{line}", "-c{column}", "{file}"),
    "idea": _JETBRAINS,
    "pycharm": _JETBRAINS,
    "webstorm": _JETBRAINS,
    "phpstorm": _JETBRAINS,
    "charm": _JETBRAINS,
}
# What opens an address with the program that is there for it.
_OPENERS = {"darwin": "open", "win32": "explorer"}

_ROOM = re.compile(r"\{(file|line|column)\}")

# An editor that cannot start says so within this time; the others stay open, or hand over at once.
_SOON = 0.6


class Unopened(Exception):
    """Why nothing was opened, in words for the page: without paths of this machine."""


def open_in_editor(root: Path, path: str, line: int, column: int) -> None:
    """Open a file of the site. Raises Unopened."""
    file = inside(root, path)
    start(command(file, line, column, os.environ, shutil.which), root)


# What a writer writes: neither what is private nor what was made of it.
WRITTEN = frozenset(["content", "templates", "site.yaml"])


def inside(root: Path, path: str) -> Path:
    """The file that a path from the site's root means, if it is one and stands in the site."""
    try:
        site, file = os.path.realpath(root), os.path.realpath(root / path)
        is_ours = os.path.commonpath([site, file]) == site and Path(file).is_file()
        is_ours = is_ours and Path(file).relative_to(site).parts[0] in WRITTEN
    except (ValueError, OSError):
        is_ours = False
    if not is_ours:
        raise Unopened("There is no such file in this site.")
    return Path(file)


def command(
    file: Path, line: int, column: int, environment: Mapping[str, str], which: Which
) -> list[str]:
    """The command line that opens a file in whatever editor is wanted, or is there."""
    place = {"file": str(file), "line": str(line), "column": str(column)}
    if wanted := _words(environment.get("HANDBILL_EDITOR", "")):
        return _filled(wanted, place)
    if code := which("code"):
        return [code, *_at(_CODE, place)]
    named = _words(environment.get("VISUAL", "") or environment.get("EDITOR", ""))
    if named and _stem(named[0]) in EDITORS:
        return _filled(named, place)
    if named:
        raise Unopened(
            f"'{_stem(named[0])}' opens in a terminal, which a page cannot give it. "
            "Name an editor with a window in HANDBILL_EDITOR."
        )
    if opener := which(_OPENERS.get(sys.platform, "xdg-open")):
        return [opener, f"vscode://file{quote(file.as_posix())}:{line}:{column}"]
    raise Unopened("No editor was found. Name one in HANDBILL_EDITOR.")


def _words(text: str) -> list[str]:
    """A command line's words; a Windows path keeps its backslashes."""
    try:
        return [word.strip("\"'") for word in shlex.split(text, posix=os.name != "nt")]
    except ValueError as fault:
        message = "The editor's command line has a quotation mark without its counterpart."
        raise Unopened(message) from fault


def _filled(words: list[str], place: Mapping[str, str]) -> list[str]:
    """The place goes where the command line has room for it, else where the editor takes it."""
    if any("{file}" in word for word in words):
        return _at(words, place)
    return [*words, *_at(EDITORS.get(_stem(words[0]), ("{file}",)), place)]


def _at(words: Sequence[str], place: Mapping[str, str]) -> list[str]:
    return [_ROOM.sub(lambda found: place[found[1]], word) for word in words]


def _stem(program: str) -> str:
    name = program.replace("\\", "/").rsplit("/", 1)[-1].lower()
    return name.removesuffix(".exe").removesuffix(".cmd")


def start(words: Sequence[str], folder: Path) -> None:
    """Start a program that outlives us, without a shell. Raises Unopened."""
    quiet = subprocess.DEVNULL
    try:
        process = subprocess.Popen(
            words, cwd=folder, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
        )
    except OSError as fault:
        raise Unopened(f"The editor '{_stem(words[0])}' cannot be started.") from fault
    try:
        status = process.wait(_SOON)
    except subprocess.TimeoutExpired:
        # It is waited for all the same, or it would stay behind as a zombie.
        threading.Thread(target=process.wait, daemon=True).start()
        return
    if status:
        raise Unopened(f"The editor '{_stem(words[0])}' could not open the file.")
