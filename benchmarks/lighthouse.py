"""Lighthouse's scores for the built site on a phone; anything below 99 fails.

Wants `npm install --no-save lighthouse` in the project's root, and the site in output/.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

ROOT = Path(__file__).parents[1]
OUTPUT = ROOT / "output"
LIGHTHOUSE = ROOT / "node_modules/.bin/lighthouse"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PAGES = ("index.html", "timeline/aleppo-2016.html", "voices.html")
FOLDERS = ("", "ar/")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LEAST = 99
# Lighthouse asks for robots.txt from inside the page, whose policy lets nothing be asked for.
SKIPPED = "robots-txt"
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)


class Handler(SimpleHTTPRequestHandler):
    """Files as a real host sends them: compressed, with their types, over kept connections."""

    protocol_version = "HTTP/1.1"
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".html": "text/html; charset=utf-8",
        ".css": "text/css; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".txt": "text/plain; charset=utf-8",
        ".svg": "image/svg+xml",
        ".webp": "image/webp",
        ".avif": "image/avif",
        ".webmanifest": "application/manifest+json",
    }

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        found = file.is_file()
        body = (file if found else OUTPUT / "404.html").read_bytes()
        kind = self.guess_type(file) if found else self.extensions_map[".html"]
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", kind)
        if kind.startswith("text/") or kind.endswith(("xml", "json")):
            body = gzip.compress(body)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Nothing: the table is the output."""


@contextmanager
def serving() -> Iterator[str]:
    """The address of output/ on a free port of this machine."""

    def handler(*args: Any) -> Handler:
        return Handler(*args, directory=str(OUTPUT))

    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def scores(url: str, browser: str) -> tuple[dict[str, int], list[str]]:
    """A page's scores, and the audits that cost it points."""
    wanted = [f"--only-categories={','.join(CATEGORIES)}", f"--skip-audits={SKIPPED}"]
    flags = ["--quiet", "--output=json", *wanted, f"--chrome-flags={FLAGS}"]
    command = [str(LIGHTHOUSE), url, *flags]
    settings = os.environ | {"CHROME_PATH": browser}
    done = subprocess.run(command, env=settings, stdout=subprocess.PIPE, check=True)
    report = json.loads(done.stdout)
    found, lost = {}, []
    for name in CATEGORIES:
        category = report["categories"][name]
        found[name] = round(100 * (category["score"] or 0))
        for part in category["auditRefs"]:
            score = report["audits"][part["id"]]["score"]
            if part["weight"] and score is not None and score < 0.9:
                lost.append(part["id"])
    return found, lost


def main() -> int:
    """Print the table; 1 when a score is too low, 2 when something is missing."""
    named = os.environ.get("HANDBILL_CHROMIUM", "")
    browser = next(filter(None, map(shutil.which, (named, *BROWSERS))), None)
    for missing, remedy in (
        (not browser, "no Chromium: apt-get install --no-install-recommends chromium"),
        (not LIGHTHOUSE.exists(), "no Lighthouse: npm install --no-save lighthouse@12.8.2"),
        (not (OUTPUT / "index.html").exists(), "no site in output/: make site"),
    ):
        if missing:
            print(remedy, file=sys.stderr)
            return 2
    print(f"{'':32}" + "".join(f"{name:>16}" for name in CATEGORIES), flush=True)
    worst = 100
    with serving() as address:
        for page in (folder + name for name in PAGES for folder in FOLDERS):
            found, lost = scores(address + page, str(browser))
            row = "".join(f"{found[name]:>16}" for name in CATEGORIES)
            print(f"{page:32}{row}  {' '.join(lost)}".rstrip(), flush=True)
            worst = min(worst, *found.values())
    return int(worst < LEAST)


if __name__ == "__main__":
    raise SystemExit(main())
