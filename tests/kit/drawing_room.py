"""Typst for tests: in a process of its own, since a process with its threads must not fork."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from tempfile import TemporaryDirectory

from generator import default_templates
from generator.kit.fonts import families, load_fonts
from generator.kit.printing import Job, Made, draw, start

THEME = default_templates()


@contextmanager
def room(templates: Mapping[str, str]) -> Iterator[ProcessPoolExecutor]:
    """A process that draws with these templates and the shipped fonts."""
    fonts, _ = load_fonts([THEME])
    given = {font.file.name: font.file.read_bytes() for font in fonts}
    ordered = {"ltr": families(fonts), "rtl": families(fonts, "\N{ARABIC LETTER ALEF}")}
    with TemporaryDirectory() as scratch:
        equipment = (scratch, templates, given, ordered)
        with ProcessPoolExecutor(1, get_context("spawn"), start, equipment) as pool:
            yield pool


def drawn(templates: Mapping[str, str], *jobs: Job) -> list[Made]:
    with room(templates) as pool:
        return list(pool.map(draw, jobs))
