"""The pages of docs/ taken apart: their sections, tables and examples, and sites made of these."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

from PIL import Image

from sites import PROJECT, BuiltSite, small_site

DOCS = PROJECT / "docs"
PAGES = ("writing.md", "problems.md", "themes.md")
LINKED = (*PAGES, "deploy.md")

FENCE = re.compile(r"^(`{3,})(\w+)(?: (\S+))?\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
# What was saved of a post is hashed and not shown: any bytes will do that stay the same.
_SAVED = {"media/amina-post.png": b"A saved post.\n"}

_SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")

# Every other example is a file of a site.
NOT_FILES = {"console", "text"}


def text_of(page: str) -> str:
    return (DOCS / page).read_text("utf-8")


def prose(text: str) -> str:
    """A text without its examples."""
    return FENCE.sub("", text)


def code_in(text: str) -> list[str]:
    """What stands between single backticks."""
    return _SPAN.findall(prose(text))


def examples(page: str) -> dict[str, str]:
    """The examples of a page that are files, by path."""
    return {m[3]: m[4] for m in FENCE.finditer(text_of(page)) if m[2] not in NOT_FILES}


def section(page: str, heading: str, level: int = 2) -> str:
    """What stands below a heading, up to the next one of its level or above."""
    text = text_of(page)
    # Headings inside examples are not the page's own.
    own = FENCE.sub(lambda fence: "-" * len(fence[0]), text)
    begin = re.search(rf"^{'#' * level} {re.escape(heading)}\n", own, re.MULTILINE)
    assert begin, f"{page} has no section '{heading}'"
    end = re.compile(rf"^#{{1,{level}}} ", re.MULTILINE).search(own, begin.end())
    return text[begin.end() : end.start() if end else None]


def rows(text: str, first: str) -> list[list[str]]:
    """The cells of the table whose first header cell is `first`, row by row, without the header."""
    _, found, rest = text.partition(f"\n| {first} |")
    assert found, f"no table begins with '{first}'"
    lines = rest.split("\n\n")[0].strip().split("\n")[2:]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


def names(cell: str) -> set[str]:
    """The names in a cell of a table; what stands in brackets explains them."""
    return {n for n in code_in(re.sub(r"\([^()]*\)", "", cell)) if n.isidentifier()}


def anchors(page: Path) -> set[str]:
    """The ids of a page's headings, as code hosts make them."""
    headings = re.findall(r"^#+ (.+)$", prose(page.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings}


def site_of(page: str, root: Path) -> BuiltSite:
    """The examples of a page as one built site, with a picture wherever one is named."""
    files: dict[str, str | bytes] = {**examples(page)}
    for name in re.findall(r"media/[\w-]+\.(?:jpg|png)", "".join(examples(page).values())):
        files[f"content/{name}"] = _SAVED.get(name) or _picture(name)
    made = small_site(root, files)
    made.build()
    return made


def _picture(name: str) -> bytes:
    data = BytesIO()
    Image.new("RGB", (8, 8)).save(data, "JPEG" if name.endswith(".jpg") else "PNG")
    return data.getvalue()
