"""Fenced code: which lines it takes up, and the code block that it becomes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement

from markdown.blockprocessors import BlockProcessor
from markdown.util import AtomicString

# A fence may stand in a list item or a quotation; backticks may not come again in its info string.
FENCE = re.compile(r"[ >]*(?:(?:[-*+]|\d{1,9}[.)]) +)*(?P<fence>`{3,}(?=[^`]*$)|~{3,})")
_OPENING = re.compile(r"( {0,3})(`{3,}(?=[^`\n]*(?:\n|\Z))|~{3,})([^\n]*)")


def fenced_lines(lines: Sequence[str]) -> frozenset[int]:
    """The numbers (from 0) of the lines that are fenced code, the fences themselves included."""
    fenced: set[int] = set()
    fence = ""
    for number, line in enumerate(lines):
        if fence:
            fenced.add(number)
            if _closes(line.lstrip(" >"), fence):
                fence = ""
        elif ("```" in line or "~~~" in line) and (opening := FENCE.match(line)):
            fenced.add(number)
            fence = opening["fence"]
    return frozenset(fenced)


def _closes(line: str, fence: str) -> bool:
    line = line.strip()
    return len(line) >= len(fence) and not line.strip(fence[0])


class FencedCode(BlockProcessor):
    """Lines between two fences, blank ones among them; without a second fence, all that follows."""

    def test(self, parent: Element, block: str) -> bool:
        return _OPENING.match(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        opening = _OPENING.match(blocks[0])
        assert opening is not None
        indent, fence, info = opening.groups()
        code = SubElement(SubElement(parent, "pre"), "code")
        if language := info.strip().split(" ")[0].strip("{}."):
            code.set("class", f"language-{language}")
        lines = _take(blocks, fence)
        code.text = AtomicString("".join(f"{_unindent(line, len(indent))}\n" for line in lines))


def _take(blocks: list[str], fence: str) -> list[str]:
    """Take the fenced lines off the blocks; what follows the closing fence stays."""
    taken: list[str] = []
    rest = blocks.pop(0).split("\n")[1:]
    while True:
        for number, line in enumerate(rest):
            if _closes(line, fence):
                taken += rest[:number]
                if after := "\n".join(rest[number + 1 :]):
                    blocks.insert(0, after)
                return taken
        taken += rest
        if not blocks:
            return taken
        taken.append("")
        rest = blocks.pop(0).split("\n")


def _unindent(line: str, width: int) -> str:
    return line[width:] if not line[:width].strip() else line.lstrip(" ")
