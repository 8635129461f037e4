"""The kit's workshop: what was planned is drawn, or remembered, made small and packed."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import PurePosixPath

from generator.kit.pack import pack
from generator.model import Kept, Output
from generator.problems import Problem, has_errors
from generator.render import RenderFault
from generator.render.drawing import Drawing, Drawn, Easel, Memory
from generator.render.overflow import overflows


@dataclass(frozen=True, slots=True)
class Sheet:
    """A drawing, where it will lie, what is written on it, and where its thumbnail will lie."""

    path: PurePosixPath
    drawing: Drawing
    words: str
    small: PurePosixPath | None = None


@dataclass(frozen=True, slots=True)
class Workshop:
    """What is to be drawn, and which files each zip holds, by their names in it."""

    easel: Easel | None = None
    sheets: tuple[Sheet, ...] = ()
    packs: Mapping[PurePosixPath, Mapping[str, PurePosixPath]] = field(default_factory=dict)

    def paths(self) -> frozenset[str]:
        """The paths of all drawings, and of the small pictures of them."""
        every = (path for sheet in self.sheets for path in (sheet.path, sheet.small) if path)
        return frozenset(map(str, every))

    def stands(self, kept: Container[str]) -> bool:
        """Whether none of it has to be drawn, as all of it is kept."""
        return all(path in kept for path in self.paths())


NOTHING = Workshop()


def drawn(
    workshop: Workshop, memory: Memory, problems: list[Problem], *, strict: bool
) -> Iterator[Output]:
    """The drawings; what was wrong with them is put to `problems`, or raised as RenderFault."""
    if workshop.easel is None:
        return
    found: list[Problem] = []
    tight: list[Drawn] = []
    done = workshop.easel.draw_all([sheet.drawing for sheet in workshop.sheets], memory)
    # What templates write by themselves is searched with the first sheet.
    written = "\n".join(workshop.easel.templates.values())
    for sheet, result in zip(workshop.sheets, done, strict=True):
        found += result.problems
        if result.tight:
            tight.append(replace(result, data=b""))
        yield Output(sheet.path, result.data, f"{sheet.words}\n{written}")
        written = ""
        if sheet.small and result.data:
            yield Output(
                sheet.small, _small(sheet, result.data, workshop.easel, memory), sheet.words
            )
    found += overflows(tight)
    if has_errors(found, strict=strict):
        raise RenderFault(found)
    problems += found


def keys_of(workshop: Workshop) -> Iterator[str]:
    """The keys under which all drawings, and the small pictures of them, are remembered."""
    if workshop.easel:
        for sheet in workshop.sheets:
            key = workshop.easel.key(sheet.drawing)
            yield key
            if sheet.small:
                yield _small_key(key)


def _small_key(key: str) -> str:
    return sha256(f"small {key}".encode()).hexdigest()


def _small(sheet: Sheet, card: bytes, easel: Easel, memory: Memory) -> bytes:
    """The thumbnail of a card, remembered as the card is."""
    key = _small_key(easel.key(sheet.drawing))
    kept = memory.get(key)
    if kept is None:
        # Pillow is loaded here: a build that draws nothing starts without it.
        from generator.kit.thumbnails import thumbnail

        kept = thumbnail(card)
        memory.put(key, kept)
    return kept


def packed(
    outputs: Iterable[Output | Kept], packs: Mapping[PurePosixPath, Mapping[str, PurePosixPath]]
) -> Iterator[Output | Kept]:
    """The outputs, and behind them the zips that are made of some of them."""
    wanted = {path for files in packs.values() for path in files.values()}
    made: dict[PurePosixPath, bytes] = {}
    for output in outputs:
        if output.path in wanted:
            made[output.path] = _bytes(output)
        yield output
    for path, files in packs.items():
        data = pack({name: made[file] for name, file in files.items()})
        # What is in it has been searched by itself.
        yield Output(path, data, "\n".join(files))


def _bytes(output: Output | Kept) -> bytes:
    return output.data if isinstance(output, Output) else output.file.read_bytes()
