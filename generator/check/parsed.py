"""A finished page taken apart once, so that every check only has to look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.check.addresses import Reference, references
from generator.check.elements import Collector, Element
from generator.check.scan import tokens
from generator.problems import Place


@dataclass(frozen=True, slots=True)
class Parsed:
    """A page or a drawing: `path` is below output/, ids and comments come with their offsets.

    Elements are those with something to check, in their order; `repeated` are ids given once more.
    """

    path: str
    text: str
    elements: tuple[Element, ...]
    references: tuple[Reference, ...]
    ids: Mapping[str, int]
    repeated: tuple[tuple[str, int], ...]
    comments: tuple[int, ...]

    def place(self, offset: int) -> Place:
        """Where an offset of the text is."""
        return place_in(self.path, self.text, offset)

    def all(self, *tags: str) -> Iterator[Element]:
        return (element for element in self.elements if element.tag in tags)

    def first(self, tag: str) -> Element | None:
        return next(self.all(tag), None)

    def meta(self, name: str) -> Element | None:
        """The first `meta` of a name or an http-equiv, given in lower case."""
        for element in self.all("meta"):
            said = element.attrs.get("name") or element.attrs.get("http-equiv", "")
            if said.lower() == name:
                return element
        return None

    @property
    def title(self) -> str:
        element = self.first("title")
        return element.text if element else ""

    @property
    def description(self) -> str:
        element = self.meta("description")
        return " ".join(element.attrs.get("content", "").split()) if element else ""

    @property
    def is_unlisted(self) -> bool:
        """Whether the page asks search engines to leave it out, as an error page does."""
        robots = self.meta("robots")
        return robots is not None and "noindex" in robots.attrs.get("content", "").lower()

    @property
    def is_moved(self) -> bool:
        """Whether the page only sends its readers on to another one."""
        return self.meta("refresh") is not None


def parse(path: str, text: str) -> Parsed:
    """A page, or an SVG drawing, taken apart; whatever the text is, nothing is raised."""
    collector = Collector()
    collector.read(tokens(text, svg=path.endswith(".svg")))
    elements = tuple(collector.elements)
    return Parsed(
        path=path,
        text=text,
        elements=elements,
        references=tuple(references(elements)),
        ids=collector.ids,
        repeated=tuple(collector.repeated),
        comments=tuple(collector.comments),
    )


def place_in(path: str, text: str, offset: int) -> Place:
    """Where an offset of an output's text is."""
    line = text.count("\n", 0, offset) + 1
    return Place(f"output/{path}", line, offset - text.rfind("\n", 0, offset))
