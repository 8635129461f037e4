"""The dialect: what a block may be and what may stand within a line, in the order of asking."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.abbr import AbbrTreeprocessor

from generator.markup import definitions, fences, inline, links, lists, paragraphs, quotations
from generator.markup import rawhtml, tables, terms
from generator.markup.source import RIGHT_TO_LEFT

BLOCKS = (
    ("blank", paragraphs.Blank),
    ("code", paragraphs.IndentedCode),
    ("stand-in", paragraphs.StandIn),
    ("fence", fences.FencedCode),
    ("heading", paragraphs.Heading),
    ("rule", paragraphs.Rule),
    ("list", lists.List),
    ("quotation", quotations.Quotation),
    ("html", rawhtml.RawHtml),
    ("terms", terms.DefinitionList),
    ("table", tables.Table),
    ("paragraph", paragraphs.Paragraph),
)
