"""One drawing at a time, in a process that does nothing else and starts quickly."""

from __future__ import annotations

import os
import shutil
import signal
import struct
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from generator.kit.typeset import Fit, Press, place, render_pdf, render_png
from generator.problems import Problem

# What messengers and networks still show as a preview at once.
MOST_BYTES = 300_000

# Seconds to try to clear up behind a parent that was killed.
_PATIENCE = 5


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be drawn: values as JSON, a photo as JPEG, PNG or JPEG or PDF to come out.

    `size` is what a picture must have, in pixels; with (0, 0) it may have any.
    """

    template: str
    values: str
    form: str
    photo: bytes = b""
    see_through: bool = False
    size: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Made:
    """The finished file, how its texts fit, and why there is none."""

    data: bytes = b""
    fits: tuple[Fit, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Room:
    """What a process keeps from one drawing to the next."""

    press: Press | None = None
    families: Mapping[str, list[str]] | None = None


_ROOM = _Room()


def start(
    scratch: str,
    templates: Mapping[str, str],
    fonts: Mapping[str, bytes],
    families: Mapping[str, list[str]],
) -> None:
    """Makes this process ready to draw, with a folder of its own in `scratch`.

    It ends with the process that started it, which clears that folder away.
    """
    # Ctrl-C goes to all processes of a terminal; the first one tells the others when to stop.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    own = Path(scratch, str(os.getpid()))
    own.mkdir()
    _ROOM.press = Press(own, templates, fonts)
    _ROOM.families = families
    Thread(target=_end_with_parent, args=(scratch,), daemon=True).start()


def draw(job: Job) -> Made:
    """Draws and finishes."""
    press, families = _ROOM.press, _ROOM.families
    assert press is not None
    assert families is not None
    if job.form == "PDF":
        printed = render_pdf(press, job.template, job.values, families)
    else:
        printed = render_png(press, job.template, job.values, families, over_photo=bool(job.photo))
    unfit = _of_other_size(printed.data, job)
    if unfit:
        return Made(problems=(unfit,))
    return Made(_finished(printed.data, job), printed.fits, printed.problems)


def _of_other_size(data: bytes, job: Job) -> Problem | None:
    """Pages say how large they are: a forgotten `#set page` gives a sheet of A4."""
    if not data or job.form == "PDF" or job.size == (0, 0):
        return None
    # Width and height begin the first chunk of a PNG file (W3C, PNG 3rd edition, 11.2.1).
    width, height = struct.unpack(">II", data[16:24])
    if (width, height) == job.size:
        return None
    wanted = "{} × {}".format(*job.size)
    message = f"'{job.template}' draws {width} × {height} pixels, and {wanted} are wanted"
    hint = "write #set page(width: given.w * 1pt, height: given.h * 1pt, margin: 0pt)"
    return Problem("kit-template", message, place(job.template), hint)


def _finished(data: bytes, job: Job) -> bytes:
    if not data or job.form == "PDF":
        return data
    # Brings Pillow, which whoever only asks for drawings needs not.
    from generator.kit import finish

    if job.form == "JPEG":
        return finish.jpeg(data, MOST_BYTES, behind=job.photo)
    return finish.png(data, behind=job.photo, see_through=job.see_through)


def _end_with_parent(scratch: str) -> None:
    """A process whose parent was killed would wait for work for ever, and nobody would clear up."""
    from multiprocessing import parent_process  # only in such a process, which has loaded it

    if parent := parent_process():
        parent.join()
        # Another process may still be writing into it, and that stops a folder from going.
        until = time.monotonic() + _PATIENCE
        while Path(scratch).exists() and time.monotonic() < until:
            shutil.rmtree(scratch, ignore_errors=True)
        os._exit(1)
