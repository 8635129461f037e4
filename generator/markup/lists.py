"""Lists as CommonMark reads them: an item holds what is indented as far as its own text."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from markdown.blockprocessors import BlockProcessor
from markdown.util import AtomicString

from generator.markup import starts
from generator.markup.fences import fenced_lines

MARKER = re.compile(rf"( {{0,3}})({starts.BULLET}|{starts.NUMBER})(?: ( *)|$)")
_RULE = re.compile(rf" {{0,3}}{starts.RULE}")
_TASK = re.compile(r"\[([ xX])\] +(?=\S)")
_PLAIN = re.compile(r"[^\W\d_][^\n]*\Z")
_BOXES = {" ": "☐", "x": "☑", "X": "☑"}


class Gathering:
    """The items of one list, taken line by line off the blocks that follow each other."""

    def __init__(self, marker: re.Pattern[str]) -> None:
        self.items: list[list[str]] = []
        self.loose = False
        self.first = ""
        self._marker = marker
        self._kind = ""
        self._offset = 0  # how far the current item's own text is indented
        self._after_blank = False
        self._nested = 0  # the same within the list that has begun in the current item, if any

    def take(self, blocks: list[str]) -> None:
        """Take all lines of the list; what follows it stays."""
        while blocks:
            lines = blocks[0].split("\n")
            taken = self._take_lines(lines)
            if taken < len(lines):
                if taken:
                    blocks[0] = "\n".join(lines[taken:])
                return
            blocks.pop(0)
            self._after_blank = True

    def _take_lines(self, lines: list[str]) -> int:
        for number, line in enumerate(lines):
            indent = len(line) - len(line.lstrip(" "))
            if not line:
                self._after_blank = True
            elif self.items and indent >= self._offset and not self._left_empty():
                self._continue(line[self._offset :])
            elif (marker := self._marker.match(line)) and not _RULE.match(line):
                if self.items and marker[2][-1] != self._kind:
                    return number
                self._begin(marker, line)
            elif self._after_blank or not self._in_paragraph() or starts.INTERRUPTION.match(line):
                return number
            else:
                self.items[-1].append(line.lstrip(" "))
        return len(lines)

    def _in_paragraph(self) -> bool:
        """Whether a line that is not indented may go on with the item's last one."""
        lines = self.items[-1]
        return bool(lines[-1]) and len(lines) - 1 not in fenced_lines(lines)

    def _begin(self, marker: re.Match[str], line: str) -> None:
        self.loose |= self._after_blank and bool(self.items)
        if not self.items:
            self.first, self._kind = marker[2], marker[2][-1]
        self._offset = _text_offset(marker)
        text = line[self._offset :]
        self.items.append([text if text.strip() else ""])
        self._after_blank = False
        nested = MARKER.match(text)
        self._nested = _text_offset(nested) if nested else 0

    def _continue(self, line: str) -> None:
        nested = MARKER.match(line)
        if self._after_blank:
            if not self._nested or (not nested and line[: self._nested].strip()):
                self.loose = True
                self._nested = 0
            self.items[-1].append("")
            self._after_blank = False
        if nested:
            self._nested = self._nested or _text_offset(nested)
        self.items[-1].append(line)

    def _left_empty(self) -> bool:
        """Whether the item has no text and a blank line after it: then it ends."""
        return self._after_blank and self.items[-1] == [""]


def _text_offset(marker: re.Match[str]) -> int:
    """How far the text after a marker is indented; from five spaces on it is indented code."""
    spaces = len(marker[3] or "")
    is_text = spaces < 4 and marker.end() < len(marker.string)
    return marker.end(2) + 1 + (spaces if is_text else 0)


class List(BlockProcessor):
    """A list of bullets or numbers; a blank line between items or within one makes it loose."""

    def test(self, parent: Element, block: str) -> bool:
        return MARKER.match(block.partition("\n")[0]) is not None and (
            len(self.parser.state) < starts.DEEPEST
        )

    def run(self, parent: Element, blocks: list[str]) -> None:
        gathering = Gathering(MARKER)
        gathering.take(blocks)
        number = gathering.first[:-1]
        element = SubElement(parent, "ol" if number else "ul")
        if number and int(number) != 1:
            element.set("start", str(int(number)))
        for lines in gathering.items:
            self._add_item(element, "\n".join(lines), gathering.loose)

    def _add_item(self, parent: Element, text: str, loose: bool) -> None:
        item = SubElement(parent, "li")
        task = _TASK.match(text)
        if task:
            text = text[task.end() :]
        if not loose and _PLAIN.match(text):
            item.text = text
        else:
            self.parser.state.set("looselist" if loose else "list")
            self.parser.parseChunk(item, text)
            self.parser.state.reset()
        if task:
            _tick(item, _BOXES[task[1]])


def _tick(item: Element, box: str) -> None:
    """Put a task's box before its text: a character, read aloud and printed like any other."""
    item.set("class", "task")
    if item.text is None and len(item) and item[0].tag == "p":
        item = item[0]
    mark = Element("span", {"class": "box"})
    mark.text = AtomicString(box)
    mark.tail = f" {item.text or ''}"
    item.text = None
    item.insert(0, mark)
