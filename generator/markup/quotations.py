"""Quotations: one for each run of `>` lines, with the speaker's name if its last line gives one."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from markdown.blockprocessors import BlockProcessor

from generator.markup import starts

_MARK = re.compile(r" {0,3}> ?")
# A hyphen needs its space, and a remark in a dialogue ends like a sentence.
_ATTRIBUTION = re.compile(r"(?:- +|-{2,3} *|[–—―] *)([\w@(\"“„«‘*_\[].{0,118}[^?!…:;,\s]|\w)\s*$")
_ANOTHER = re.compile(r"[-*+] |[–—―]|\d{1,9}[.)] ")


class Quotation(BlockProcessor):
    """Lines after `>`; a blank line ends the quotation, so two speakers stay apart."""

    def test(self, parent: Element, block: str) -> bool:
        return _MARK.match(block) is not None and len(self.parser.state) < starts.DEEPEST

    def run(self, parent: Element, blocks: list[str]) -> None:
        lines = blocks.pop(0).split("\n")
        words: list[str] = []
        for number, line in enumerate(lines):
            mark = _MARK.match(line)
            if mark is None and (not words[-1] or starts.INTERRUPTION.match(line)):
                blocks.insert(0, "\n".join(lines[number:]))
                break
            line = line[mark.end() :] if mark else line
            words.append(line if line.strip() else "")
        speaker = _take_attribution(words)
        quotation = SubElement(parent, "blockquote")
        self.parser.state.set("blockquote")
        self.parser.parseChunk(quotation, "\n".join(words))
        self.parser.state.reset()
        if speaker:
            SubElement(quotation, "footer").text = f"— {speaker}"


def _take_attribution(words: list[str]) -> str:
    """Take the speaker off the last line, unless the lines before show a list or a dialogue."""
    while words and not words[-1]:
        words.pop()
    attribution = _ATTRIBUTION.match(words[-1]) if words else None
    before = [line for line in words[:-1] if line]
    if not attribution or not before or any(_ANOTHER.match(line) for line in before):
        return ""
    words.pop()
    return attribution[1]
