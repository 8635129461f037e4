"""The plain blocks: paragraphs, headings, rules, indented code and stand-ins."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from markdown.blockprocessors import BlockProcessor
from markdown.util import AtomicString

from generator.markup import attributes, starts, tables
from generator.markup.standins import OPENS, STAND_IN

_RULE = re.compile(rf" {{0,3}}{starts.RULE}", re.MULTILINE)
_HEADING = re.compile(r" {0,3}(#{1,6})(?: +([^\n]*))?(?:\n|\Z)")
_INDENT = re.compile(r"\n +")


class Blank(BlockProcessor):
    """More than one blank line is as good as one."""

    def test(self, parent: Element, block: str) -> bool:
        return not block or block[0] == "\n"

    def run(self, parent: Element, blocks: list[str]) -> None:
        put_back(blocks, blocks.pop(0))


class IndentedCode(BlockProcessor):
    """Lines indented by four spaces, also across blank lines."""

    def test(self, parent: Element, block: str) -> bool:
        return block.startswith("    ")

    def run(self, parent: Element, blocks: list[str]) -> None:
        lines: list[str] = []
        while blocks and (not blocks[0].strip("\n") or blocks[0].lstrip("\n").startswith("    ")):
            block = blocks.pop(0).split("\n")
            end = next((n for n, line in enumerate(block) if line[:4].strip()), len(block))
            lines += [line[4:] for line in block[:end]]
            if end < len(block):
                put_back(blocks, "\n".join(block[end:]))
                break
            lines.append("")
        code = SubElement(SubElement(parent, "pre"), "code")
        code.text = AtomicString("\n".join(lines).rstrip() + "\n")


class StandIn(BlockProcessor):
    """A directive's stand-in on a line of its own is a block, and no paragraph."""

    def test(self, parent: Element, block: str) -> bool:
        return OPENS in block[:4] and STAND_IN.match(block.lstrip(" ")) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        token, _, rest = blocks.pop(0).partition("\n")
        SubElement(parent, "stand-in").text = AtomicString(token.strip())
        put_back(blocks, rest)


class Heading(BlockProcessor):
    """One to six `#` and a space: without the space it is a hashtag."""

    def test(self, parent: Element, block: str) -> bool:
        return "#" in block[:4] and _HEADING.match(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        block = blocks.pop(0)
        match = _HEADING.match(block)
        assert match is not None
        text = (match[2] or "").rstrip()
        without = text.rstrip("#")
        _add_heading(parent, len(match[1]), text if without[-1:].strip() else without)
        put_back(blocks, block[match.end() :])


class Rule(BlockProcessor):
    """Three or more `*`, `-` or `_`."""

    def test(self, parent: Element, block: str) -> bool:
        return block.lstrip(" ")[:1] in ("*", "-", "_") and _RULE.match(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        SubElement(parent, "hr")
        put_back(blocks, blocks.pop(0).partition("\n")[2])


class Paragraph(BlockProcessor):
    """Whatever is nothing else, up to the line where something else begins."""

    def test(self, parent: Element, block: str) -> bool:
        return True

    def run(self, parent: Element, blocks: list[str]) -> None:
        block = blocks.pop(0)
        if "\n" not in block:
            self._add(parent, block)
            return
        end = tables.start(block)
        interruption = starts.AFTER_TEXT.search(block, 0, end)
        if interruption is None:
            put_back(blocks, block[end:])
            self._add(parent, block[:end])
        elif underline := interruption["underline"]:
            put_back(blocks, block[interruption.end() :])
            text = block[: interruption.start()]
            _add_heading(parent, 1 if underline[0] == "=" else 2, text)
        else:
            put_back(blocks, block[interruption.start() :])
            self._add(parent, block[: interruption.start()])

    def _add(self, parent: Element, block: str) -> None:
        text, attrs = attributes.cut_last_line(_straighten(block))
        if not self.parser.state.isstate("list"):
            parent = SubElement(parent, "p")
            parent.text = text
        elif len(parent):
            parent[-1].tail = f"{parent[-1].tail or ''}\n{text}"
        else:
            parent.text = f"{parent.text}\n{text}" if parent.text else text
        attributes.assign(parent, attrs)


def put_back(blocks: list[str], rest: str) -> None:
    """What a block leaves over is the first of the blocks to come."""
    if rest := rest.lstrip("\n"):
        blocks.insert(0, rest)


def _add_heading(parent: Element, level: int, text: str) -> None:
    text, attrs = attributes.cut_end(_straighten(text))
    heading = SubElement(parent, f"h{level}")
    heading.text = text
    attributes.assign(heading, attrs)


def _straighten(text: str) -> str:
    return (_INDENT.sub("\n", text) if "\n " in text else text).strip()
