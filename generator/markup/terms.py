"""Definition lists: a term on a line of its own, and its explanations after `:`."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from markdown.blockprocessors import BlockProcessor

from generator.markup import starts
from generator.markup.lists import Gathering

_MARKER = re.compile(r"( {0,3})(:)(?: ( *)|$)")
_EXPLANATION = re.compile(r"(?:\A|\n)(?= {0,3}: +\S)")


class DefinitionList(BlockProcessor):
    """Terms and explanations; a blank line may stand between them."""

    def test(self, parent: Element, block: str) -> bool:
        return (
            ":" in block
            and ("\n" in block or block.lstrip(" ")[0] == ":")
            and len(self.parser.state) < starts.DEEPEST
        )

    def run(self, parent: Element, blocks: list[str]) -> bool | None:
        explanation = _EXPLANATION.search(blocks[0])
        if explanation is None or starts.AFTER_TEXT.search(blocks[0], 0, explanation.start()):
            return False
        terms = blocks[0][: explanation.start()].split("\n")
        if not terms[0]:
            terms = _take_terms(parent)
        if not terms:
            return False
        blocks[0] = blocks[0][explanation.end() :]
        gathering = Gathering(_MARKER)
        gathering.take(blocks)
        self._add(parent, terms, gathering)
        return None

    def _add(self, parent: Element, terms: list[str], gathering: Gathering) -> None:
        same = len(parent) and parent[-1].tag == "dl"
        element = parent[-1] if same else SubElement(parent, "dl")
        was_loose = len(element) > 0 and element[-1].find("p") is not None
        for term in terms:
            SubElement(element, "dt").text = term.strip()
        loose = gathering.loose or was_loose
        if loose and not was_loose:
            _loosen(element)
        for lines in gathering.items:
            explanation = SubElement(element, "dd")
            self.parser.state.set("looselist" if loose else "list")
            self.parser.parseChunk(explanation, "\n".join(lines))
            self.parser.state.reset()


def _loosen(element: Element) -> None:
    """Make paragraphs of the explanations so far: all of a list are paragraphs, or none."""
    for explanation in element.findall("dd"):
        if explanation.text:
            paragraph = Element("p")
            paragraph.text, explanation.text = explanation.text, None
            explanation.insert(0, paragraph)


def _take_terms(parent: Element) -> list[str]:
    """The paragraph right before, which was meant as a term."""
    if not len(parent) or parent[-1].tag != "p" or "\n" in (parent[-1].text or "\n"):
        return []
    term = parent[-1].text or ""
    parent.remove(parent[-1])
    return [term]
