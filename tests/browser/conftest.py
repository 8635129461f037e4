"""A real browser: Chromium, from HANDBILL_CHROMIUM or the path, that can reach loopback only."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from sites import BuiltSite

from .server import Host, serving

# The first draws pages as the others do, but has no windows around them: it opens a page with a
# quarter of the work.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Were a page to ask another host, the test would see it, and the host would not.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]


def executable() -> str:
    """The browser's path; a failure that says how to get one where there is none."""
    named = os.environ.get("HANDBILL_CHROMIUM", "")
    found = shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        pytest.fail(
            f"HANDBILL_CHROMIUM is {named!r}, which cannot be run"
            if named
            else "no Chromium: apt-get install --no-install-recommends chromium-headless-shell, "
            "or set HANDBILL_CHROMIUM to the path of one",
            pytrace=False,
        )
    return found


# Not for the whole session: while it lives, its event loop keeps other tests from starting theirs.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    path = executable()
    try:
        playwright = sync_playwright().start()
    except Exception as fault:
        fault.add_note("If its driver wants a library: apt-get install libatomic1")
        raise
    chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
    yield chromium
    chromium.close()
    playwright.stop()


@pytest.fixture(scope="package")
def host(sample: BuiltSite) -> Iterator[Host]:
    """The sample as a host serves it."""
    with serving(sample.output) as served:
        yield served
