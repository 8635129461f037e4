"""Made-up campaigns of any size, and the places in them where a benchmark writes new words."""

from __future__ import annotations

import random
from argparse import ArgumentTypeError
from dataclasses import dataclass
from pathlib import Path

WORDS = (
    "river bread window school winter letter bridge market garden morning street question answer "
    "neighbour hospital red square photo promise silence night road water family door light"
).split()

_STYLE = "templates/assets/css/90-bench.css"


@dataclass(frozen=True)
class Spot:
    """Where words can be put into a file, and the files of the output that they then stand in.

    `shown` is a pattern below output/. Files are saved whole, as editors do it.
    """

    file: Path
    shown: str
    before: str
    after: str

    def write(self, words: str) -> None:
        self.file.write_text(self.before + words + self.after, "utf-8")

    def stands(self, output: Path, words: str) -> bool:
        """Whether a build has brought the words to where they are shown."""
        return any(words in file.read_text("utf-8") for file in output.glob(self.shown))


def at_least_ten(text: str) -> int:
    """A number of pages that brings voices along. Raises ArgumentTypeError."""
    if not text.isdecimal() or int(text) < 10:
        raise ArgumentTypeError(f"'{text}' is not a number of pages, 10 or more")
    return int(text)


def page_end(root: Path, number: int) -> Spot:
    """A line at the end of a page."""
    file = _page_file(root, number)
    text = file.read_text("utf-8")
    return Spot(file, f"{file.stem}.html", f"{text}\nA new line: ", ".\n")


def page_top(root: Path, number: int) -> Spot:
    """A line above the first heading of a page, where nobody has to scroll to see it."""
    file = _page_file(root, number)
    head, text = file.read_text("utf-8").split("\n---\n", 1)
    return Spot(file, f"{file.stem}.html", f"{head}\n---\n\nA new line: ", f".\n{text}")


def voice_text(root: Path, number: int) -> Spot:
    """What a voice says, in the file that all voices stand in."""
    file = root / "content/posts/voices.yaml"
    above, line, below = file.read_text("utf-8").partition(f"- {{id: voice-{number}, ")
    line_end, text, below = below.partition("text: '")
    _, end, below = below.partition("'}\n")
    return Spot(file, f"voices/voice-{number}.html", above + line + line_end + text, end + below)


def style(root: Path) -> Spot:
    """A value in the site's own sheet."""
    return Spot(root / _STYLE, "assets/*.css", ":root { --bench: ", "; }\n")


def write_site(root: Path, pages: int) -> None:
    """A campaign of `pages` pages of about 400 words, with three voices for every ten pages."""
    words = random.Random(pages)
    (root / "content" / "posts").mkdir(parents=True)
    (root / "site.yaml").write_text("title: A bench\nurl: https://bench.example.org/\n", "utf-8")
    index = "---\ntitle: Home\ndescription: A bench.\n---\n\n::: posts limit=3\n"
    (root / "content" / "index.md").write_text(index, "utf-8")
    for number in range(pages):
        _page_file(root, number).write_text(page(words, number), "utf-8")
    voices = "".join(voice(words, number) for number in range(pages * 3 // 10))
    (root / "content" / "posts" / "voices.yaml").write_text(voices, "utf-8")
    (root / _STYLE).parent.mkdir(parents=True)
    style(root).write("none")


def page(words: random.Random, number: int) -> str:
    head = (
        f"---\ntitle: Page {number}\ndescription: Page {number} of a bench.\ntags: water\n---\n\n"
    )
    parts = [head]
    for section in range(4):
        parts.append(f"## {sentence(words, 3)}\n\n{paragraph(words)}\n\n")
        if section == 0:
            parts.append("".join(f"- {sentence(words, 6)}\n" for _ in range(5)) + "\n")
        elif section == 1:
            rows = "".join(f"| {words.choice(WORDS)} | {n} |\n" for n in range(4))
            parts.append(f"| what | how many |\n| --- | ---: |\n{rows}\n")
        elif section == 2:
            parts.append(f"> {paragraph(words)}\n\n[more](https://example.org/{number})\n\n")
    return "".join(parts)


def voice(words: random.Random, number: int) -> str:
    return (
        f"- {{id: voice-{number}, network: x, author: Amina Example, posted: 2016-04-30, "
        f"consent: {{status: given}}, text: '{sentence(words, 20)}'}}\n"
    )


def paragraph(words: random.Random) -> str:
    return " ".join(sentence(words, 14) for _ in range(6))


def sentence(words: random.Random, length: int) -> str:
    return " ".join(words.choice(WORDS) for _ in range(length)).capitalize() + "."


def _page_file(root: Path, number: int) -> Path:
    return root / "content" / f"page-{number:05}.md"
