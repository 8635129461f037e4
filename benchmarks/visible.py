"""From the end of an edit to its words in a real browser: visible.py [PAGES …], 100 by default.

Wants Chromium, from HANDBILL_CHROMIUM or the path.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from campaign import Spot, at_least_ten, page_top, style, write_site
from measured import described, heads, row, spread_of
from playwright.sync_api import Page, sync_playwright
from preview import Preview, previewing

EDITS = 20
_PAUSE, _PATIENCE = 1.0, 60.0
# The page itself tells the time: whoever asks it too often only takes a processor away.
_STEP = 0.05
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chromium-headless-shell")
_FLAGS = (
    "--no-sandbox --disable-gpu --disable-dev-shm-usage --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
).split()

_HOW = """\
A page of the preview stands in a headless Chromium, and its file, or the site's own sheet, is saved
with a new word, {edits} times each and in turn, a second apart. A script in the page looks at every
frame and tells the time when the first one with the word has been drawn. That and the time when the
file was closed are of one clock, the machine's, to the millisecond. A page that is loaded anew has
another time of origin, which is when its reload began."""

_KINDS = {"page": "page edited → visible", "style": "style sheet edited → swapped"}


@dataclass(frozen=True)
class Sight:
    """Seconds from an edit to the end of its frame, and to the reload if there was one for it."""

    seconds: float
    reload: float | None


class Window:
    """A page in a browser, which tells what it has drawn."""

    def __init__(self, page: Page, url: str) -> None:
        self._page = page
        self._seen: dict[str, tuple[float, float]] = {}
        page.expose_binding("benchSaw", self._saw)
        page.add_init_script(path=Path(__file__).with_name("watching.js"))
        page.goto(url)

    def visible(self, spot: Spot, words: str) -> Sight:
        """After a pause, write the words, and wait until they are drawn."""
        self._page.wait_for_timeout(1000 * _PAUSE)
        before = self._page.evaluate("performance.timeOrigin")
        spot.write(words)
        written = time.time()
        while words not in self._seen:
            if time.time() - written > _PATIENCE:
                raise TimeoutError(f"'{words}' was not seen within {_PATIENCE:.0f} s")
            self._page.wait_for_timeout(1000 * _STEP)
        seen, origin = self._seen[words]
        return Sight(seen - written, origin / 1000 - written if origin != before else None)

    def _saw(self, source: object, words: str, seen: float, origin: float) -> None:
        self._seen.setdefault(words, (seen / 1000, origin))


def main(sizes: list[int], edits: int) -> None:
    named = os.environ.get("HANDBILL_CHROMIUM", "")
    browser = next(filter(None, map(shutil.which, (named, *_BROWSERS))), None)
    if not browser:
        sys.exit("no Chromium: apt-get install --no-install-recommends chromium")
    with described("A real browser", _HOW.format(edits=edits)):
        heads("pages", "what", "median ms", "smallest", "largest", "reloads")
        for size in sizes:
            with tempfile.TemporaryDirectory() as folder:
                root = Path(folder)
                write_site(root, size)
                with previewing(root) as preview:
                    found = measure(preview, root, size, browser, edits)
            for kind, sights in found.items():
                seconds = [sight.seconds for sight in sights]
                reloads = [sight.reload for sight in sights if sight.reload is not None]
                count = f"{len(reloads)} of {edits}"
                row(f"{size:,}", _KINDS[kind], *spread_of(seconds), count)
                if reloads:
                    row(f"{size:,}", "until its reload begins", *spread_of(reloads), "")
        print()


def measure(
    preview: Preview, root: Path, size: int, browser: str, edits: int
) -> Mapping[str, Sequence[Sight]]:
    """Edits of a page in the middle and of the site's sheet, in turn."""
    spots = {"page": page_top(root, size // 2), "style": style(root)}
    sights: dict[str, list[Sight]] = {kind: [] for kind in spots}
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=_FLAGS)
        window = Window(chromium.new_page(), preview.url + spots["page"].shown)
        for number in range(edits):
            for kind, spot in spots.items():
                sights[kind].append(window.visible(spot, f"seen{number}{kind}"))
        chromium.close()
    return sights


if __name__ == "__main__":
    parser = ArgumentParser(description="How soon an edit is visible in a browser.")
    parser.add_argument("pages", type=at_least_ten, nargs="*", default=[100])
    parser.add_argument("--edits", type=int, default=EDITS)
    given = parser.parse_args()
    main(given.pages, given.edits)
