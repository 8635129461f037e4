"""Words become pictures and documents: the one module that loads Typst, in a process of its own."""

from __future__ import annotations

import importlib
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from generator.kit.imports import forbidden
from generator.problems import EnvironmentFault, Place, Problem

# Whoever asks for something over the network here talks to nobody.
_NOBODY = "http://127.0.0.1:1"
_PROXIES = ("http_proxy", "https_proxy", "all_proxy")

_WHERE = re.compile(r"┌─ (?:.*[/\\])?([^/\\\n]+\.typ):(\d+):(\d+)")
_DOTS = 72.0  # dots an inch: one of Typst's points is one pixel


@dataclass(frozen=True, slots=True)
class Fit:
    """How a text went into its room: `size` in points; `excess` is 1.4 for 40 % too much."""

    name: str
    size: float
    excess: float


@dataclass(frozen=True, slots=True)
class Print:
    """What came out; without data, the problems say why."""

    data: bytes = b""
    fits: tuple[Fit, ...] = ()
    problems: tuple[Problem, ...] = ()


@cache
def available() -> bool:
    """Whether Typst can be loaded: there is no wheel of it for some machines."""
    try:
        importlib.import_module("typst")
    except (ImportError, OSError):
        return False
    return True


@cache
def version() -> str:
    """Typst's version, which its output depends on; '' without it."""
    try:
        return metadata.version("typst")
    except metadata.PackageNotFoundError:
        return ""


class Press:
    """Typst with templates and fonts, in a folder of its own, out of which it reads nothing.

    It starts threads: never to be made in a process that forks later.
    """

    def __init__(
        self, scratch: Path, templates: Mapping[str, str], fonts: Mapping[str, bytes]
    ) -> None:
        """`templates` are texts by file name (card.typ), `fonts` bytes by file name."""
        import typst  # loaded here alone, so that sites without a kit start without it

        self._typst: Any = typst
        self._refused = [
            problem for name, text in templates.items() for problem in forbidden(text, place(name))
        ]
        for proxy in _PROXIES:
            os.environ[proxy] = os.environ[proxy.upper()] = _NOBODY
        for name in ("no_proxy", "NO_PROXY"):
            os.environ.pop(name, None)
        self.root = _filled(scratch / "root", {n: t.encode() for n, t in templates.items()})
        empty = str(_filled(scratch / "none", {}))
        found = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[str(_filled(scratch / "fonts", fonts))],
        )
        self._compiler = typst.Compiler(
            root=str(self.root),
            font_paths=found,
            package_path=empty,
            package_cache_path=empty,
        )

    def run(self, template: str, inputs: Mapping[str, str], **settings: Any) -> Print:
        """One compilation; a template's mistake is a problem at its line."""
        if self._refused:
            return Print(problems=tuple(self._refused))
        try:
            data, warnings = self._compiler.compile_with_warnings(
                input=str(self.root / template), sys_inputs=dict(inputs), **settings
            )
            fits = json.loads(self._compiler.query("<fit>", field="value"))
        except self._typst.TypstError as error:
            return Print(problems=(_problem(error, template),))
        wrong = [_problem(one, template) for one in warnings if "unknown font" in one.message]
        if wrong:
            return Print(problems=tuple(wrong))
        if isinstance(data, list):
            message = f"'{template}' makes {len(data)} pages of one picture"
            hint = "give its page a height, and put what may be too long through 'fit'"
            return Print(problems=(Problem("kit-template", message, place(template), hint),))
        found = tuple(Fit(fit["name"], fit["size"], fit["excess"]) for fit in fits)
        return Print(data or b"", found)


def render_png(
    press: Press,
    template: str,
    values: str,
    families: Mapping[str, list[str]],
    *,
    over_photo: bool = False,
) -> Print:
    """A picture, one pixel to a point, from a template and its values as JSON.

    `over_photo` tells the template, as `sys.inputs.photo`, to leave its ground see-through for one:
    Typst itself would take several times as long to draw and to compress a photo.
    """
    inputs = _inputs(values, families) | {"photo": "behind" if over_photo else ""}
    return press.run(template, inputs, format="png", ppi=_DOTS)


def render_pdf(
    press: Press, template: str, values: str, families: Mapping[str, list[str]]
) -> Print:
    """A tagged document for everybody (PDF/UA-1, ISO 14289-1) without any date."""
    return press.run(
        template, _inputs(values, families), format="pdf", pdf_standards=["ua-1"], timestamp=0
    )


def place(template: str, line: int = 0, column: int = 0) -> Place:
    return Place(f"templates/kit/{template}", line, column)


def _inputs(values: str, families: Mapping[str, list[str]]) -> dict[str, str]:
    return {"values": values, "fonts": json.dumps(families), "photo": ""}


def _filled(folder: Path, files: Mapping[str, bytes]) -> Path:
    try:
        folder.mkdir()
        for name, data in files.items():
            (folder / name).write_bytes(data)
    except OSError as error:
        raise EnvironmentFault(f"cannot write {folder}: {error.strerror}") from error
    return folder


def _problem(error: Any, template: str) -> Problem:
    """What Typst says, at the place that it says it of; it counts columns from 0."""
    found = _WHERE.search(error.diagnostic[error.diagnostic.find(error.message) :])
    where = place(found[1], int(found[2]), int(found[3]) + 1) if found else place(template)
    hint = "; ".join(error.hints) or "see https://typst.app/docs/reference/"
    return Problem("kit-template", error.message.splitlines()[0], where, hint)
