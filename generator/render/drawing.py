"""Cards, posters and flyers drawn from templates/kit/: remembered, or made in processes apart."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal, Protocol

from generator.kit import typeset
from generator.kit.fonts import digest, families, load_fonts
from generator.kit.printing import MOST_BYTES, Job, Made, draw, start
from generator.kit.proof import proof
from generator.kit.typeset import Fit
from generator.parallel import processors
from generator.problems import EnvironmentFault, Place, Problem
from generator.read.media import Picture
from generator.read.text import decode
from generator.render.pictures import PictureFault

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

# Goes up by one when files come out differently in a way that nothing in a key shows.
_HAND = 1

# A second process pays from so many drawings on: to start one takes as long as to draw a few.
_ENOUGH = 8
_MOST_WORKERS = 2
# Drawings that wait for a free process: few, since each photo waits in memory.
_AHEAD = 6

# Fonts that have it go first where text runs from right to left.
_ALEF = "\N{ARABIC LETTER ALEF}"

_DIED = "a process that draws cards ended by itself"
_DIED_HINT = "there may be too little memory: close other programs, or build with --no-kit"

Progress = Callable[[int, int], None]
"""Is told how many drawings are done and how many there are, of those not remembered."""


class Memory(Protocol):
    """What was made before, by key."""

    def get(self, key: str) -> bytes | None: ...
    def put(self, key: str, data: bytes) -> None: ...


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing to be made: a template of the kit, its values as JSON, and what is to come out.

    Width and height are pixels, and 0 for documents. `place` is where its words were written, and
    `places` where the rest was, by the names that its template gives to texts. Messages call it
    `what`, and tell it from others of that name by `which`. `photo` lies behind the words, cut so
    that `focus` (across and down, from 0 to 1) stays in it.
    """

    template: str
    values: str
    form: Literal["PNG", "JPEG", "PDF"]
    width: int
    height: int
    place: Place
    what: str
    photo: Picture | None = None
    see_through: bool = False
    focus: tuple[float, float] = (0.5, 0.5)
    which: str = ""
    places: Mapping[str, Place] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Drawn:
    """The file that came of a drawing, and what is wrong with it; without data it could not be.

    `tight` are its texts that do not fit in the smallest type.
    """

    drawing: Drawing
    data: bytes
    problems: tuple[Problem, ...] = ()
    tight: tuple[Fit, ...] = ()


class Easel:
    """The theme's templates and fonts, and what is needed to draw with them."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """`folders` are those of the theme, the site's own first.

        `available` is False where there is no Typst; `problems` are those of the site's own fonts.
        """
        self.available = typeset.available()
        self.fonts, unfit = load_fonts(folders)
        self.templates, unreadable = _templates(folders)
        self.problems = [*unfit, *unreadable]
        self._ground = _digest(
            _HAND,
            sorted(self.templates.items()),
            digest(self.fonts),
            typeset.version(),
            metadata.version("pillow"),
        )

    def proof(self, drawing: Drawing) -> tuple[Drawing, list[Problem]]:
        """The drawing with its words made ready for `draw_all`, and what cannot be drawn."""
        values, problems = proof(drawing.values, self.fonts, drawing.place)
        return replace(drawing, values=values), problems

    def key(self, drawing: Drawing) -> str:
        """A hash of all that the file depends on, known before it is drawn."""
        photo = drawing.photo.digest if drawing.photo else ""
        size = (drawing.width, drawing.height)
        made_of = (drawing.template, drawing.values, drawing.form, size, drawing.see_through)
        return _digest(self._ground, *made_of, photo, drawing.focus)

    def draw_all(
        self,
        drawings: Sequence[Drawing],
        memory: Memory,
        progress: Progress = lambda _, __: None,
        *,
        workers: int = _MOST_WORKERS,
        pool: ProcessPoolExecutor | None = None,
    ) -> Iterator[Drawn]:
        """Each drawing in its turn, from memory or made; the memory is given what is new.

        `workers` is how many processes may draw at once, unless a `pool` of them stands already.
        """
        keys = [self.key(drawing) for drawing in drawings]
        lacking = [memory.get(key) is None for key in keys]
        new = [one for one, lacks in zip(drawings, lacking, strict=True) if lacks]
        fresh = self._fresh(new, workers) if pool is None else _in_turn(pool, new)
        faulty: set[str] = set()
        done = 0
        for drawing, key, lacks in zip(drawings, keys, lacking, strict=True):
            if lacks:
                made = next(fresh)
                done += 1
                progress(done, sum(lacking))
                if not made.problems:
                    memory.put(key, _kept(made))
            else:
                made = _recalled(memory.get(key))
            tight = tuple(fit for fit in dict.fromkeys(made.fits) if fit.excess > 1)
            yield Drawn(drawing, made.data, tuple(_told(drawing, made, faulty)), tight)

    def _fresh(self, drawings: Sequence[Drawing], most: int) -> Iterator[Made]:
        """The drawings made in processes apart, since Typst's threads do not outlive a fork."""
        if not drawings:
            return
        with self.pool(min(processors(), most, -(-len(drawings) // _ENOUGH))) as pool:
            yield from _in_turn(pool, drawings)

    @contextmanager
    def pool(self, workers: int = 1) -> Iterator[ProcessPoolExecutor]:
        """Processes that are ready to draw. Raises EnvironmentFault when one of them has died."""
        # Loaded with the first card that is not remembered: most builds draw none.
        from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor
        from multiprocessing import get_context

        with TemporaryDirectory(prefix="handbill-", ignore_cleanup_errors=True) as scratch:
            given = (scratch, *self._equipment())
            pool = ProcessPoolExecutor(workers, get_context("spawn"), start, given)
            try:
                yield pool
            except BrokenProcessPool as error:
                raise EnvironmentFault(_DIED, _DIED_HINT) from error
            finally:
                pool.shutdown(cancel_futures=True)

    @property
    def ground(self) -> str:
        """A hash of what all drawings rest on."""
        return self._ground

    def _equipment(self) -> tuple[Mapping[str, str], Mapping[str, bytes], Mapping[str, list[str]]]:
        """What each process is given to start with."""
        fonts = {font.file.name: font.file.read_bytes() for font in self.fonts}
        ordered = {"ltr": families(self.fonts), "rtl": families(self.fonts, _ALEF)}
        return self.templates, fonts, ordered


def _in_turn(pool: ProcessPoolExecutor, drawings: Sequence[Drawing]) -> Iterator[Made]:
    """What the pool makes, in order; photos are prepared here, while it draws."""
    jobs = map(_job, drawings)
    running: deque[Future[Made] | Made] = deque()
    for job in jobs:
        running.append(pool.submit(draw, job) if isinstance(job, Job) else job)
        if len(running) > _AHEAD:
            yield _result(running.popleft())
    while running:
        yield _result(running.popleft())


def _result(one: Future[Made] | Made) -> Made:
    return one if isinstance(one, Made) else one.result()


def _job(drawing: Drawing) -> Job | Made:
    """What a process needs to draw it; a photo that cannot be decoded is a problem."""
    photo = b""
    if drawing.photo:
        try:
            photo = _photo(drawing, drawing.photo)
        except PictureFault as fault:
            return Made(problems=(fault.problem(drawing.place),))
    size = (drawing.width, drawing.height)
    return Job(drawing.template, drawing.values, drawing.form, photo, drawing.see_through, size)


def _photo(drawing: Drawing, picture: Picture) -> bytes:
    from generator.render.backdrop import backdrop  # brings Pillow, for cards with photos alone

    colour = json.loads(drawing.values)["colours"]["field"]
    return backdrop(picture, (drawing.width, drawing.height), colour, drawing.focus)


def _told(drawing: Drawing, made: Made, faulty: set[str]) -> Iterator[Problem]:
    """The problems of a drawing, at the place that its words come from.

    What is wrong with a template is told of the first drawing only, as `faulty` remembers.
    """
    of_template = [problem for problem in made.problems if problem.code == "kit-template"]
    yield from (problem for problem in made.problems if problem not in of_template)
    for problem in () if drawing.template in faulty else of_template:
        where = "" if problem.place.line else f" (first in the {drawing.what})"
        yield replace(problem, message=problem.message + where)
    faulty.update(drawing.template for _ in of_template)
    if drawing.form != "PDF" and len(made.data) > MOST_BYTES:
        size = f"{len(made.data) / 1000:,.0f} kB"
        which = f" ({drawing.which})" if drawing.which else ""
        message = (
            f"the {drawing.what}{which} has {size}, and messengers may not show more than 300 kB"
        )
        yield Problem("card-heavy", message, drawing.place, "choose a calmer photo for it")


def _kept(made: Made) -> bytes:
    """A file with what is to be told of it, as the memory keeps it."""
    fits = json.dumps([asdict(fit) for fit in made.fits])
    return fits.encode() + b"\n" + made.data


def _recalled(kept: bytes | None) -> Made:
    if kept is None:
        raise EnvironmentFault("a card kept from the last build is gone", "build once more")
    fits, _, data = kept.partition(b"\n")
    return Made(data, tuple(Fit(**fit) for fit in json.loads(fits)))


def _templates(folders: Sequence[Path]) -> tuple[dict[str, str], list[Problem]]:
    """The texts of kit/*.typ by name; the site's own take the place of the default ones."""
    files: dict[str, Path] = {}
    for folder in folders:
        for file in sorted((folder / "kit").glob("*.typ")):
            files.setdefault(file.name, file)
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for name, file in files.items():
        text = decode(file.read_bytes(), f"templates/kit/{name}")
        if isinstance(text, Problem):
            problems.append(text)
        else:
            texts[name] = text
    return texts, problems


def _digest(*parts: object) -> str:
    return sha256(repr(parts).encode()).hexdigest()
