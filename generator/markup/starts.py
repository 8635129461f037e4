"""How each kind of block begins, and which of them may interrupt a paragraph."""

from __future__ import annotations

import re

from generator.markup.standins import OPENS

# Lists and quotations nested deeper than this are text: no writer means it, and it keeps hostile
# input from going deep.
DEEPEST = 30

# HTML that begins a block wherever it stands (CommonMark 0.31, section 4.6, kinds 1 to 6).
_HTML_BLOCKS = (
    "address article aside base basefont blockquote body caption center col colgroup dd details "
    "dialog dir div dl dt fieldset figcaption figure footer form frame frameset h[1-6] head header "
    "hr html iframe legend li link main menu menuitem nav noframes ol optgroup option p param "
    "search section summary table tbody td tfoot th thead title track tr ul"
)
HTML_WITH_END = r"<(?:!--|\?|!\[CDATA\[|![A-Za-z]|(?:pre|script|style|textarea)(?=[\s>]|$))"
HTML_TO_BLANK_LINE = rf"</?(?:{'|'.join(_HTML_BLOCKS.split())})(?=\s|/?>|$)"

HEADING = r"#{1,6}(?= |$)"
RULE = r"(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})$"
QUOTATION = r">"
FENCE = r"(?:`{3,}(?=[^`\n]*$)|~{3,})"
BULLET = r"[-*+]"
NUMBER = r"\d{1,9}[.)]"

_INTERRUPTS = "|".join(
    (
        HEADING,
        RULE,
        QUOTATION,
        FENCE,
        rf"{BULLET} +\S",
        r"1[.)] +\S",  # only a list that starts at one: "in\n2016. The" is a sentence
        HTML_WITH_END,
        HTML_TO_BLANK_LINE,
        r"\[\^[^\]\s]+\]:",  # a footnote
        OPENS,
    )
)

# At the beginning of a line that might go on with a quotation or a list item without its mark.
INTERRUPTION = re.compile(rf" {{0,3}}(?:{_INTERRUPTS}|(?:=+|-+) *$)", re.MULTILINE | re.IGNORECASE)

# After the first line of a paragraph, where a line of `=` or `-` makes a heading of it.
AFTER_TEXT = re.compile(
    rf"\n {{0,3}}(?:(?P<underline>=+|-+) *(?=\n|\Z)|(?:{_INTERRUPTS}))",
    re.MULTILINE | re.IGNORECASE,
)
